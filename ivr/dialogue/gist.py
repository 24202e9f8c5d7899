"""What a text is about, by all of its words and by each two that stand together.

The hotline learns from what it was told before: every phrase that a thing is called
or asked for by, and every text in `prompts/asked.txt` with what was meant by it
(`ivr.dialogue.learning`). Texts that asked for nothing teach as much as the others.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ivr.dialogue.intent import FOR_OTHERS, SPAN, TALK, Act, Intent
from ivr.dialogue.learning import Network, learned
from ivr.dialogue.signs import Sign, is_word
from ivr.dialogue.vocabulary import Vocabulary

# Moves within the steps; elsewhere their words mean nothing.
IN_TRACK = frozenset({Act.NEXT, Act.BACK, Act.REPEAT})
# Answers to a question; where none waits, their words mean nothing.
ANSWERS = frozenset({Act.YES, Act.NO})
ANYWHERE = {Act.OPEN, Act.REACH, Act.HELP, Act.RESUME, Act.STEP, Act.ASK}
GISTS = IN_TRACK | ANSWERS | ANYWHERE

# What stands in fewer texts, and is none of our names, tells nothing of others, and
# would take from the rest of its own text what that has to tell.
LEAST_SEEN = 2

# By so many phrases and texts it is learned how a thing is asked for.
LEAST_TAUGHT = 40
# The phrases for what fewer ask for are shown so often in all.
LEAST_SHOWN = 160

# A word is rare that no more than one in so many texts has.
RARE = 300

# Where a thing stands that none of the texts asks for.
NONE = -1

# What speaks for a thing that cannot be meant.
NEVER = -99.0

# So little is left for all others where one thing is all but certain.
LEAST_LEFT = 1e-6

# What every text has.
ANY = ""

# What the layers of the network are kept as.
LAYERS = tuple(f"network-{one}" for one in Network._fields)

# So far apart are the marks of a text that is shown again.
OTHERWISE = 0x9E3779B1

# So many are remembered: an edit of what is said alone has nothing new to teach.
MOST_LATEST = 2

Rows = NDArray[np.int64]
"""Where the signs of a text stand among all."""
Scores = NDArray[np.float32]
"""How much speaks for each of a gist's things, in the log of the odds; a row for each
of several texts."""
Tables = Mapping[str, NDArray[np.generic]]
"""What a gist is kept as, by name."""


class Seen(NamedTuple):
    """A text or a phrase that was told, and what it asks for."""

    signs: tuple[Sign, ...]
    things: tuple[Intent, ...]
    named: bool = False
    """It is a phrase of the protocol's or of the language's own."""


class Weighed(NamedTuple):
    """What speaks for what, a row for each of several texts."""

    things: Scores
    """For each thing, and last for anything that others have."""
    two: Scores
    """For its asking for two of them, in the log of the odds."""


class Gist:
    """Knows things by what was said of them; made once for a vocabulary."""

    def __init__(
        self,
        things: Iterable[Intent],
        taught: Iterable[bool],
        signs: Iterable[Sign],
        network: Network,
    ) -> None:
        """``taught`` says of each thing whether many texts ask for it; ``network`` has
        a row for each of the ``signs`` and a column for each thing, and one more for
        what only others have."""
        self.things, self.taught = tuple(things), tuple(taught)
        self.row = {sign: row for row, sign in enumerate(signs)}
        self.network = network
        self.place = {thing: at for at, thing in enumerate(self.things)}
        self.talk = [self.place.get(one, NONE) for one in (TALK, FOR_OTHERS)]
        self.moves = self._where(IN_TRACK)
        self.answers = self._where(ANSWERS)

    @classmethod
    def learn(cls, seen: Iterable[Seen]) -> "Gist":
        """What these texts and phrases teach."""
        ids: defaultdict[Sign, int] = defaultdict()
        ids.default_factory = ids.__len__
        texts: list[Rows] = []
        meant: list[tuple[Intent, ...]] = []
        names = {ids[ANY]}
        marks: list[int] = []
        for signs, means, named in seen:
            # A text none of whose signs is known has the empty one.
            marks.append(_mark(" ".join(signs)))
            given = [0, *map(ids.__getitem__, signs)]
            texts.append(np.array(given, np.int64))
            meant.append(means)
            if named:
                names.update(given)
        asking = Counter(thing for means in meant for thing in means)
        known = GISTS | {TALK.act}
        things = [one for one in asking if one.act in known]
        taught = [asking[one] >= LEAST_TAUGHT for one in things]
        if not texts:
            return cls(
                (), (), ids, learned((), np.zeros((0, 1), np.float32), (), (0,), (0,))
            )
        place = {thing: at for at, thing in enumerate(things)}
        telling = np.bincount(np.concatenate(texts), minlength=len(ids)) >= LEAST_SEEN
        telling[list(names)] = True
        row = np.cumsum(telling) - 1
        rows = [row[text[telling[text]]] for text in texts]
        # What few ask for is shown so much oftener.
        scarce = {
            one: LEAST_SHOWN // asking[one]
            for one, enough in zip(things, taught, strict=True)
            if not enough
        }
        often = [max((scarce.get(one, 1) for one in it), default=1) for it in meant]
        for at in _of_others(texts, meant, scarce, list(ids)):
            often[at] = 0
        shown = np.repeat(np.arange(len(texts)), often)
        kinds = np.zeros((len(texts), len(things) + 1), np.float32)
        for at, means in enumerate(meant):
            for one in means:
                kinds[at, place.get(one, len(things))] = 1
        kinds /= kinds.sum(axis=1, keepdims=True)
        told = list(compress(ids, telling.tolist()))
        network = learned(
            [rows[at] for at in shown],
            kinds[shown],
            _marks_of(marks, shown),
            list(map(_mark, told)),
            [*map(_mark, map(str, things)), 0],
        )
        return cls(things, taught, told, network)

    @classmethod
    def read(cls, tables: Tables) -> "Gist":
        """What `tables` has given; KeyError or ValueError if that is not whole."""
        return cls(
            [Intent.parse(str(one)) for one in tables["things"]],
            map(bool, tables["taught"]),
            tables["signs"].tobytes().decode().split("\n"),
            Network(*(tables[one].astype(np.float32) for one in LAYERS)),
        )

    def tables(self) -> Tables:
        """All that was learned."""
        signs = "\n".join(self.row).encode()
        return {
            "things": np.array([str(one) for one in self.things], np.str_),
            "taught": np.array(self.taught, np.bool_),
            "signs": np.frombuffer(signs, np.uint8),
            **dict(zip(LAYERS, self.network, strict=True)),
        }

    def _where(self, acts: Collection[Act]) -> list[int]:
        return [at for at, one in enumerate(self.things) if one.act in acts]

    def weigh(
        self, texts: Sequence[Collection[Sign]], in_track: bool, asked: bool = False
    ) -> Weighed:
        """How much speaks for what; ``asked`` where a question waits for its answer."""
        row = self.row
        every = self.network.odds(
            [[0, *[row[sign] for sign in signs if sign in row]] for signs in texts]
        )
        odds, two = every[:, :-1], every[:, -1]
        out = [] if in_track else list(self.moves)
        out += [] if asked else self.answers
        odds[:, out] = NEVER
        odds -= np.maximum.reduce(odds, axis=1, keepdims=True)
        chances = np.exp(odds, out=odds)
        others = np.add.reduce(chances, axis=1, keepdims=True) - chances
        scores: Scores = np.log(chances + LEAST_LEFT)
        scores -= np.log(others + LEAST_LEFT)
        scores[:, out] = NEVER
        return Weighed(scores, two)


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


def _mark(text: str) -> int:
    """A number of 32 bits by which chance goes, the same at every start."""
    return crc32(text.encode())


def _of_others(
    texts: Sequence[Rows],
    meant: Sequence[tuple[Intent, ...]],
    scarce: Mapping[Intent, int],
    signs: Sequence[Sign],
) -> Iterator[int]:
    """Which texts are talk that names what only few ask for by a word that is rare.

    They were written where nothing is called so; here whoever names it may ask for it.
    """
    if not scarce:
        return
    named = [
        text for text, its in zip(texts, meant, strict=True) if scarce.keys() & its
    ]
    stands = np.bincount(np.concatenate(texts), minlength=len(signs))
    own = {
        row
        for row in np.concatenate(named).tolist()
        if stands[row] * RARE < len(texts) and is_word(signs[row])
    }
    for at, its in enumerate(meant):
        if its[0].act is TALK.act and not own.isdisjoint(texts[at].tolist()):
            yield at


def _marks_of(marks: Sequence[int], shown: Rows) -> list[int]:
    """The mark of each text that is shown, another each time that it is."""
    first = np.searchsorted(shown, shown)
    again = (np.arange(len(shown)) - first) * OTHERWISE
    found: list[int] = ((np.array(marks)[shown] + again) % (1 << 32)).tolist()
    return found


def thing_of(intent: Intent) -> Intent:
    """The intent as it is learned: a step whatever its number; of ages that they are
    on both sides of a border, and nothing else."""
    if intent.act is Act.STEP:
        return Intent(Act.STEP)
    return Intent(intent.act, intent.target, SPAN if intent.note == SPAN else "")
