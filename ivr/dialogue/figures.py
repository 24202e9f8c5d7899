"""The numbers among the words of a text that may be ages, and whose they may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from ivr.dialogue.ages import AgeReader
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.plain import plain
from ivr.protocol.words import AgeWords

# How far before an age somebody may stand whose age it is, in words.
REACH = 4

# How far before an age a bystander may stand, where he need not be named again.
REACH_OF_BYSTANDER = 3

# A number below it is no age, nor is it taken for one.
LEAST_AGE = 8


@dataclass(slots=True)
class Age:
    """A number that may be an age, from word ``start`` up to ``end``."""

    start: int
    end: int
    value: int
    after: int
    """Where the words end that mark it as one."""
    since: int
    """Where the number before it ends."""
    whose: str = ""
    """Who stands beside it, in a word; nothing if nobody does."""

    @property
    def marked(self) -> bool:
        """Whether a word after it says that it is one."""
        return self.after > self.end


class Figures:
    """Finds numbers, and who stands beside them; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, reader: AgeReader) -> None:
        words = vocabulary.words.ages
        self.reader = reader
        self.bystanders = frozenset(map(plain, words.bystanders))
        self.victims = frozenset(map(plain, words.victims))
        self.companions = frozenset(map(plain, words.companions))
        self.kin = frozenset(map(plain, words.kin))
        self.saying = frozenset(map(plain, words.claims))
        self.parting = reader.joints | self.saying
        self.people = self.bystanders | self.victims | self.companions | self.kin

    def ages(self, words: list[str]) -> list[Age]:
        """All numbers that may be ages, with who stands beside each."""
        found: list[Age] = []
        taken: set[int] = set()
        since = 0
        for start, end, value in self.values(words):
            after = self.past_marks(words, end)
            one = Age(start, end, value, after, since)
            since = after
            # "Two men in their 30s" tells how many they are.
            counts = value < LEAST_AGE and not one.marked
            at = None if counts else self._owner(words, one, taken)
            if at is not None:
                taken.add(at)
                one.whose, since = words[at], max(since, at + 1)
            if value >= LEAST_AGE and not self.reader.is_numbered(words, start):
                found.append(one)
        return found

    def _owner(self, words: list[str], age: Age, taken: set[int]) -> int | None:
        """Where somebody stands whose age it is likely to be."""
        for at in range(age.end, age.after):
            if words[at] in self.companions:
                # "45 yom"
                return at
        near = range(age.start - 1, max(age.since, age.start - REACH) - 1, -1)
        # "Mom says 16" is not how old she is.
        beside = takewhile(lambda at: words[at] not in self.parting, near)
        before = [at for at in beside if words[at] in self.people and at not in taken]
        after = [
            at
            for at in range(age.after, min(age.after + 1 + age.marked, len(words)))
            if words[at] in self.people
        ][:1]
        if after and age.marked and not (before and self._tells(words, after[0])):
            return after[0]
        return next(iter(before or after), None)

    def _tells(self, words: list[str], at: int) -> bool:
        """Whether an age is told of who stands there just after: "girl is 16"."""
        return any(self.number(one) is not None for one in words[at + 1 : at + 3])

    def of_a_bystander(self, words: list[str], start: int, end: int) -> bool:
        """Whether whoever stands next to it, after it or before, is no victim."""
        after = self.past_marks(words, end)
        if after > end and words[after : after + 1]:
            if words[after] in self.bystanders or words[after] in self.victims:
                return words[after] in self.bystanders
        for at in reversed(range(max(0, start - REACH_OF_BYSTANDER), start)):
            if words[at] in self.victims or words[at] in self.saying:
                # "Grandma says 15" is not how old she is.
                return False
            if words[at] in self.bystanders:
                if not self.saying.isdisjoint(words[max(0, at - 2) : at]):
                    # Nor is "told my partner 16".
                    return False
                # "40 yo driver, 15 yo girl": the first age is his.
                return not self._has_age(words, at)
        return False

    def _has_age(self, words: list[str], at: int) -> bool:
        """Whether the age of who stands there is told just before."""
        last = at - 1
        while last >= 0 and self.reader.is_mark(words[last]):
            last -= 1
        return 0 <= last < at - 1 and self.number(words[last]) is not None

    def past_marks(self, words: list[str], at: int) -> int:
        """Where the words end that mark the number before them as an age."""
        while at < len(words) and self.reader.is_mark(words[at]):
            at += 1
        return at

    def numbered(self, words: list[str]) -> bool:
        """Whether there is a number among the words."""
        numbers = self.reader.numbers.keys()
        return any(map(str.isdecimal, words)) or not numbers.isdisjoint(words)

    def values(self, words: list[str]) -> Iterator[tuple[int, int, int]]:
        """Numbers in figures and in words, from where to where."""
        past, numbers = 0, self.reader.numbers
        for start, word in enumerate(words):
            if start < past or not (word in numbers or word.isdecimal()):
                continue
            value = self.number(word)
            if value is None:
                continue
            past = start + 1
            if value >= 20 and value % 10 == 0 and past < len(words):
                more = None if words[past].isdecimal() else self.number(words[past])
                if more is not None and 0 < more < 10 and not word.isdecimal():
                    value, past = value + more, past + 1
            yield start, past, value

    def number(self, word: str) -> int | None:
        """A number of two figures at most, or in a word."""
        if word.isdecimal():
            return int(word) if len(word) <= 2 else None
        return self.reader.numbers.get(word)


def number_in(ages: AgeWords, word: str) -> int | None:
    """A step's number, in words or in one or two figures."""
    if word.isascii() and word.isdigit() and len(word) <= 2:
        return int(word)
    return ages.numbers.get(word) or ages.ordinals.get(word)
