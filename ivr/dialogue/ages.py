"""Ages, in words and figures, and the track they lead to.

A number is an age only if everything around it belongs to an age: "unit 15",
"I-94" and "15 minutes out" name no age because "unit", "I" and "minutes" do not.
The number itself is used and forgotten; nothing here keeps a date of birth.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.vocabulary import Vocabulary, phrase_pattern, plain
from ivr.protocol.words import AgeWords

OLDEST = 120
# A bare number is taken for an age from here on; below it is a step or a key.
LEAST_BARE = 10

_DAY = re.compile(r"(?<!\S)\d{1,2}(?: ?(?:st|nd|rd|th))?(?!\S)")

# The longest run of words that one age in a sentence is told in.
LONGEST_AGE = 6

# So many ages may be told of at once.
MOST_AGES = 4

_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """An age that is at least ``least`` and at most ``most`` years."""

    least: int
    most: int


class AgeReader:
    """Finds a span of ages in an utterance; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words: AgeWords = vocabulary.words.ages
        self.vocabulary = vocabulary
        self.numbers = {plain(word): value for word, value in words.numbers.items()}
        self.over, self.under = phrase_pattern(words.over), phrase_pattern(words.under)
        self.including = phrase_pattern(words.including)
        self.not_ = phrase_pattern(words.not_)
        self.marks, self.around = (
            phrase_pattern(words.marks),
            phrase_pattern(words.around),
        )
        never = "|".join(re.escape(plain(word)) for word in words.never)
        self.never = re.compile(rf"(?<!\S)(?:{never}) 0(?!\S)")
        self.born = phrase_pattern(words.born)
        denials = "|".join(re.escape(plain(one)) for one in words.not_)
        self.denied = re.compile(rf"(?<!\S)(?:{denials})(?: \S+){{0,3}}? 0(?!\S)")
        self.doubts = phrase_pattern(words.doubts or ("\0",))
        self.other = frozenset(plain(one) for one in words.other)
        least = {one.least for one in vocabulary.borders if one.least}
        borders = {str(age) for age in least}
        borders |= {word for word, value in self.numbers.items() if value in least}
        bounds = "|".join(re.escape(plain(one)) for one in (*words.over, *words.under))
        self.bounded = re.compile(
            rf"(?<!\S)(?:{bounds}) (?:{'|'.join(borders) or '(?!)'})(?!\S)"
        )
        people = "|".join(re.escape(plain(one)) for one in words.people) or "(?!)"
        counts = "|".join(map(re.escape, self.numbers))
        self.counted = re.compile(rf"(?<!\S)(?:\d|{counts}) (?:{people})(?!\S)")
        before = "|".join(re.escape(plain(one)) for one in words.before) or "(?!)"
        self.before = re.compile(rf"(?<!\S)(?:{before}) 0(?!\S)")
        self.evidence = phrase_pattern((*words.marks, *words.tells, *words.before))

    def track(self, raw: str, said: str, today: date | None) -> Intent | None:
        """The track an utterance's ages lead to; None if it gives no age."""
        span = self.born_in(raw, said, today) or self.span(said)
        return self.leads_to(span) if span else None

    def leads_to(self, span: Span) -> Intent | None:
        """The track for a span; the one for younger people if it spans two."""
        met = [
            border
            for border in self.vocabulary.borders
            if border.least <= span.most and span.least <= border.most
        ]
        if not met:
            return None
        if len(met) > 1:
            safer = min(met, key=lambda border: border.least)
            return Intent(Act.OPEN, safer.track, "span")
        young = met[0].least > 0 and span.most <= self.vocabulary.young
        return Intent(Act.OPEN, met[0].track, "young" if young else "")

    def span(self, said: str) -> Span | None:
        """The ages named in plain words, if they name nothing else."""
        tokens = re.sub(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", " ", said)
        tokens = self.doubts.sub(" ", self.counted.sub(" ", tokens))
        text, numbers = self._figures(tokens)
        if not 1 <= len(numbers) <= MOST_AGES or self.never.search(text):
            return None
        over, under = self.over.search(text), self.under.search(text)
        negated = self.denied.search(text) is not None
        inclusive = self.including.search(text) is not None
        marked = self.marks.search(text) is not None
        rest = text
        for pattern in (self.over, self.under, self.marks, self.not_):
            rest = pattern.sub(" ", rest)
        rest = " ".join(self.around.sub(" ", " ".join(rest.split())).split())
        rest = self.around.sub(" ", self.vocabulary.bare(rest))
        rest = self.vocabulary.or_.sub(" ", self.vocabulary.and_.sub(" ", rest))
        if rest.replace("0", "").split():
            return None
        least, most = min(numbers), max(numbers)
        told = marked or over or under or self.before.search(text)
        if most > OLDEST or (least < LEAST_BARE and not told):
            return None
        if over and under:
            return None
        if over or under:
            above = bool(over) != negated
            # "Not over 18" includes 18; so does "18 or over".
            inclusive = inclusive != negated
            if above:
                return Span(least if inclusive else least + 1, OLDEST)
            return Span(0, most if inclusive else max(0, most - 1))
        if negated:
            # "Not 18": she would have been called younger, not older.
            return Span(0, max(0, least - 1))
        return Span(least, most)

    def mentioned(self, words: list[str]) -> Iterator[tuple[int, int, Span]]:
        """Ages named among other words: from which word up to which, and the span.

        Something beside the number must say that it is an age, and what follows
        must not make it another thing: "she is 15 minutes out".
        """
        at = 0
        while at < len(words):
            found = self._starting(words, at)
            if found is None:
                at += 1
                continue
            end, span = found
            yield at, end, span
            at = end

    def _starting(self, words: list[str], start: int) -> tuple[int, Span] | None:
        nearby = words[start : start + LONGEST_AGE]
        if not any(word.isdecimal() or word in self.numbers for word in nearby):
            return None
        for length in range(len(nearby), 0, -1):
            said = " ".join(nearby[:length])
            after = words[start + length : start + length + 1]
            if after and self._goes_on(after[0]):
                continue
            if not (self.evidence.search(said) or self.bounded.search(said)):
                continue
            span = self.span(said)
            if span is not None:
                while length > 1 and self.span(" ".join(nearby[: length - 1])) == span:
                    length -= 1
                return start + length, span
        return None

    def _goes_on(self, word: str) -> bool:
        """Whether the word after an age belongs to it, or makes it another thing."""
        return (
            word in self.other
            or word.isdecimal()
            or word in self.numbers
            or self.marks.fullmatch(word) is not None
            or self.vocabulary.scene.search(word) is not None
        )

    def _figures(self, said: str) -> tuple[str, list[int]]:
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
            values.append(value)
            out.append("0")
            tens = spelled and value >= 20
        return " ".join(out), values

    def born_in(self, raw: str, said: str, today: date | None) -> Span | None:
        """The age that follows from a date or a year of birth."""
        if today is None:
            return None
        dated = _DATE.search(raw)
        if dated:
            rest = plain(_DATE.sub(" ", raw))
            month, day, year = (int(part) for part in dated.groups())
            try:
                born = date(_century(year, today), month, day)
            except ValueError:
                return None
            if self._only_age(self.born.sub(" ", rest)):
                before = (today.month, today.day) < (born.month, born.day)
                return _plausible(today.year - born.year - before, 0)
            return None
        year_only = re.search(r"(?<!\S)(19\d\d|20\d\d)(?!\S)", said)
        if year_only and self.born.search(said):
            said = _DAY.sub(" ", said)
            rest = self.born.sub(" ", said.replace(year_only.group(), " "))
            if self._only_age(rest):
                return _plausible(today.year - int(year_only.group()), 1)
        return None

    def _only_age(self, rest: str) -> bool:
        bare = self.vocabulary.bare(" ".join(rest.split()))
        return not self.marks.sub(" ", self.around.sub(" ", bare)).split()


def _century(year: int, today: date) -> int:
    if year >= 100:
        return year
    return year + (2000 if year <= today.year % 100 else 1900)


def _plausible(age: int, unsure: int) -> Span | None:
    return Span(max(0, age - unsure), age) if 0 <= age <= OLDEST else None
