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
    "about": 0.55,
    "ahead": 0.34,
    "idle": -1.29,
    "busy": 1.20,
    "over idle": -0.02,
    "private": 0.26,
    "personal": -1.33,
    "over private": 0.05,
    "not named, private": 0.08,
    "two, private": -0.26,
    "share": 0.74,
    "untaught": 1.36,
    "untaught, idle": 0.02,
    "untaught, ruled": -0.20,
    "untaught, cue": 0.58,
    "untaught, strange": -0.20,
    "untaught, two": 0.73,
    "untaught, private": -0.32,
    "untaught, agreeing": -0.08,
    "asks": 0.15,
    "untaught, asks": 0.05,
    "two": -3.00,
    "two, about": 0.01,
    "two, ahead": -0.26,
    "two, idle": -0.03,
    "two, share": 0.10,
    "two, both named": 1.65,
    "halves": 0.56,
    "halves, apart": 0.49,
    "halves, ahead": 0.87,
    "halved": -0.90,
    "within": -0.29,
    "within, halves": 0.12,
    "within, apart": -0.31,
    "within, ahead": -0.71,
    "ruled": 3.75,
    "named, not ruled": 0.57,
    "not named": 1.33,
    "not named, about": 0.15,
    "not named, ahead": 0.32,
    "not named, idle": 0.11,
    "not named, share": 0.22,
    "not named, by word": 0.25,
    "cue": 0.24,
    "cue, ahead": 0.15,
    "agreeing": 1.19,
    "others": -0.69,
    "digits": 0.46,
    "aged": 0.04,
    "born": 1.35,
    "maybe aged": 0.24,
    "maybe aged, not span": 0.63,
    "span": -0.16,
    "span, spans": 0.84,
    "strange": -0.03,
    "foreign": 0.01,
    "mended": 0.07,
}
MEANT_BIAS = -3.90
OURS: dict[str, float] = {
    "about": 0.83,
    "ahead": 0.31,
    "idle": -0.51,
    "busy": 0.27,
    "over idle": -0.08,
    "private": -1.29,
    "personal": -0.34,
    "over private": -0.26,
    "not named, private": -0.10,
    "two, private": -0.69,
    "share": 0.33,
    "untaught": 0.93,
    "untaught, idle": -0.30,
    "untaught, ruled": -0.85,
    "untaught, cue": 0.53,
    "untaught, strange": -0.05,
    "untaught, two": 0.18,
    "untaught, private": -0.57,
    "untaught, agreeing": 0.39,
    "asks": -0.32,
    "untaught, asks": 0.92,
    "two": 0.36,
    "two, about": 0.19,
    "two, ahead": -0.04,
    "two, idle": -0.44,
    "two, share": 0.00,
    "two, both named": 0.39,
    "halves": 0.18,
    "halves, apart": 0.24,
    "halves, ahead": 0.13,
    "halved": 0.04,
    "within": -0.60,
    "within, halves": -0.27,
    "within, apart": 0.02,
    "within, ahead": 0.64,
    "ruled": 1.89,
    "named, not ruled": 0.44,
    "not named": -0.87,
    "not named, about": 0.50,
    "not named, ahead": 0.18,
    "not named, idle": -0.07,
    "not named, share": 0.08,
    "not named, by word": 0.25,
    "cue": 0.72,
    "cue, ahead": -0.05,
    "agreeing": -0.35,
    "others": 0.53,
    "digits": 0.17,
    "aged": -0.36,
    "born": 0.43,
    "maybe aged": 1.18,
    "maybe aged, not span": -0.13,
    "span": 0.97,
    "span, spans": -0.02,
    "strange": -0.41,
    "foreign": 0.45,
    "mended": 0.30,
}
OURS_BIAS = -0.94


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
