"""What a misspelt word was meant to be: one of ours, by the cheapest slip.

A word that English has is taken as it is written. Any other is held against the
words that texts to the hotline are written in: each slip of a thumb or of an ear
costs so much, a rare word costs more than a frequent one, and the cheapest is meant.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from ivr.dialogue.parting import parted
from ivr.dialogue.slips import (
    LEAST_FRAME,
    LEAST_TWICE,
    LOST,
    frame,
    slip_cost,
    sound_of,
)
from ivr.protocol.reserved import RESERVED

# The dearest slip that a word of so many letters is mended by; longer ones as
# the last.
DEAREST = (0.0, 0.0, 1.3, 1.75, 2.3, 2.3, 2.7, 3.2)

# The frequency that our own words are given at least: whoever texts means them.
OURS = 3_000_000

# The frequency that words which the dictionary lacks are given: shorthand, mostly.
LEAST = 100_000

# What it costs to have missed the space between two words.
PARTED = 1.4

# Shorter parts are the ends of many words, and cost more.
LEAST_PART = 3
SHORT_PART = 0.4

# A word of English that is no rarer may be one of two that are written as one.
PART = 300_000

# Shorthand that is shorter is not what a slip is mended to.
LEAST_MEANT = 3

# So many words may be meant by one, by slips so much dearer than the first.
MOST_CHOICES = 4
SECOND = 0.35

# An English word is taken for a slip in a name if it is so long and so rare.
LEAST_RATHER = 5
RARE = 20_000

# The only words of one letter.
ONE_LETTER = frozenset("ai")

# Words from this length on are sought among all, if nothing else is found.
LEAST_SOUGHT = 8


class Mender:
    """Mends misspelt words; made once for the words of a vocabulary."""

    def __init__(
        self,
        ours: Collection[str],
        named: Collection[str],
        english: Mapping[str, int],
    ) -> None:
        """``ours`` are the words that texts are written in; of these, ``named``
        are those that something of the hotline's is called by. ``english`` are the
        words that are not misspelt, each with how frequent it is."""
        self.english = english
        self.ours, self.named = frozenset(ours), frozenset(named)
        self.dearth = {
            word: _dearth(max(english.get(word, 0), OURS if word in named else LEAST))
            for word in self.ours
            if word.isalpha() and (len(word) >= LEAST_MEANT or word in english)
        }
        self.long = [one for one in self.dearth if len(one) >= LEAST_SOUGHT - 1]
        self.shortened: dict[str, list[str]] = defaultdict(list)
        self.framed: dict[str, list[str]] = defaultdict(list)
        self.jumbled: dict[str, list[str]] = defaultdict(list)
        self.sounded: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.dearth):
            if len(word) < 2:
                continue
            self.shortened[word].append(word)
            for shorter in _shortened(word):
                self.shortened[shorter].append(word)
            if len(word) >= LEAST_TWICE:
                self.jumbled["".join(sorted(word))].append(word)
            if len(word) >= LEAST_FRAME + 1:
                self.framed[frame(word)].append(word)
            if sound_of(word):
                self.sounded[sound_of(word)].append(word)

    def is_word(self, word: str) -> bool:
        """Whether it is one of ours, or an English one."""
        return word in self.ours or word in self.english

    def meant(self, word: str, alone: bool = False) -> str:
        """What ``word`` was meant to be: one of ours, or two words; itself if none.

        ``alone`` if nothing else is said: it may be one of the carrier's words.
        """
        meant = next(self._choices(word), word)
        if alone and any(OSA.distance(word, one) <= 1 for one in RESERVED):
            return meant if meant in RESERVED else word
        return meant

    def others(self, word: str) -> tuple[str, ...]:
        """What else it may have been meant to be, the likeliest first."""
        return tuple(self._choices(word))[1:]

    def _choices(self, word: str) -> Iterator[str]:
        """What it may have been meant to be; none if it is meant as it stands."""
        if word in self.ours:
            return
        costs = self._costs(word)
        real = word in self.english
        if not real:
            costs = chain(costs, self._parted(word))
        found = sorted(costs)[:MOST_CHOICES]
        if not found and not real and len(word) >= LEAST_SOUGHT:
            found = sorted(self._sought(word))[:MOST_CHOICES]
        if not found and not real:
            together = parted(word, self._frequency)
            if not self.ours.isdisjoint(together):
                yield " ".join(together)
            return
        dearest = min((slip_cost(word, it) for _, it in found[:1]), default=0) + SECOND
        for at, (_, other) in enumerate(found):
            # Who has mistaken the likelier word has not made a dearer slip as well.
            if at and slip_cost(word, other) > dearest:
                continue
            if not real or self._rather(word, other):
                yield other

    def _parted(self, word: str) -> Iterator[tuple[float, str]]:
        """Two words, at least one of them ours, that are written as one."""
        for at in range(1, len(word)):
            parts = word[:at], word[at:]
            if self.ours.isdisjoint(parts) or not all(map(self._is_part, parts)):
                continue
            short = SHORT_PART if min(map(len, parts)) < LEAST_PART else 0.0
            dearth = sum(
                self.dearth.get(one) or _dearth(self.english.get(one, LEAST))
                for one in parts
            )
            yield PARTED + short + dearth / 2, " ".join(parts)

    def _frequency(self, word: str) -> int:
        """How often it stands in what people write; 0 if it is no part of a word."""
        if not self._is_part(word):
            return 0
        return max(self.english.get(word, 0), LEAST if word in self.ours else 0)

    def _is_part(self, word: str) -> bool:
        """Whether it may be one of two words that are written as one."""
        if len(word) == 1:
            return word in ONE_LETTER
        frequency = self.english.get(word, 0)
        if len(word) < LEAST_PART:
            return frequency >= OURS
        return word in self.ours or frequency >= PART

    def _rather(self, word: str, other: str) -> bool:
        """Whether an English word is rare enough to be one of our names misspelt."""
        return (
            other in self.named
            and len(word) >= LEAST_RATHER
            and self.english[word] < RARE
            and slip_cost(word, other) <= LOST
        )

    def _costs(self, word: str) -> Iterator[tuple[float, str]]:
        """Every word that it may have been, with what that costs."""
        dearest = DEAREST[min(len(word), len(DEAREST) - 1)]
        for other in dict.fromkeys(self._candidates(word)):
            cost = slip_cost(word, other)
            if cost <= dearest:
                yield cost + self.dearth[other], other

    def _sought(self, word: str) -> Iterator[tuple[float, str]]:
        """Long words with two slips anywhere; a look at every word of ours."""
        for other, _, _ in extract(
            word, self.long, scorer=OSA.distance, score_cutoff=2, limit=4
        ):
            yield slip_cost(word, other) + self.dearth[other], other

    def _candidates(self, word: str) -> Iterator[str]:
        yield from self.shortened.get(word, ())
        for shorter in _shortened(word):
            yield from self.shortened.get(shorter, ())
        if len(word) >= LEAST_FRAME:
            yield from self.framed.get(frame(word), ())
        if sound_of(word):
            yield from self.sounded.get(sound_of(word), ())
        if len(word) >= LEAST_TWICE:
            yield from self.jumbled.get("".join(sorted(word)), ())


def _dearth(frequency: int) -> float:
    """How rare a word is: the less, the more frequent."""
    return -math.log10(frequency + 1000) / 2


def _shortened(word: str) -> Iterable[str]:
    """The word with each of its letters left out."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}
