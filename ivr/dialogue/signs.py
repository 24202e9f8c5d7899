"""What in a text may speak for what it is about: its words, those that stand together,
and parts of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from ivr.dialogue.intent import Intent
from ivr.dialogue.spelling import QUESTION
from ivr.dialogue.stems import stem

# How the two ends of a text and a number in it are written.
START, END, NUMBER = "^", "$", "#"
# How its length is, which is told by so many words, and alike from there on.
LONG, LENGTHS, MOST_LENGTHS = "~", 3, 6
# How some letters of a word are.
PART = "."
# Words of more letters count by every three of them as well, with those beside them.
WHOLE, PIECE = 3, 3

# Stands for any word between two others.
ANY = "_"

# What stands in fewer texts, and is none of our names, tells nothing of others, and
# would take from the rest of its own text what that has to tell: one word, two, three.
LEAST_SEEN = (2, 3, 12)

Sign = str


@dataclass(frozen=True, slots=True)
class Run:
    """The words of a text as they are compared, one after the other."""

    at: list[int]
    """Where each stands in the text."""
    stems: list[str]
    """Each without its ending; all numbers are one."""
    written: list[str]

    def parted(self, cut: int) -> tuple["Run", "Run"]:
        """What stands before that word, and what from there on."""
        at, stems, written = self.at, self.stems, self.written
        return (
            Run(at[:cut], stems[:cut], written[:cut]),
            Run(at[cut:], stems[cut:], written[cut:]),
        )


def run_of(words: Sequence[str], ages: Collection[tuple[int, int, Intent]]) -> Run:
    """The words as they are compared; numbers that may be ages, told from where to
    where, as the track that each leads to."""
    if not ages:
        return Run(list(range(len(words))), list(map(_stem, words)), list(words))
    spans = {at: (end, f"{NUMBER}{intent.target}") for at, end, intent in ages}
    at, stems, written = [], [], []
    place = 0
    while place < len(words):
        at.append(place)
        if place in spans:
            place, sign = spans[place]
            stems.append(sign)
            written.append(sign)
            continue
        stems.append(_stem(words[place]))
        written.append(words[place])
        place += 1
    return Run(at, stems, written)


def _stem(word: str) -> str:
    return NUMBER if word.isdigit() else stem(word)


def text_signs(run: Run, question: bool) -> tuple[Sign, ...]:
    """What in a whole text may speak for something: see `signs_of`; about how long
    it is, and whether it is written as a ``question``."""
    length = min(len(run.written) // LENGTHS, MOST_LENGTHS)
    marks = (f"{LONG}{length}", QUESTION) if question else (f"{LONG}{length}",)
    return (*signs_of(run), *marks)


def signs_of(run: Run, ends: bool = True) -> tuple[Sign, ...]:
    """What in a run may speak for something: each word with and without its ending,
    and each three of its letters, which a slip leaves to the rest; each two and three
    as they are written, and two with any one between them; which it begins and ends
    with, if it has ``ends``. Each once, in their order, so that what is learned is the
    same at every start."""
    written = [START, *run.written, END] if ends else run.written
    pairs = [f"{one} {two}" for one, two in pairwise(written)]
    threes = zip(written, written[1:], written[2:], strict=False)
    further = chain.from_iterable(
        (f"{one} {two} {three}", f"{one} {ANY} {three}") for one, two, three in threes
    )
    pieces = chain.from_iterable(map(_pieces, run.written))
    return tuple(dict.fromkeys((*run.stems, *written, *pairs, *pieces, *further)))


def least_seen(sign: Sign) -> int:
    """In so many texts it must stand to tell anything of others."""
    return LEAST_SEEN[min(sign.count(" "), len(LEAST_SEEN) - 1)]


def is_word(sign: Sign) -> bool:
    """Whether it is one word, whole or without its ending."""
    return " " not in sign and sign[:1] != PART


@lru_cache(1 << 15)
def _pieces(word: str) -> tuple[Sign, ...]:
    if len(word) <= WHOLE or not word.isalpha():
        return ()
    ends = f"{START}{word}{END}"
    return tuple(
        f"{PART}{ends[at : at + PIECE]}" for at in range(len(ends) - PIECE + 1)
    )
