"""What a text is about, by all of its words and by those that stand together.

The hotline learns from what it was told before: every phrase that a thing is called
or asked for by, and every text in `prompts/asked.txt` with what was meant by it
(`ivr.dialogue.learning`). Texts that asked for nothing teach as much as the others.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ivr.dialogue.intent import FOR_OTHERS, SPAN, TALK, Act, Intent
from ivr.dialogue.learning import Network, learned
from ivr.dialogue.memory import Memory
from ivr.dialogue.seen import EVERY, Seen, of_others, read_all
from ivr.dialogue.signs import Sign
from ivr.dialogue.vocabulary import Vocabulary

# Moves within the steps; elsewhere their words mean nothing.
IN_TRACK = frozenset({Act.NEXT, Act.BACK, Act.REPEAT})
# Answers to a question; where none waits, their words mean nothing.
ANSWERS = frozenset({Act.YES, Act.NO})
ANYWHERE = {Act.OPEN, Act.REACH, Act.HELP, Act.RESUME, Act.STEP, Act.ASK}
GISTS = IN_TRACK | ANSWERS | ANYWHERE

# By so many phrases and texts it is learned how a thing is asked for.
LEAST_TAUGHT = 40
# The phrases for what fewer ask for are shown so often in all.
LEAST_SHOWN = 160

# Where a thing stands that none of the texts asks for.
NONE = -1

# What speaks for a thing that cannot be meant.
NEVER = -99.0

# So little is left for all others where one thing is all but certain.
LEAST_LEFT = 1e-6

# What the layers of the network are kept as.
LAYERS = tuple(f"network-{one}" for one in Network._fields)

# So far apart are the marks of a text that is shown again.
OTHERWISE = 0x9E3779B1

# A mark has 32 bits: so many there are.
ALL_MARKS = 1 << 32

# So many are remembered: an edit of what is said alone has nothing new to teach.
MOST_LATEST = 2

Scores = NDArray[np.float32]
"""How much speaks for each of a gist's things, in the log of the odds; a row for each
of several texts."""
Tables = Mapping[str, NDArray[np.generic]]
"""What a gist is kept as, by name."""


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
        memory: Memory,
    ) -> None:
        """``taught`` says of each thing whether many texts ask for it; ``network`` has
        a row for each of the ``signs`` and a column for each thing, and one more for
        what only others have; ``memory`` has things by their place."""
        self.things, self.taught = tuple(things), tuple(taught)
        self.row = {sign: row for row, sign in enumerate(signs)}
        self.network, self.memory = network, memory
        self.place = {thing: at for at, thing in enumerate(self.things)}
        self.talk = [self.place.get(one, NONE) for one in (TALK, FOR_OTHERS)]
        self.moves = self._where(IN_TRACK)
        self.answers = self._where(ANSWERS)

    @classmethod
    def learn(cls, seen: Iterable[Seen]) -> "Gist":
        """What these texts and phrases teach."""
        read = read_all(seen)
        texts, meant = read.texts, read.meant
        asking = Counter(thing for means in meant for thing in means)
        known = GISTS | {TALK.act}
        things = [one for one in asking if one.act in known]
        taught = [asking[one] >= LEAST_TAUGHT for one in things]
        if not texts:
            none = learned((), np.zeros((0, 1), np.float32), (), (0,), (0,))
            return cls((), (), (EVERY,), none, Memory.learn(()))
        place = {thing: at for at, thing in enumerate(things)}
        # What few ask for is shown so much oftener.
        scarce = {
            one: LEAST_SHOWN // asking[one]
            for one, enough in zip(things, taught, strict=True)
            if not enough
        }
        often = [max((scarce.get(one, 1) for one in it), default=1) for it in meant]
        for at in of_others(texts, meant, scarce, read.signs):
            often[at] = 0
        shown = np.repeat(np.arange(len(texts)), often)
        kinds = np.zeros((len(texts), len(things) + 1), np.float32)
        for at, means in enumerate(meant):
            for one in means:
                kinds[at, place.get(one, len(things))] = 1
        kinds /= kinds.sum(axis=1, keepdims=True)
        network = learned(
            [texts[at] for at in shown],
            kinds[shown],
            _marks_of(read.called, shown),
            list(map(_mark, read.signs)),
            [*map(_mark, map(str, things)), 0],
        )
        memory = Memory.learn(
            (text, tuple(place[one] for one in means))
            for text, means, named in zip(read.called, meant, read.named, strict=True)
            if not named and place.keys() >= set(means)
        )
        return cls(things, taught, read.signs, network, memory)

    @classmethod
    def read(cls, tables: Tables) -> "Gist":
        """What `tables` has given; KeyError or ValueError if that is not whole."""
        return cls(
            [Intent.parse(str(one)) for one in tables["things"]],
            map(bool, tables["taught"]),
            tables["signs"].tobytes().decode().split("\n"),
            Network(*(tables[one].astype(np.float32) for one in LAYERS)),
            Memory.read(tables),
        )

    def tables(self) -> Tables:
        """All that was learned."""
        signs = "\n".join(self.row).encode()
        return {
            "things": np.array([str(one) for one in self.things], np.str_),
            "taught": np.array(self.taught, np.bool_),
            "signs": np.frombuffer(signs, np.uint8),
            **dict(zip(LAYERS, self.network, strict=True)),
            **self.memory.tables(),
        }

    def remembered(self, signs: Iterable[Sign]) -> tuple[Intent, ...]:
        """What a text of these signs was taught to ask for; nothing if none was."""
        return tuple(self.things[at] for at in self.memory.places(signs))

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


def _marks_of(texts: Sequence[int], shown: NDArray[np.intp]) -> list[int]:
    """The mark of each text that is shown, another each time that it is."""
    marks = np.array([text >> 32 for text in texts])
    first = np.searchsorted(shown, shown)
    again = (np.arange(len(shown)) - first) * OTHERWISE
    found: list[int] = ((marks[shown] + again) % ALL_MARKS).tolist()
    return found


def thing_of(intent: Intent) -> Intent:
    """The intent as it is learned: a step whatever its number; of ages that they are
    on both sides of a border, and nothing else."""
    if intent.act is Act.STEP:
        return Intent(Act.STEP)
    return Intent(intent.act, intent.target, SPAN if intent.note == SPAN else "")
