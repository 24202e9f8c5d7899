"""How sure it is that a text asks for something, from all that stands in it.

Each thing found counts for or against by its weight; the sum is the certainty's
log-odds. `python -m tests.understanding.fitting` found the weights on labelled
messages, private ones among them, and finds them anew. They name no track, no line
and no word: they say how much to trust what the words, the phrases and the halves of
a text tell.
"""

import math
from dataclasses import dataclass
from operator import mul

from ivr.dialogue.halves import Halves

# More of a kind than this says no more.
MOST_ABOUT, MOST_AHEAD, MOST_IDLE, MOST_HALVES = 14.0, 10.0, 12.0, 9.0
MOST_STRANGE, MOST_FOREIGN = 8, 4

# That it is meant, of all that may be; and that whoever writes means the hotline.
MEANT: dict[str, float] = {
    "about": 0.70,
    "ahead": 0.34,
    "idle": -1.21,
    "busy": 1.06,
    "over idle": -0.05,
    "private": 0.19,
    "personal": -1.28,
    "over private": -0.05,
    "not named, private": 0.10,
    "two, private": -0.19,
    "share": 0.98,
    "untaught": 1.15,
    "untaught, idle": -0.09,
    "untaught, ruled": -0.07,
    "untaught, cue": 0.74,
    "untaught, strange": -0.16,
    "untaught, two": 0.35,
    "untaught, private": -0.39,
    "untaught, agreeing": 0.17,
    "asks": -0.01,
    "untaught, asks": 0.31,
    "two": -2.40,
    "two, about": -0.06,
    "two, ahead": -0.31,
    "two, idle": -0.09,
    "two, share": -0.07,
    "two, both named": 1.54,
    "halves": -0.31,
    "halves, apart": 0.94,
    "halves, ahead": 1.23,
    "halved": -0.50,
    "within": 0.04,
    "within, halves": 0.02,
    "within, apart": -0.13,
    "within, ahead": -0.91,
    "ruled": 3.32,
    "named, not ruled": 0.01,
    "not named": 1.41,
    "not named, about": 0.12,
    "not named, ahead": 0.38,
    "not named, idle": 0.15,
    "not named, share": -0.37,
    "not named, by word": 0.28,
    "cue": 0.47,
    "cue, ahead": 0.06,
    "agreeing": 1.14,
    "others": -0.73,
    "digits": 1.13,
    "aged": 0.03,
    "born": 1.39,
    "maybe aged": 0.16,
    "maybe aged, not span": 0.99,
    "span": 0.42,
    "span, spans": 0.35,
    "strange": -0.06,
    "foreign": 0.05,
    "mended": 0.05,
}
MEANT_BIAS = -3.86
OURS: dict[str, float] = {
    "about": 1.32,
    "ahead": 0.31,
    "idle": -0.56,
    "busy": -0.04,
    "over idle": -0.31,
    "private": -1.36,
    "personal": -0.72,
    "over private": -0.44,
    "not named, private": 0.13,
    "two, private": -0.44,
    "share": 0.34,
    "untaught": 0.60,
    "untaught, idle": -0.27,
    "untaught, ruled": -0.56,
    "untaught, cue": -1.23,
    "untaught, strange": -0.06,
    "untaught, two": 0.11,
    "untaught, private": -0.31,
    "untaught, agreeing": -1.37,
    "asks": -0.29,
    "untaught, asks": 0.67,
    "two": 0.12,
    "two, about": -0.29,
    "two, ahead": -0.09,
    "two, idle": -0.33,
    "two, share": -0.29,
    "two, both named": 1.27,
    "halves": -0.14,
    "halves, apart": -0.16,
    "halves, ahead": -0.56,
    "halved": -0.19,
    "within": -0.11,
    "within, halves": -0.11,
    "within, apart": 0.08,
    "within, ahead": -0.11,
    "ruled": 2.67,
    "named, not ruled": -0.18,
    "not named": -0.23,
    "not named, about": 0.08,
    "not named, ahead": 0.55,
    "not named, idle": 0.06,
    "not named, share": -0.99,
    "not named, by word": 0.63,
    "cue": 1.13,
    "cue, ahead": -0.32,
    "agreeing": 0.50,
    "others": 0.23,
    "digits": 0.35,
    "aged": -0.45,
    "born": 1.19,
    "maybe aged": 0.72,
    "maybe aged, not span": -0.75,
    "span": 0.41,
    "span, spans": -0.32,
    "strange": -0.36,
    "foreign": 0.42,
    "mended": -0.17,
}
OURS_BIAS = -1.50


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands in a text for and against one candidate: a thing, or two."""

    about: float
    """How much all its words speak for it, for the weaker of two; log-odds."""
    ahead: float
    """How much more than for the best of all other things."""
    idle: float
    """How much they speak for its asking for nothing."""
    private: float
    """How much they speak for its being meant for somebody else."""
    share: float
    """Its share of all that speaks for anything, 0 to 1."""
    taught: bool
    """Many phrases and texts that ask for it have been learned from."""
    asks: bool
    """It asks what to do."""
    words: int
    """So many words it has."""
    two: bool
    """It is two things."""
    halves: Halves
    """What its halves are about."""
    halved: bool
    """They are about just this."""
    within: bool
    """One of them is."""
    ruled: bool
    """It is what the rules choose of what is named."""
    named: bool
    """A phrase of ours stands in it."""
    cue: bool
    """All that is named only hints at what it is."""
    agreeing: int
    """So many phrases name what is asked for."""
    others: int
    """So many other things are named."""
    digits: bool
    """Its telephone number is told."""
    aged: bool
    """An age is told."""
    born: bool
    """It follows from a birth."""
    maybe_aged: bool
    """A number may be the age that it is for."""
    span: bool
    """It is for ages on both sides of a border."""
    spans: bool
    """There are ages on both sides of a border."""
    strange: int
    """So many words are neither named nor light."""
    foreign: int
    """So many are no English words, nor ours."""
    mended: bool
    """What is named was found by mending a misspelt word."""

    def features(self) -> dict[str, float]:
        """What is counted, by name, in the order of the weights."""
        about = _within(self.about, 10.0, MOST_ABOUT) / 4
        ahead = _within(self.ahead, MOST_AHEAD, MOST_AHEAD) / 4
        idle = _within(self.idle, MOST_IDLE, MOST_IDLE) / 4
        private = _within(self.private, MOST_IDLE, MOST_IDLE) / 4
        halves = _within(self.halves.about, MOST_HALVES, MOST_HALVES) / 4
        apart = _within(self.halves.apart, MOST_HALVES, MOST_HALVES) / 4
        sure = _within(self.halves.ahead, MOST_HALVES, MOST_HALVES) / 4
        unnamed, halved, untaught = not self.named, self.halved, not self.taught
        return {
            "about": about,
            "ahead": ahead,
            "idle": idle,
            "busy": min(0.0, idle),
            "over idle": _within(about - idle, 3.0, 4.0),
            "private": private,
            "personal": max(0.0, private),
            "over private": _within(about - private, 3.0, 4.0),
            "not named, private": private * unnamed,
            "two, private": private * self.two,
            "share": self.share,
            "untaught": untaught,
            "untaught, idle": idle * untaught,
            "untaught, ruled": self.ruled * untaught,
            "untaught, cue": self.cue * untaught,
            "untaught, strange": min(self.strange, MOST_STRANGE) * untaught,
            "untaught, two": self.two * untaught,
            "untaught, private": private * untaught,
            "untaught, agreeing": max(0, min(self.agreeing - 1, 2)) * untaught,
            "asks": self.asks,
            "untaught, asks": self.asks * untaught,
            "two": self.two,
            "two, about": about * self.two,
            "two, ahead": ahead * self.two,
            "two, idle": idle * self.two,
            "two, share": self.share * self.two,
            "two, both named": self.two and self.named and not self.cue,
            "halves": halves * halved,
            "halves, apart": apart * halved,
            "halves, ahead": sure * halved,
            "halved": halved,
            "within": self.within,
            "within, halves": halves * self.within,
            "within, apart": apart * self.within,
            "within, ahead": sure * self.within,
            "ruled": self.ruled,
            "named, not ruled": self.named and not self.ruled,
            "not named": unnamed,
            "not named, about": about * unnamed,
            "not named, ahead": ahead * unnamed,
            "not named, idle": idle * unnamed,
            "not named, share": self.share * unnamed,
            "not named, by word": _within(self.about / self.words, 1.5, 1.5) * unnamed,
            "cue": self.cue,
            "cue, ahead": ahead * self.cue,
            "agreeing": max(0, min(self.agreeing - 1, 2)),
            "others": min(self.others, 2),
            "digits": self.digits,
            "aged": self.aged,
            "born": self.born,
            "maybe aged": self.maybe_aged,
            "maybe aged, not span": self.maybe_aged and self.spans and not self.span,
            "span": self.span,
            "span, spans": self.span and self.spans,
            "strange": min(self.strange, MOST_STRANGE),
            "foreign": min(self.foreign, MOST_FOREIGN),
            "mended": self.mended,
        }

    def meant(self) -> float:
        """How sure it is that of all that may be meant this is, 0 to 1."""
        odds = map(mul, MEANT.values(), self.features().values())
        return _logistic(MEANT_BIAS + sum(odds))

    def ours(self) -> float:
        """How sure it is that whoever writes means the hotline, 0 to 1."""
        odds = map(mul, OURS.values(), self.features().values())
        return _logistic(OURS_BIAS + sum(odds))


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _within(value: float, below: float, above: float) -> float:
    return max(-below, min(value, above))
