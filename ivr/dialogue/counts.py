"""Figures that are no ages by what they count: things, years that something has lasted,
and which of several somebody is."""

import re
from collections.abc import Iterator
from itertools import takewhile

from ivr.dialogue.figures import LEAST_AGE, REACH, Age, Figures
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.plain import any_of, phrase_pattern, plain

# Fewer letters than this has no word for things that are counted.
LEAST_THINGS = 3


class Counts:
    """Finds such figures; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, figures: Figures) -> None:
        words = vocabulary.words.ages
        self.vocabulary, self.figures, self.ages = vocabulary, figures, figures.reader
        self.been = frozenset(map(plain, words.been))
        # They stand just before it.
        self.lately = re.compile(rf"(?<!\S)(?:{any_of(map(plain, words.going_on))})$")
        self.over = phrase_pattern(words.over_since or ("\0",))
        self.apart = self.ages.joints.union(map(plain, words.present))
        named = (*words.people, *words.tells, *words.no_things)
        self.no_things = self.ages.own.union(*(plain(one).split() for one in named))
        self.english = vocabulary.english

    def lasted(self, words: list[str], ages: list[Age]) -> Iterator[tuple[int, int]]:
        """How long something has gone on, or is ago: "a cop for 20 years"."""
        for one in ages:
            told = " ".join(words[one.end : one.after])
            if not self.ages.timed.fullmatch(told):
                continue
            near = words[max(one.since, one.start - REACH) : one.start]
            before = takewhile(self._goes_with, near[::-1])
            after = " ".join(words[one.after : one.after + 2])
            since = not self.been.isdisjoint(before) or self.lately.search(
                " ".join(near)
            )
            if since or self.over.match(after):
                yield one.start, one.after

    def things(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """So many things: "16 condoms". Where there is no more, and nothing is wished
        for, they are none of ours: "14 phones"."""
        values = list(self.figures.values(words))
        wished = self.vocabulary.wishes.search(" ".join(words)) is not None
        things = [
            one for one in values if words[one[1] :] and self._are_things(words[one[1]])
        ]
        only = len(things) == len(values) and not wished
        for start, end, _ in things:
            told = words[start - 1 : start]
            before = " ".join(words[max(0, start - 2) : start])
            if self.ages.over.search(before) or self.ages.under.search(before):
                continue
            marked = any(map(self.ages.is_mark, words[end + 1 : end + 2]))
            if not marked and self.figures.victims.isdisjoint(told):
                yield start, end + only

    def places(self, words: list[str]) -> Iterator[tuple[int, int]]:
        """Which of several it is whose age follows: "vic 1 is 16, vic 2 is 19"."""
        small = self.apart
        for start, end, value in self.figures.values(words):
            after = [*takewhile(small.__contains__, words[end:])]
            told = words[end + len(after) : end + len(after) + 1]
            whose = not self.figures.victims.isdisjoint(
                words[max(0, start - 1) : start]
            )
            if value < LEAST_AGE and whose and any(map(self.figures.number, told)):
                yield start, end

    def _goes_with(self, word: str) -> bool:
        """Whether the word before a number may be about it."""
        return word not in self.apart

    def _are_things(self, word: str) -> bool:
        """Whether the word is a plural, and of no people."""
        if len(word) < LEAST_THINGS or word[-1:] != "s" or word in self.no_things:
            return False
        if word in self.ages.other:
            return True
        forms = (word[:-1], f"{word[:-3]}y") if word[-3:] == "ies" else (word[:-1],)
        return word[-2:] != "ss" and not self.english.keys().isdisjoint(forms)
