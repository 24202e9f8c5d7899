"""What a text is about, by all of its words and by each two that stand together.

The hotline learns from what it was told before: every phrase that a thing is called
or asked for by, and every text in `prompts/asked.txt` with what was meant by it. What
stands oftener in texts that asked for a thing than in all others speaks for it, what
stands seldomer speaks against it (naive Bayes); from there on the texts themselves
teach how much (`ivr.dialogue.learning`). Texts that asked for nothing teach as much
as the others.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ivr.dialogue.intent import FOR_OTHERS, SPAN, TALK, Act, Intent
from ivr.dialogue.learning import Weights, learned
from ivr.dialogue.spelling import QUESTION
from ivr.dialogue.stems import stem
from ivr.dialogue.vocabulary import Vocabulary

# Moves within the steps; elsewhere their words mean nothing.
IN_TRACK = frozenset({Act.NEXT, Act.BACK, Act.REPEAT})
GISTS = IN_TRACK | {Act.OPEN, Act.REACH, Act.HELP, Act.RESUME, Act.STEP}

# What was never seen is taken to have been seen so often.
UNSEEN = 0.1

# Words that stand together are counted as if each stood alone, which makes too much
# of them: learning begins from this part of it.
COUNTED = 0.15

# What stands in fewer texts, and is none of our names, tells nothing of others, and
# would take from the rest of its own text what that has to tell.
LEAST_SEEN = 2

# By so many phrases and texts it is learned how a thing is asked for.
LEAST_TAUGHT = 40

# Where a thing stands that none of the texts asks for.
NONE = -1

# What speaks for a thing that cannot be meant.
NEVER = -99.0

# So little is left for all others where one thing is all but certain.
LEAST_LEFT = 1e-6

# How the two ends of a text and a number in it are written.
START, END, NUMBER = "^", "$", "#"
# How its length is, which is told by so many words, and alike from there on.
LONG, LENGTHS, MOST_LENGTHS = "~", 3, 6
ANY = ""

# So many are remembered: an edit of what is said alone has nothing new to teach.
MOST_LATEST = 2

Sign = str
Rows = NDArray[np.int64]
"""Where the signs of a text stand among all."""
Scores = NDArray[np.float32]
"""How much speaks for each of a gist's things, in the log of the odds; a row for each
of several texts."""
Tables = Mapping[str, NDArray[np.generic]]
"""What a gist is kept as, by name."""


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


class Seen(NamedTuple):
    """A text or a phrase that was told, and what it asks for."""

    signs: tuple[Sign, ...]
    things: tuple[Intent, ...]
    named: bool = False
    """It is a phrase of the protocol's or of the language's own."""


class Gist:
    """Knows things by what was said of them; made once for a vocabulary."""

    def __init__(
        self,
        things: Iterable[Intent],
        taught: Iterable[bool],
        signs: Iterable[Sign],
        weights: Weights,
    ) -> None:
        """``taught`` says of each thing whether many texts ask for it; ``weights`` has
        a row for each of the ``signs`` and a column for each thing, and one more for
        what only others have."""
        self.things, self.taught = tuple(things), tuple(taught)
        self.row = {sign: row for row, sign in enumerate(signs)}
        self.weights = weights
        self.place = {thing: at for at, thing in enumerate(self.things)}
        self.talk = [self.place.get(one, NONE) for one in (TALK, FOR_OTHERS)]
        self.moves = [at for at, one in enumerate(self.things) if one.act in IN_TRACK]

    @classmethod
    def learn(cls, seen: Iterable[Seen]) -> "Gist":
        """What these texts and phrases teach."""
        # Every text has the empty sign: what kinds there are more of.
        ids: defaultdict[Sign, int] = defaultdict()
        ids.default_factory = ids.__len__
        every = ids[ANY]
        texts: list[Rows] = []
        meant: list[tuple[Intent, ...]] = []
        names = set()
        marks: list[int] = []
        for signs, means, named in seen:
            marks.append(crc32(" ".join(signs).encode()))
            given = [every, *map(ids.__getitem__, signs)]
            texts.append(np.array(given, np.int64))
            meant.append(means)
            if named:
                names.update(given)
        asking = Counter(thing for means in meant for thing in means)
        known = GISTS | {TALK.act}
        things = [one for one in asking if one.act in known]
        taught = [asking[one] >= LEAST_TAUGHT for one in things]
        if not texts:
            return cls((), (), ids, np.zeros((1, 1), np.float32))
        place = {thing: at for at, thing in enumerate(things)}
        kinds = np.zeros((len(texts), len(things) + 1), np.float32)
        for at, means in enumerate(meant):
            for one in means:
                kinds[at, place.get(one, len(things))] = 1
        telling = np.bincount(np.concatenate(texts), minlength=len(ids)) >= LEAST_SEEN
        telling[[every, *names]] = True
        row = np.cumsum(telling) - 1
        rows = [row[text[telling[text]]] for text in texts]
        counted = COUNTED * _counted(rows, kinds, int(telling.sum()))
        shared = kinds / kinds.sum(axis=1, keepdims=True)
        weights = learned(rows, shared, counted.astype(np.float32), marks)
        return cls(things, taught, compress(ids, telling.tolist()), weights)

    @classmethod
    def read(cls, tables: Tables) -> "Gist":
        """What `tables` has given; KeyError or ValueError if that is not whole."""
        return cls(
            [Intent.parse(str(one)) for one in tables["things"]],
            map(bool, tables["taught"]),
            tables["signs"].tobytes().decode().split("\n"),
            tables["weights"].astype(np.float32),
        )

    def tables(self) -> Tables:
        """All that was learned."""
        signs = "\n".join(self.row).encode()
        return {
            "things": np.array([str(one) for one in self.things], np.str_),
            "taught": np.array(self.taught, np.bool_),
            "signs": np.frombuffer(signs, np.uint8),
            "weights": self.weights,
        }

    def scores(self, texts: Sequence[Collection[Sign]], in_track: bool) -> Scores:
        """How much speaks for each thing, and last for anything that others have, a
        row for each text."""
        row, weights = self.row, self.weights
        odds = np.empty((len(texts), weights.shape[1]), np.float32)
        for at, signs in enumerate(texts):
            rows = [0, *[row[sign] for sign in signs if sign in row]]
            np.add.reduce(weights.take(rows, axis=0), axis=0, out=odds[at])
        out = [] if in_track else self.moves
        odds[:, out] = NEVER
        odds -= np.maximum.reduce(odds, axis=1, keepdims=True)
        chances = np.exp(odds, out=odds)
        others = np.add.reduce(chances, axis=1, keepdims=True) - chances
        scores: Scores = np.log(chances + LEAST_LEFT)
        scores -= np.log(others + LEAST_LEFT)
        scores[:, out] = NEVER
        return scores


_latest: dict[str, Gist] = {}


def gist_of(vocabulary: Vocabulary, seen: Iterable[Seen]) -> Gist:
    """What was learned of the same before; else from what is ``seen``."""
    key = vocabulary.fingerprint()
    gist = _latest.get(key) or Gist.learn(seen)
    remember(key, gist)
    return gist


def remember(key: str, gist: Gist) -> None:
    """Take this for what the vocabulary of that fingerprint teaches."""
    _latest.pop(key, None)
    for old in list(_latest)[: 1 - MOST_LATEST]:
        _latest.pop(old, None)
    _latest[key] = gist


def _counted(
    texts: Sequence[Rows], kinds: NDArray[np.float32], signs: int
) -> NDArray[np.float64]:
    """How much signs speak for each kind of text by how often they stand in it."""
    width = kinds.shape[1]
    stands = np.bincount(np.concatenate(texts), minlength=signs)[:, None]
    sizes = np.array([len(rows) for rows in texts])
    which, places = np.nonzero(kinds)
    cells = np.concatenate([texts[at] for at in which.tolist()]) * width
    cells += np.repeat(places, sizes[which])
    tells = np.bincount(cells, minlength=signs * width).reshape(signs, width)
    asking = kinds.sum(axis=0)
    rests = np.log((len(texts) - asking + 2 * UNSEEN) / (asking + 2 * UNSEEN))
    odds: NDArray[np.float64] = np.log(tells + UNSEEN) - np.log(stands - tells + UNSEEN)
    odds += rests
    return odds


def thing_of(intent: Intent) -> Intent:
    """The intent as it is learned: a step whatever its number; of ages that they are
    on both sides of a border, and nothing else."""
    if intent.act is Act.STEP:
        return Intent(Act.STEP)
    return Intent(intent.act, intent.target, SPAN if intent.note == SPAN else "")


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
    each two as they are written; which it begins and ends with, if it has ``ends``.
    Each once, in their order, so that what is learned is the same at every start."""
    written = [START, *run.written, END] if ends else run.written
    pairs = [f"{one} {two}" for one, two in pairwise(written)]
    return tuple(dict.fromkeys((*run.stems, *written, *pairs)))
