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
    "about": 0.69,
    "ahead": 0.33,
    "idle": -1.18,
    "busy": 1.07,
    "over idle": -0.01,
    "private": 0.13,
    "personal": -1.29,
    "over private": -0.09,
    "not named, private": 0.12,
    "two, private": -0.17,
    "share": 0.98,
    "untaught": 1.20,
    "untaught, idle": -0.07,
    "untaught, ruled": -0.07,
    "untaught, cue": 0.79,
    "untaught, strange": -0.15,
    "untaught, two": 0.32,
    "untaught, private": -0.38,
    "untaught, agreeing": 0.24,
    "asks": -0.01,
    "untaught, asks": 0.30,
    "two": -2.41,
    "two, about": -0.05,
    "two, ahead": -0.31,
    "two, idle": -0.10,
    "two, share": -0.02,
    "two, both named": 1.55,
    "halves": -0.29,
    "halves, apart": 0.92,
    "halves, ahead": 1.24,
    "halved": -0.52,
    "within": 0.03,
    "within, halves": 0.02,
    "within, apart": -0.15,
    "within, ahead": -0.88,
    "ruled": 3.25,
    "named, not ruled": -0.05,
    "not named": 1.33,
    "not named, about": 0.12,
    "not named, ahead": 0.39,
    "not named, idle": 0.14,
    "not named, share": -0.36,
    "not named, by word": 0.32,
    "cue": 0.47,
    "cue, ahead": 0.06,
    "agreeing": 1.12,
    "others": -0.72,
    "digits": 1.13,
    "aged": 0.03,
    "born": 1.36,
    "maybe aged": 0.17,
    "maybe aged, not span": 1.02,
    "span": 0.43,
    "span, spans": 0.36,
    "strange": -0.06,
    "foreign": 0.06,
    "mended": 0.06,
}
MEANT_BIAS = -3.81
OURS: dict[str, float] = {
    "about": 0.80,
    "ahead": 0.29,
    "idle": -0.32,
    "busy": 0.16,
    "over idle": 0.17,
    "private": -1.43,
    "personal": -0.35,
    "over private": -0.35,
    "not named, private": -0.16,
    "two, private": -0.44,
    "share": -0.05,
    "untaught": 0.98,
    "untaught, idle": -0.04,
    "untaught, ruled": -0.51,
    "untaught, cue": 0.34,
    "untaught, strange": 0.02,
    "untaught, two": -0.05,
    "untaught, private": -0.29,
    "untaught, agreeing": 0.37,
    "asks": 0.02,
    "untaught, asks": 0.53,
    "two": 0.22,
    "two, about": 0.14,
    "two, ahead": -0.21,
    "two, idle": -0.72,
    "two, share": 0.03,
    "two, both named": 0.29,
    "halves": 0.17,
    "halves, apart": 0.27,
    "halves, ahead": 0.12,
    "halved": 0.01,
    "within": -0.47,
    "within, halves": -0.37,
    "within, apart": -0.14,
    "within, ahead": 0.25,
    "ruled": 1.66,
    "named, not ruled": -0.19,
    "not named": -1.42,
    "not named, about": 0.14,
    "not named, ahead": 0.66,
    "not named, idle": -0.15,
    "not named, share": -0.12,
    "not named, by word": 0.96,
    "cue": 1.29,
    "cue, ahead": -0.12,
    "agreeing": -0.01,
    "others": 0.67,
    "digits": 0.48,
    "aged": 0.13,
    "born": 0.93,
    "maybe aged": 0.65,
    "maybe aged, not span": -0.16,
    "span": 0.91,
    "span, spans": 0.24,
    "strange": -0.47,
    "foreign": 0.62,
    "mended": 0.41,
}
OURS_BIAS = -1.07


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
