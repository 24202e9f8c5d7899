"""How sure it is that a text asks for something, from all that stands in it.

Each thing found counts for or against by its weight (`ivr.dialogue.weights`); the sum
is the certainty's log-odds.
"""

import math
from dataclasses import dataclass
from operator import mul

from ivr.dialogue.halves import Halves
from ivr.dialogue.weights import MEANT, MEANT_BIAS, OURS, OURS_BIAS

# More of a kind than this says no more.
MOST_ABOUT, MOST_AHEAD, MOST_IDLE, MOST_HALVES = 14.0, 10.0, 12.0, 9.0
MOST_STRANGE, MOST_FOREIGN = 8, 4
MOST_BOTH = 6.0


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
    both: float
    """How much they speak for its asking for two things; log-odds."""
    elsewhere: float
    """How much they speak for its asking for what only other agencies have."""
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
    ageless: bool
    """It is two things, a track and another, and no age is told."""
    alone: bool
    """The other is a line for the victims of that track alone."""
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
    settled: bool
    """What is named of it she has already."""
    rest_settled: bool
    """Something else that is named she has already."""
    digits: bool
    """Its telephone number is told."""
    aged: bool
    """An age is told."""
    against_age: bool
    """An age is told, and it is for others."""
    known: bool
    """An age is told, and it is for victims whose age nobody knows."""
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

    @property
    def plain(self) -> bool:
        """It is what the rules choose, and called by its name."""
        return self.ruled and self.named and not self.cue

    def features(self) -> dict[str, float]:
        """What is counted, by name, in the order of the weights."""
        about = _within(self.about, 10.0, MOST_ABOUT) / 4
        ahead = _within(self.ahead, MOST_AHEAD, MOST_AHEAD) / 4
        idle = _within(self.idle, MOST_IDLE, MOST_IDLE) / 4
        private = _within(self.private, MOST_IDLE, MOST_IDLE) / 4
        both = _within(self.both, MOST_BOTH, MOST_BOTH) / 4
        # That it is not about what others have says little.
        elsewhere = _within(self.elsewhere, 2.0, MOST_IDLE) / 4
        halves = _within(self.halves.about, MOST_HALVES, MOST_HALVES) / 4
        apart = _within(self.halves.apart, MOST_HALVES, MOST_HALVES) / 4
        sure = _within(self.halves.ahead, MOST_HALVES, MOST_HALVES) / 4
        unnamed, halved, untaught = not self.named, self.halved, not self.taught
        plainly = untaught and self.named and not self.cue
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
            "elsewhere": elsewhere,
            "untaught, elsewhere": elsewhere * untaught,
            "share": self.share,
            "untaught": untaught,
            "untaught, about": about * untaught,
            "untaught, ahead": ahead * untaught,
            "untaught, share": self.share * untaught,
            "untaught, idle": idle * untaught,
            "untaught, ruled": self.ruled * untaught,
            "untaught, others": min(self.others, 2) * untaught,
            "untaught, strange": min(self.strange, MOST_STRANGE) * untaught,
            "untaught, digits": self.digits * untaught,
            "untaught, two": self.two * untaught,
            "untaught, private": private * untaught,
            "untaught, plainly": plainly,
            "untaught, plainly, private": private * plainly,
            "asks": self.asks,
            "two": self.two,
            "two, about": about * self.two,
            "two, ahead": ahead * self.two,
            "two, idle": idle * self.two,
            "two, share": self.share * self.two,
            "two, both named": self.two and self.named and not self.cue,
            "two, both": both * self.two,
            "one, both": both * (not self.two),
            "two, ageless": self.ageless,
            "two, alone": self.alone,
            "halves": halves * halved,
            "halves, apart": apart * halved,
            "halves, ahead": sure * halved,
            "halved": halved,
            "within": self.within,
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
            "agreeing": max(0, min(self.agreeing - 1, 2)),
            "others": min(self.others, 2),
            "settled": self.settled,
            "rest settled": self.rest_settled,
            "digits": self.digits,
            "aged": self.aged,
            "against age": self.against_age,
            "known": self.known,
            "born": self.born,
            "born, ahead": ahead * self.born,
            "maybe aged": self.maybe_aged,
            "maybe aged, not span": self.maybe_aged and self.spans and not self.span,
            "span": self.span,
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
