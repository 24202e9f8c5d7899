"""Ages that somebody has not reached yet: "turns 18 in March", "18 next month".

Who will be so old is a year younger now.
"""

import re
from collections.abc import Iterable, Mapping

from ivr.protocol.plain import plain
from ivr.protocol.words import AgeWords

# Stands for any number in the words for when that will be: "in # weeks".
ANY = "#"

_FIGURE = re.compile(r"\d")


class Turning:
    """Puts the age that somebody has now for the one that is told."""

    def __init__(self, words: AgeWords, numbers: Mapping[str, int]) -> None:
        self.numbers = numbers
        number = rf"\d{{1,2}}|{'|'.join(map(re.escape, numbers)) or '(?!)'}"
        marks = "|".join(re.escape(plain(one)) for one in words.marks) or "(?!)"
        before, soon = _any_of(words.turning, number), _any_of(words.soon, number)
        # Nobody is reckoned younger on the birthday itself, or after it.
        self.reached = re.compile(rf"(?<!\S)(?:{_any_of(words.reached, number)})(?!\S)")
        self.before = re.compile(
            rf"(?<!\S)(?:{before}) ({number})(?: (?:{soon}))?(?!\S)"
        )
        self.after = re.compile(
            rf"(?<!\S)({number})((?: (?:{marks}))*) (?:{soon})(?!\S)"
        )

    def now(self, said: str) -> str:
        """Plain words with such ages as they are today."""
        if not _FIGURE.search(said) and self.numbers.keys().isdisjoint(said.split()):
            return said
        if self.reached.search(said):
            return said
        said = self.before.sub(lambda found: self._younger(found[1]), said)
        return self.after.sub(lambda found: self._younger(found[1]) + found[2], said)

    def _younger(self, number: str) -> str:
        value = int(number) if number.isdecimal() else self.numbers[number]
        return str(max(0, value - 1))


def _any_of(phrases: Iterable[str], number: str) -> str:
    written = (re.escape(plain(one.replace(ANY, "0"))) for one in phrases)
    every = sorted(written, key=len, reverse=True)
    return "|".join(one.replace("0", f"(?:{number})") for one in every) or "(?!)"
