"""Ages that somebody has not reached yet: "turns 18 in March", "18 next month".

Who will be so old is a year younger now.
"""

import re
from collections.abc import Collection, Iterable, Mapping

from ivr.protocol.plain import plain
from ivr.protocol.words import AgeWords

# Stand in the phrases for any number, "in # weeks", and any month, "in @".
ANY, ANY_MONTH = "#", "@"

# Whoever will be so old is a child, whose birthday is not what the text is about.
LEAST = 8

_FIGURE = re.compile(r"\d")


class Turning:
    """Puts the age that somebody has now for the one that is told."""

    def __init__(
        self,
        words: AgeWords,
        numbers: Mapping[str, int],
        least: Collection[int],
        joint: str,
    ) -> None:
        """``least`` are the ages at which another track begins, ``joint`` is what
        a comma is read as."""
        self.numbers, self.least = numbers, least
        number = _number(numbers)
        months = "|".join(map(re.escape, words.months)) or "(?!)"

        def any_of(phrases: Iterable[str]) -> str:
            return _any_of(phrases, number, months)

        birthday, soon = any_of(words.birthdays), any_of(words.soon)
        beside = any_of((*words.marks, *words.birthdays, *words.linking))
        beside = rf"(?: (?:{beside}))*(?: {re.escape(joint)})?"
        # Nobody is reckoned younger on the birthday itself, or after it.
        reached = rf"{beside} (?:{any_of(words.reached)})(?!\S)"
        turning, nearly = any_of(words.turning), any_of(words.nearly)
        self.before = re.compile(
            rf"(?<!\S)(?:(?!{nearly})({number}){beside} )?"
            rf"(?:(?:{nearly}) ({number})(?!\S)|"
            rf"(?:{turning}) ({number})(?!\S)(?!{reached}))"
            rf"(?:{beside} (?:{soon})(?!\S))?"
        )
        past = rf"(?<!\S)(?:{any_of((*words.past, *words.turned))})"
        self.after = re.compile(
            rf"(?:({past}) )?(?<!\S)({number})({beside}) (?:{soon})(?!\S)"
        )
        # "Birthday next week, she's 18": who tells the age that is next, or today's?
        self.ahead = re.compile(
            rf"(?<!\S)(?:{birthday})(?: (?:{any_of(words.linking)}))* (?:{soon})(?!\S)"
        )
        self.turned = re.compile(rf"{past}$")
        self.number = re.compile(rf"(?<!\S)({number})(?!\S)")
        self.to_come = _Phrases((*words.turning, *words.nearly), words.months)
        self.soon = _Phrases(words.soon, words.months)

    def now(self, said: str) -> str:
        """Plain words with such ages as they are today."""
        words = said.split()
        if self.numbers.keys().isdisjoint(words) and not _FIGURE.search(said):
            return said
        if self.to_come.may_stand(words):
            said = self.before.sub(self._still, said)
        if not self.soon.may_stand(words):
            return said
        said = self.after.sub(self._not_yet, said)
        birthday = self.ahead.search(said)
        if birthday:
            before, after = said[: birthday.start()], said[birthday.end() :]
            rest = f"{self._doubted(before)}{self._doubted(after)}"
            # Of the birthday no more is to be known where the age is told.
            said = rest if self.number.search(rest) else said
        return said

    def _still(self, found: re.Match[str]) -> str:
        """ "17, almost 18" is 17; "almost 18" is as well."""
        told, then = found[1], found[2] or found[3]
        if told and LEAST <= self._value(told) < self._value(then):
            return told
        return f"{told or ''} {self._younger(then)}".strip()

    def _not_yet(self, found: re.Match[str]) -> str:
        if found[1]:
            # "Was 16 in March"
            return found.group()
        return self._younger(found[2]) + found[3]

    def _doubted(self, said: str) -> str:
        """Of who has a birthday soon: an age at which another track begins is next."""

        def doubted(found: re.Match[str]) -> str:
            value = self._value(found[1])
            told = self.turned.search(said[: found.start()].rstrip()) is None
            return str(value - 1) if value in self.least and told else found[1]

        return self.number.sub(doubted, said)

    def _value(self, number: str) -> int:
        if number.isdecimal():
            return int(number)
        return sum(self.numbers[word] for word in number.split())

    def _younger(self, number: str) -> str:
        value = self._value(number)
        return str(value - 1) if value >= LEAST else number


class _Phrases:
    """Knows in which texts none of some phrases can stand, for it costs a tenth of
    their pattern to see that a word is missing."""

    def __init__(self, phrases: Iterable[str], months: Iterable[str]) -> None:
        self.rest: dict[str, list[frozenset[str]]] = {}
        for one in phrases:
            words = plain(one).split()
            keys = months if ANY_MONTH in one else [max(words, key=len, default="")]
            for key in map(plain, keys):
                self.rest.setdefault(key, []).append(frozenset(words) - {key})

    def may_stand(self, words: list[str]) -> bool:
        """Whether every word of one of them is there."""
        return any(
            rest.issubset(words) for word in words for rest in self.rest.get(word, ())
        )


def _number(numbers: Mapping[str, int]) -> str:
    """A pattern of ages in figures and in words."""
    tens = [one for one, value in numbers.items() if 20 <= value < 100]
    units = [one for one, value in numbers.items() if value < 10]
    spelled = [f"(?:{'|'.join(tens)}) (?:{'|'.join(units)})"] if tens and units else []
    return "|".join((r"\d{1,2}", *spelled, *map(re.escape, numbers)))


def _any_of(phrases: Iterable[str], number: str, months: str) -> str:
    """A pattern of the phrases, longest first."""
    slots = {"0": f"(?:{number})(?:st|nd|rd|th)?", "00": f"(?:{months})"}
    every = sorted(
        {plain(one.replace(ANY, " 0 ").replace(ANY_MONTH, " 00 ")) for one in phrases},
        key=len,
        reverse=True,
    )
    return (
        "|".join(
            " ".join(slots.get(word, re.escape(word)) for word in one.split())
            for one in every
        )
        or "(?!)"
    )
