"""What a text is about, by all of its words and by each two that stand together.

The hotline learns from what it was told before: every phrase that a thing is called
or asked for by, and every text in `prompts/asked.txt` with what was meant by it. What
stands oftener in texts that asked for a thing than in all others speaks for it, what
stands seldomer speaks against it (naive Bayes); from there on the texts themselves
teach how much (`ivr.dialogue.learning`). Texts that asked for nothing teach as much
as the others.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

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
ANY = ""

# So many are remembered: an edit of what is said alone has nothing new to teach.
MOST_LATEST = 2

Sign = str
Scores = NDArray[np.float32]
"""How much speaks for each of a gist's things, in the log of the odds; a row for each
of several texts."""
Tables = Mapping[str, NDArray[np.generic]]
"""What a gist is kept as, by name."""


class Word(NamedTuple):
    """A word of a text as it is compared."""

    at: int
    """Where it stands."""
    stem: str
    """Without its ending; all numbers are one."""
    written: str


Run = list[Word]


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
        texts = list(seen)
        known = GISTS | {TALK.act}
        asking = Counter(thing for text in texts for thing in text.things)
        things = [one for one in asking if one.act in known]
        taught = [asking[one] >= LEAST_TAUGHT for one in things]
        often = Counter(sign for text in texts for sign in text.signs)
        names = {sign for text in texts if text.named for sign in text.signs}
        telling = (
            sign
            for sign, count in often.items()
            if count >= LEAST_SEEN or sign in names
        )
        # Every text has the empty sign: what kinds there are more of.
        row = {sign: at for at, sign in enumerate((ANY, *telling))}
        if not texts:
            return cls((), (), row, np.zeros((1, 1), np.float32))
        place = {thing: at for at, thing in enumerate(things)}
        kinds = np.zeros((len(texts), len(things) + 1), np.float32)
        for at, text in enumerate(texts):
            for one in text.things:
                kinds[at, place.get(one, len(things))] = 1
        signs = [
            np.array([0, *(row[sign] for sign in one.signs if sign in row)], np.int64)
            for one in texts
        ]
        counted = COUNTED * _counted(signs, kinds, len(row)).astype(np.float32)
        shared = kinds / kinds.sum(axis=1, keepdims=True)
        return cls(things, taught, row, learned(signs, shared, counted))

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
            rows = [0, *(row[sign] for sign in signs if sign in row)]
            weights[rows].sum(axis=0, out=odds[at])
        out = [] if in_track else self.moves
        odds[:, out] = NEVER
        chances = np.exp(odds - odds.max(axis=1, keepdims=True))
        others = chances.sum(axis=1, keepdims=True) - chances
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
    texts: Sequence[NDArray[np.int64]], kinds: NDArray[np.float32], signs: int
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
        return list(map(_word, range(len(words)), words))
    spans = {at: (end, f"{NUMBER}{intent.target}") for at, end, intent in ages}
    run, at = [], 0
    while at < len(words):
        if at in spans:
            end, sign = spans[at]
            run.append(Word(at, sign, sign))
            at = end
            continue
        run.append(_word(at, words[at]))
        at += 1
    return run


def _word(at: int, word: str) -> Word:
    return Word(at, NUMBER if word.isdigit() else stem(word), word)


def signs_of(run: Run, whole: bool = True, question: bool = False) -> tuple[Sign, ...]:
    """What in a run may speak for something: each word with and without its ending,
    each two as they are written; which it begins and ends with, if it is a ``whole``
    text; and that it is written as a ``question``. Each once, in their order, so that
    what is learned is the same at every start."""
    written = [one.written for one in run]
    if whole:
        written = [START, *written, END]
    pairs = [f"{one} {two}" for one, two in pairwise(written)]
    marks = [QUESTION] if question else []
    return tuple(dict.fromkeys((*(one.stem for one in run), *written, *pairs, *marks)))
