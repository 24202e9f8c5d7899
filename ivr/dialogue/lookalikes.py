"""Which of the words that are active together sound most alike.

Two words for different things that sound nearly the same will be taken for one
another over a bad line. How far apart they are is measured by how they sound and
how they are written, in equal parts (docs/understanding.md says what else was
tried).
"""

from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.vocabulary import Vocabulary, sound
from ivr.protocol.plain import plain

# Nearer than this is a near-twin, and refused: next and text, the nearest of the
# words that were weighed when the commands were chosen, lie at 0.25.
TWIN = 0.26

# A word that calls somebody or ends the call must lie further from the others. An
# open recogniser printed "hang on" for "hang up" over noise at 15 and 20 dB; these
# lie at 0.29. The next pair that it mixed up lies at 0.5.
TWIN_AT_RISK = 0.3

RISKY = frozenset({Act.REACH, Act.GOODBYE})
"""What must never be done by mistake: it calls somebody, or ends the call."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two phrases for two intents, and how far apart they sound: 0 the same, to 1."""

    distance: float
    one: str
    other: str
    intents: tuple[Intent, Intent]

    @property
    def bound(self) -> float:
        """How far apart they must be."""
        risky = any(intent.act in RISKY for intent in self.intents)
        return TWIN_AT_RISK if risky else TWIN


def heard(phrase: str) -> tuple[str, str]:
    """How plain words sound, and how they are written."""
    return sound(phrase), phrase.replace(" ", "")


def apart(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How far apart two are that were `heard`: 0 the same, 1 nothing alike."""
    by_sound = OSA.normalized_distance(one[0], other[0])
    return (by_sound + OSA.normalized_distance(one[1], other[1])) / 2


def closest(vocabulary: Vocabulary) -> list[Pair]:
    """All pairs of taught and accepted phrases for different things, nearest first.

    What is only accepted when it is printed (misprints, acknowledgements) is not
    among them: it is not expected, and nothing is taken for it. Figures are spoken
    in other words and are left out.
    """
    phrases: dict[str, Intent] = {}
    for command in vocabulary.commands:
        for phrase in (command.say, *command.words):
            said = plain(phrase)
            if said and not any(c.isdigit() for c in said):
                phrases.setdefault(said, command.intent)
    # How each sounds is found once: the pairs of a long list are many.
    each = {phrase: heard(phrase) for phrase in phrases}
    pairs = (
        Pair(apart(each[one], each[other]), one, other, (phrases[one], phrases[other]))
        for one, other in combinations(phrases, 2)
        if phrases[one] != phrases[other]
    )
    return sorted(pairs, key=lambda pair: (pair.distance, pair.one, pair.other))
