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
    "about": 0.65,
    "ahead": 0.31,
    "idle": -1.32,
    "busy": 1.22,
    "over idle": -0.07,
    "private": 0.31,
    "personal": -1.27,
    "over private": 0.09,
    "not named, private": 0.07,
    "two, private": -0.16,
    "share": 0.72,
    "untaught": 1.22,
    "untaught, idle": 0.01,
    "untaught, ruled": -0.10,
    "untaught, cue": 0.63,
    "untaught, strange": -0.21,
    "untaught, two": 0.89,
    "untaught, private": -0.40,
    "untaught, agreeing": -0.10,
    "asks": 0.14,
    "untaught, asks": 0.29,
    "two": -2.26,
    "two, about": -0.07,
    "two, ahead": -0.25,
    "two, idle": -0.02,
    "two, share": 0.16,
    "two, both named": 1.25,
    "halves": 0.46,
    "halves, apart": 0.46,
    "halves, ahead": 1.10,
    "halved": -0.81,
    "within": -0.14,
    "within, halves": -0.01,
    "within, apart": -0.22,
    "within, ahead": -0.83,
    "ruled": 3.44,
    "named, not ruled": 0.23,
    "not named": 1.29,
    "not named, about": 0.21,
    "not named, ahead": 0.40,
    "not named, idle": 0.11,
    "not named, share": -0.30,
    "not named, by word": 0.02,
    "cue": 0.08,
    "cue, ahead": 0.24,
    "agreeing": 1.16,
    "others": -0.66,
    "digits": 0.28,
    "aged": 0.05,
    "born": 1.72,
    "maybe aged": 0.17,
    "maybe aged, not span": 0.82,
    "span": 0.27,
    "span, spans": 0.41,
    "strange": -0.05,
    "foreign": 0.07,
    "mended": -0.01,
}
MEANT_BIAS = -3.60
OURS: dict[str, float] = {
    "about": 1.21,
    "ahead": 0.11,
    "idle": -1.14,
    "busy": 0.43,
    "over idle": -0.37,
    "private": -1.59,
    "personal": -0.23,
    "over private": -0.21,
    "not named, private": 0.31,
    "two, private": -0.29,
    "share": 0.59,
    "untaught": 1.38,
    "untaught, idle": -0.20,
    "untaught, ruled": -0.82,
    "untaught, cue": -0.76,
    "untaught, strange": -0.04,
    "untaught, two": -0.19,
    "untaught, private": -0.46,
    "untaught, agreeing": -0.24,
    "asks": -0.83,
    "untaught, asks": 0.87,
    "two": -0.27,
    "two, about": 0.70,
    "two, ahead": 0.28,
    "two, idle": -0.96,
    "two, share": -0.12,
    "two, both named": -0.59,
    "halves": -0.01,
    "halves, apart": 0.63,
    "halves, ahead": -0.22,
    "halved": -0.05,
    "within": 0.29,
    "within, halves": -0.19,
    "within, apart": 0.11,
    "within, ahead": 0.14,
    "ruled": 2.02,
    "named, not ruled": 0.93,
    "not named": -0.57,
    "not named, about": 0.36,
    "not named, ahead": 0.31,
    "not named, idle": 0.23,
    "not named, share": -0.86,
    "not named, by word": 0.76,
    "cue": 0.91,
    "cue, ahead": 0.00,
    "agreeing": -0.24,
    "others": 0.33,
    "digits": 0.21,
    "aged": -0.11,
    "born": 0.14,
    "maybe aged": 1.05,
    "maybe aged, not span": -0.92,
    "span": 0.90,
    "span, spans": -0.87,
    "strange": -0.37,
    "foreign": 0.27,
    "mended": -0.16,
}
OURS_BIAS = -1.59


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
