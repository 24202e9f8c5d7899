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
    "asks": 1.88,
    "wants": 0.68,
    "tells": 0.02,
    "asks nothing": -0.13,
    "asks nothing, strange": -0.42,
    "asks, about this": -1.29,
    "matter": 0.39,
    "no matter, everyday": -1.28,
    "private": -2.04,
    "private, no matter": -1.23,
    "plainly": 0.83,
    "plainly, everyday": 0.51,
    "scene": -1.06,
    "scene, asks": -0.72,
    "strange": -0.39,
    "strange, everyday": -0.64,
    "strange, asks": 0.48,
    "content": -0.04,
    "foreign": 0.06,
    "mended, foreign": -1.73,
    "mendings": 0.21,
    "mostly mended": 0.23,
    "words": 0.02,
    "about": 0.39,
    "ahead": 0.37,
    "behind": 0.07,
    "behind, aged": -0.01,
    "about, aged": -0.28,
    "not named": -4.45,
    "not named, about": -0.29,
    "not named, ahead": 0.39,
    "not named, strange": -0.31,
    "everyday": -0.47,
    "cue": -0.36,
    "agreeing": 0.39,
    "agreeing, everyday": 0.61,
    "others": -0.86,
    "aged": 2.36,
    "mended": 0.29,
    "mended, strange": -0.29,
    "moves": -0.26,
    "moves, strange": -0.07,
    "steps": 0.79,
    "reaches": -0.47,
    "talking": 0.13,
    "talking, strange": 0.01,
    "two": -2.46,
    "both": 1.71,
    "two, strange": -0.76,
    "two, private": 0.68,
}
BIAS = 0.86


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
