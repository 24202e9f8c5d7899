"""Dates and years of birth, and the age that follows from them.

The date is used and forgotten; nothing here keeps it.
"""

import re
from collections.abc import Iterator
from datetime import date

from rapidfuzz.distance import OSA

from ivr.dialogue.dates import MOST_MONTHS, Span, century, plausible, since
from ivr.dialogue.radioed import Radioed
from ivr.dialogue.vocabulary import Vocabulary
from ivr.dialogue.years import LATE, OLD_BORN, years_in_words
from ivr.protocol.plain import Phrases, phrase_pattern, plain

# A victim whose birth nothing but a date tells of is not younger: other dates are.
LEAST_BORN = 8

_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?!\d)")
_SIGNED = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?!\d)")
_FIGURE = re.compile(r"\d")

# Every date has a year of four figures, but those in figures alone.
_FOUR = re.compile(r"\d{4}")
_DAY = re.compile(r"(?<!\S)\d{1,2}(?: ?(?:st|nd|rd|th))?(?!\S)")

# "20100611"
_TOGETHER = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")

# "2010 06 11"
_YEAR_FIRST = re.compile(r"(?<!\S)((?:19|20)\d\d) ([01]?\d) ([0-3]?\d)(?!\S)")

# "061110" and "06112010", just after "born".
_RUN = re.compile(r"([01]\d)([0-3]\d)((?:19|20)?\d\d)")

_YEAR = re.compile(r"(?<!\S)(19\d\d|20\d\d)(?!\S)")


class Births:
    """Finds ages that follow from a birth; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words.ages
        self.vocabulary = vocabulary
        self.numbers = {plain(word): value for word, value in words.numbers.items()}
        self.born = Phrases(words.born)
        self.proof = Phrases((*words.born, *words.proof))
        self.months = {plain(word): at for word, at in words.months.items()}
        months = "|".join(map(re.escape, self.months)) or "(?!)"
        day, year = r"(\d{1,2})(?: ?(?:st|nd|rd|th))?", r"(\d{4})"
        self.day_first = re.compile(
            rf"(?<!\S){day}(?: \S{{1,2}})? ({months}) {year}(?!\S)"
        )
        self.month_first = re.compile(rf"(?<!\S)({months}) {day} {year}(?!\S)")
        born = "|".join(re.escape(plain(one)) for one in words.born)
        self.birthday = re.compile(
            rf"(?<!\S)(\d{{1,3}}) ?(?:st|nd|rd|th) ({born})(?!\S)"
        )
        between = "|".join(re.escape(plain(one)) for one in words.of_birth) or "(?!)"
        denied = "".join(rf"(?<!\b{re.escape(plain(one))} )" for one in words.not_)
        self.short_year = re.compile(
            rf"(?<!\S){denied}(?:{born})(?: (?:{between}|{months}|\d{{1,2}}))* (\d\d)$"
        )
        self.in_words = years_in_words(
            self.numbers, vocabulary.words.and_, words.nought
        )
        # The ages at which another track begins.
        self.least = {one.least for one in vocabulary.borders if one.least}
        self.radioed = Radioed(words, self.numbers, self.least)
        self.marks = phrase_pattern(words.marks)
        self.around = phrase_pattern(words.around)

    def _year_told(self, found: re.Match[str]) -> str:
        century = 1900 if found["nineteen"] else 2000
        late = next((found[one] for one in LATE if found[one]), "")
        return str(century + sum(self.numbers[word] for word in late.split()))

    def told(self, raw: str, said: str, today: date | None) -> Span | None:
        """The age that follows from a date or a year of birth.

        ``raw`` has the signs between a date's figures that ``said`` has lost.
        """
        if today is None:
            return None
        if not (_FIGURE.search(said) or self.born.search(said)):
            return None
        said = self.in_figures(said)
        raw = self.in_figures(plain(raw)) if said != plain(raw) else raw
        dated = _SIGNED.search(raw) or (self.born.search(said) and _DATE.search(raw))
        if dated:
            return self._on(dated, said, today)
        if not self.born.search(said):
            return None
        said = self._figured(said)
        year, rest = self._year(said, today)
        if year is None or not self._only_age(self.born.without(rest)):
            return None
        told = said[: year.end(1)].split()[-2:]
        return self._in_year(told, len(told) - 1, today)

    def in_figures(self, said: str) -> str:
        """Dates with a month's name, or run together, as three figures.

        "Her 18th birthday" is 18 as well.
        """
        said = self.radioed.together(said)
        if self.proof.search(said):
            # Elsewhere "twenty twenty one" are two ages.
            said = self.in_words.sub(self._year_told, said)
        if not _FIGURE.search(said):
            return said
        said = self.birthday.sub(r"\1 \2", said)
        if not _FOUR.search(said):
            return said
        said = self.month_first.sub(
            lambda found: f"{self.months[found[1]]} {found[2]} {found[3]}", said
        )
        said = self.day_first.sub(
            lambda found: f"{self.months[found[2]]} {found[1]} {found[3]}", said
        )
        for year_first in (_TOGETHER, _YEAR_FIRST):
            said = year_first.sub(
                lambda found: f"{found[2]} {found[3]} {found[1]}", said
            )
        return said

    def _on(self, dated: re.Match[str], said: str, today: date) -> Span | None:
        rest = f" {said} ".replace(f" {plain(dated.group())} ", " ")
        rest = self.born.without(rest)
        if not (self._only_age(rest) or self._nearly_born(rest.strip())):
            return None
        span = since(dated, today)
        told = self.born.search(said) is not None
        return span if span is None or told or span.least >= LEAST_BORN else None

    def _nearly_born(self, rest: str) -> bool:
        """A short word beside a date is "dob", if it may be that misspelt."""
        return any(
            len(rest) <= len(word) + 1 and OSA.distance(rest, word) <= 1
            for word in map(plain, self.vocabulary.words.ages.born)
        )

    def _figured(self, said: str) -> str:
        """Numbers in words as figures: "ninety six"."""
        if any(c.isdigit() for c in said):
            return said
        text, values = self.figures(self.vocabulary.and_.sub(" ", said))
        figures = iter(values)
        return " ".join(
            str(next(figures)) if word == "0" else word for word in text.split()
        )

    def among(
        self, words: list[str], today: date | None
    ) -> Iterator[tuple[int, int, Span]]:
        """Births told of among other words: from which word up to which, the span.

        Something in the message must say that it is one: "born", "on her ID".
        """
        if today is None or not self.proof.search(" ".join(words)):
            return
        born = self.born.search(" ".join(words)) is not None
        at = 0
        while at < len(words):
            found = _DATE.fullmatch(" ".join(words[at : at + 3]))
            span = since(found, today) if found else None
            run = _RUN.fullmatch(words[at]) if self._just_born(words, at) else None
            if span is not None:
                yield at, at + 3, span
                at += 2
            elif run and (span := since(run, today)):
                yield at, at + 1, span
            elif born and self._is_year(words, at, today):
                span = self._in_year(words, at, today)
                if span is not None:
                    yield at, at + 1, span
            at += 1

    def _just_born(self, words: list[str], at: int) -> bool:
        before = " ".join(words[max(0, at - 3) : at])
        return self.born.search(before) is not None

    def _in_year(self, words: list[str], at: int, today: date) -> Span | None:
        """The age of who was born in a year, and in a month where one is told."""
        age = today.year - century(int(words[at]), today)
        month = self._month(words[max(0, at - 2) : at])
        if month in (0, today.month):
            return plausible(age, 1)
        return plausible(age - (month > today.month), 0)

    def _month(self, before: list[str]) -> int:
        """The month that is told before a year; 0 if none is: "12/2008"."""
        figures = [int(one) for one in before if one.isdecimal()]
        if before[-1:] != [] and before[-1].isdecimal() and len(figures) == 1:
            return figures[0] if figures[0] <= MOST_MONTHS else 0
        return next((self.months[it] for it in before[::-1] if it in self.months), 0)

    def figures(self, said: str) -> tuple[str, list[int]]:
        """Replace numbers, in words or figures, by 0, and give their values."""
        out: list[str] = []
        values: list[int] = []
        tens = False
        for word in said.split():
            if word.isascii() and word.isdigit() and len(word) <= 3:
                value, spelled = int(word), False
            elif word in self.numbers:
                value, spelled = self.numbers[word], True
            else:
                out.append(word)
                tens = False
                continue
            if spelled and tens and 1 <= value <= 9:
                values[-1] += value
                tens = False
                continue
            if spelled and value == 1:
                # "One is 16, the other 20" tells of one of them.
                out.append(word)
                tens = False
                continue
            values.append(value)
            out.append("0")
            tens = spelled and value >= 20
        return " ".join(out), values

    def _is_year(self, words: list[str], at: int, today: date) -> bool:
        """Whether it is a year of birth: "1996", and "96" just after "born in"."""
        if _YEAR.fullmatch(words[at]):
            return True
        before = words[max(0, at - 2) : at]
        return (
            len(words[at]) == 2
            and words[at].isdecimal()
            and (
                self.born.search(" ".join(before)) is not None
                or before[-1:] in ([one] for one in self.vocabulary.words.or_)
            )
            and not today.year % 100 < int(words[at]) < OLD_BORN
        )

    def _year(self, said: str, today: date) -> tuple[re.Match[str] | None, str]:
        """The year of birth in plain words, and what else they say."""
        found = _YEAR.search(said) or self.short_year.search(said)
        if found is None or today.year % 100 < int(found[1]) < OLD_BORN:
            return None, said
        year = century(int(found[1]), today)
        if len(found[1]) == 2 and today.year - year < LEAST_BORN:
            # "DOB says 20" is an age.
            return None, said
        rest = said[: found.start(1)] + " " + said[found.end(1) :]
        return found, _DAY.sub(" ", rest)

    def undated(self, raw: str, today: date | None) -> str:
        """A text without dates of what is no birth: "court 12/15/26"."""
        if today is None or not _SIGNED.search(raw) or self.proof.search(plain(raw)):
            return raw

        def kept(found: re.Match[str]) -> str:
            span = since(found, today)
            return found.group() if span and span.least >= LEAST_BORN else " "

        return _SIGNED.sub(kept, raw)

    def _only_age(self, rest: str) -> bool:
        bare = self.vocabulary.bare(" ".join(rest.split()))
        return not self.marks.sub(" ", self.around.sub(" ", bare)).split()
