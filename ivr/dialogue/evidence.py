"""How sure it is that a text asks for what it names, from all that stands in it.

Each thing found counts for or against by its weight; the sum is the certainty's
log-odds. `python -m tests.understanding.fitting` found the weights on the tuning
messages, the private ones among them, and finds them anew.
"""

import math
from dataclasses import dataclass

# More of a kind than this says no more.
MOST_STRANGE = 8
MOST_WORDS = 20

WEIGHTS: dict[str, float] = {
    "asks": 1.98,
    "wants": 0.71,
    "tells": 0.11,
    "asks nothing": -0.13,
    "asks nothing, strange": -0.38,
    "asks, about this": -1.34,
    "matter": 0.41,
    "no matter, everyday": -1.27,
    "private": -2.15,
    "private, no matter": -1.15,
    "plainly": 0.85,
    "plainly, everyday": 0.55,
    "scene": -1.08,
    "scene, asks": -0.72,
    "strange": -0.43,
    "strange, everyday": -0.63,
    "strange, asks": 0.48,
    "content": -0.04,
    "foreign": 0.14,
    "mended, foreign": -1.64,
    "mendings": 0.13,
    "mostly mended": 0.31,
    "words": 0.02,
    "about": 0.37,
    "ahead": 0.36,
    "behind": 0.09,
    "behind, aged": -0.03,
    "about, aged": -0.24,
    "not named": -4.64,
    "not named, about": -0.25,
    "not named, ahead": 0.42,
    "not named, strange": -0.34,
    "everyday": -0.52,
    "cue": -0.34,
    "agreeing": 0.43,
    "agreeing, everyday": 0.63,
    "others": -0.85,
    "aged": 2.26,
    "mended": 0.26,
    "mended, strange": -0.20,
    "moves": -0.30,
    "moves, strange": 0.01,
    "steps": 0.70,
    "reaches": -0.39,
    "talking": 0.20,
    "talking, strange": -0.02,
    "two": -2.51,
    "both": 1.74,
    "two, strange": -0.71,
    "two, private": 0.72,
}
BIAS = 0.89


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands in a text around what it names."""

    asks: bool
    """It asks what to do."""
    wants: bool
    """It wants a thing."""
    tells: bool
    """It tells about a victim."""
    matter: int
    """So many of its words say that it is about this work."""
    private: int
    """So many are those of private messages."""
    plainly: bool
    """There is nothing else in it."""
    scene: int
    """So many are talk on the scene."""
    strange: int
    """So many are neither named nor light."""
    content: int
    """So many are words that the protocol is written in."""
    foreign: int
    """So many are no English words, nor ours."""
    mendings: int
    """So many were misspelt."""
    words: int
    """So many words it has."""
    about: float
    """How much all its words speak for what is asked for."""
    ahead: float
    """How much more than for anything else."""
    named: bool
    """A phrase of ours stands in it."""
    everyday: bool
    """All that is named means other things in ordinary talk."""
    cue: bool
    """All that is named only hints at what it is."""
    agreeing: int
    """So many phrases name what is asked for."""
    others: int
    """So many other things are named."""
    aged: bool
    """An age is told."""
    mended: bool
    """What is named was found by mending a misspelt word."""
    moves: bool
    """It is a move within the steps."""
    steps: bool
    """It is a step by its number."""
    reaches: bool
    """It is somebody to be reached."""
    talking: bool
    """She has been told or asked something before."""
    two: bool
    """It asks for two things."""
    both: bool
    """It asks for two things, each by its name."""

    def features(self) -> dict[str, float]:
        """What is counted, by name."""
        strange = min(self.strange, MOST_STRANGE)
        agreeing = max(0, min(self.agreeing - 1, 2))
        asked = self.asks or self.wants or self.tells
        return {
            "asks": self.asks,
            "wants": self.wants,
            "tells": self.tells,
            "asks nothing": not asked,
            "asks nothing, strange": strange * (not asked),
            "asks, about this": self.asks and self.matter > 0,
            "matter": min(self.matter, 3),
            "no matter, everyday": self.everyday and not self.matter,
            "private": min(self.private, 2),
            "private, no matter": min(self.private, 2) * (not self.matter),
            "plainly": self.plainly,
            "plainly, everyday": self.plainly and self.everyday,
            "scene": min(self.scene, 2),
            "scene, asks": min(self.scene, 2) * (self.asks or self.wants),
            "strange": strange,
            "strange, everyday": strange * self.everyday,
            "strange, asks": strange * self.asks,
            "content": min(self.content, 3),
            "foreign": min(self.foreign, 4),
            "mended, foreign": min(self.foreign, 4) * self.mended,
            "mendings": min(self.mendings, 4),
            "mostly mended": self.mended and 2 * self.mendings > self.words > 1,
            "words": min(self.words, MOST_WORDS),
            "about": min(self.about, 8.0),
            "ahead": max(-4.0, min(self.ahead, 4.0)),
            "behind": min(0.0, max(self.ahead, -4.0)),
            "behind, aged": min(0.0, max(self.ahead, -4.0)) * self.aged,
            "about, aged": min(self.about, 8.0) * self.aged,
            "not named": not self.named,
            "not named, about": min(self.about, 8.0) * (not self.named),
            "not named, ahead": max(-4.0, min(self.ahead, 4.0)) * (not self.named),
            "not named, strange": strange * (not self.named),
            "everyday": self.everyday,
            "cue": self.cue,
            "agreeing": agreeing,
            "agreeing, everyday": agreeing * self.everyday,
            "others": max(0, min(self.others, 2)),
            "aged": self.aged,
            "mended": self.mended,
            "mended, strange": strange * self.mended,
            "moves": self.moves,
            "moves, strange": strange * self.moves,
            "steps": self.steps,
            "reaches": self.reaches,
            "talking": self.talking,
            "talking, strange": strange * self.talking,
            "two": self.two,
            "both": self.both,
            "two, strange": strange * self.two,
            "two, private": min(self.private, 2) * self.two,
        }

    @property
    def certainty(self) -> float:
        """How sure it is that this is meant, 0 to 1."""
        odds = BIAS + sum(
            WEIGHTS.get(name, 0.0) * value for name, value in self.features().items()
        )
        return 1 / (1 + math.exp(-odds))
