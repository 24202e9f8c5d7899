"""Figures that are told one by one, as on the radio: "age two niner", "one four yo"."""

import re
from collections.abc import Collection, Mapping

from ivr.protocol.plain import any_of, plain
from ivr.protocol.words import AgeWords

# Whoever is told of so is between ten and twenty, or nine is called as on the radio.
TEN = 1


class Radioed:
    """Puts them together; made once for a vocabulary."""

    def __init__(
        self, words: AgeWords, numbers: Mapping[str, int], least: Collection[int]
    ) -> None:
        """``least`` are the ages at which another track begins."""
        self.least = least
        self.digits = {word: value for word, value in numbers.items() if value < 10}
        self.digits |= {str(value): value for value in range(10)}
        self.digits |= dict.fromkeys(map(plain, words.nought), 0)
        self.digits |= dict.fromkeys(map(plain, words.nine), 9)
        nine = any_of(map(plain, words.nine))
        digit = any_of(self.digits)
        marks = any_of(plain(one) for one in words.marks)
        called = any_of(map(plain, words.called))
        self.told = re.compile(
            rf"(?<!\S)(?P<called>(?:{called}) )?(?P<ten>{digit}) (?P<one>{digit})"
            rf"(?P<mark>(?= (?:{marks})(?!\S)))?(?!\S)"
        )
        self.nine = re.compile(rf"(?<!\S)(?:{nine})(?!\S)")

    def together(self, said: str) -> str:
        """Plain words with such an age in figures."""
        if self.digits.keys().isdisjoint(said.split()):
            return said
        return self.told.sub(self._together, said)

    def _together(self, found: re.Match[str]) -> str:
        ten, one = self.digits[found["ten"]], self.digits[found["one"]]
        value = 10 * ten + one
        if not found["called"] and found["mark"] is None:
            return found.group()
        # Of "one eight year old" nobody knows whether he is eight.
        alike = not any(one < border <= value for border in self.least)
        if not (self.nine.search(found.group()) or (ten == TEN and alike)):
            return found.group()
        return f"{found['called'] or ''}{value}"
