"""The ages of victims that a text tells among other words, and what may be one."""

from collections.abc import Iterator

from ivr.dialogue.ages import AgeReader
from ivr.dialogue.dates import OLDEST, Span
from ivr.dialogue.intent import Intent
from ivr.dialogue.named import Named
from ivr.dialogue.phrasebook import PhraseBook
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.plain import plain

# A number alone is taken for an age from here up to there.
YOUNGEST_BARE, OLDEST_BARE = 10, 60
YOUNGEST_MAYBE = 8

# How far before an age somebody may stand whose age it is, in words.
REACH_OF_BYSTANDER = 3

# How far before a number may stand that it is not so, or no longer, in words.
REACH_OF_DENIAL = 2

Told = tuple[int, int, Span]


class Victims:
    """Finds ages among the words of a text; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, ages: AgeReader) -> None:
        words = vocabulary.words.ages
        self.ages = ages
        self.bystanders = frozenset(map(plain, words.bystanders))
        self.victims = frozenset(map(plain, words.victims))
        self.joints = ages.joints
        self.tell_age = self.joints | set(words.told_by)
        denials = (*vocabulary.words.not_, *words.not_, *words.past)
        self.denials = frozenset(map(plain, denials))
        self.ranges = PhraseBook(
            {plain(one): Span(*ages) for one, ages in words.ranges.items()}
        )

    def among(self, words: list[str], born: list[Told]) -> Iterator[Named]:
        """The ages told, from where to where; ``born`` are those of births."""
        ranges = list(self.ranges.find(words))
        if not ranges and not born and not self._numbered(words):
            return
        told = [*self.ages.mentioned(words), *ranges]
        values = self._plausible(words)
        standing = self._standing(words, values)
        if len(standing) < len(values):
            # "20, not 16" tells the one age, and not one below the other.
            told = [one for one in told if one[2] in {it[2] for it in standing}]
            told = told or standing
        # A date says more than an age that is told, that more than a year.
        dated = [one for one in born if one[2].least == one[2].most]
        for start, end, span in dated or told or born or self._bare(words):
            intent = self.ages.leads_to(span)
            if intent and not self._of_another(words, start, end):
                bounded = span.least == 0 or span.most >= OLDEST
                yield Named(
                    start, end, intent, aged=True, bounded=bounded, born=bool(born)
                )

    def maybe(self, words: list[str]) -> list[tuple[int, int, Intent]]:
        """Numbers that could be ages, though nothing beside them says so."""
        if not self._numbered(words):
            return []
        intents = [
            (start, end, self.ages.leads_to(span))
            for start, end, span in self._standing(words, self._plausible(words))
        ]
        return [(start, end, it) for start, end, it in intents if it is not None]

    def aside(self, words: list[str]) -> list[str]:
        """The words without the ages of those who are no victims."""
        if self.bystanders.isdisjoint(words) or not self._numbered(words):
            return words
        kept, past = [], 0
        for start, end, _ in self._values(words):
            if not self._of_a_bystander(words, start, end):
                continue
            kept += words[past:start]
            past = self._past_marks(words, end)
        return kept + words[past:]

    def _plausible(self, words: list[str]) -> list[Told]:
        """All numbers that could be ages of victims."""
        return [
            (start, end, Span(value, value))
            for start, end, value in self._values(words)
            if YOUNGEST_MAYBE <= value <= OLDEST_BARE
            and not self._of_another(words, start, end)
            and not (end < len(words) and self.ages.goes_on(words[end]))
        ]

    def _numbered(self, words: list[str]) -> bool:
        numbers = self.ages.numbers.keys()
        return any(map(str.isdecimal, words)) or not numbers.isdisjoint(words)

    def _of_another(self, words: list[str], start: int, end: int) -> bool:
        """Whether it is the age of no victim, or the number of a room or a road."""
        bystander = self._of_a_bystander(words, start, end)
        return bystander or self.ages.is_numbered(words, start)

    def _of_a_bystander(self, words: list[str], start: int, end: int) -> bool:
        """Whether whoever stands next to it, after it or before, is no victim."""
        after = self._past_marks(words, end)
        if after > end and words[after : after + 1]:
            if words[after] in self.bystanders or words[after] in self.victims:
                return words[after] in self.bystanders
        for at in reversed(range(max(0, start - REACH_OF_BYSTANDER), start)):
            if words[at] in self.victims:
                return False
            if words[at] in self.bystanders:
                # "40 yo driver, 15 yo girl": the first age is his.
                return not self._has_age(words, at)
        return False

    def _past_marks(self, words: list[str], at: int) -> int:
        """Where the words end that mark the number before them as an age."""
        while at < len(words) and self.ages.is_mark(words[at]):
            at += 1
        return at

    def _has_age(self, words: list[str], at: int) -> bool:
        """Whether the age of who stands there is told just before."""
        last = at - 1
        while last >= 0 and self.ages.is_mark(words[last]):
            last -= 1
        return 0 <= last < at - 1 and self._number(words[last]) is not None

    def _standing(self, words: list[str], told: list[Told]) -> list[Told]:
        """Of several ages those that are neither denied nor past: "20, not 16"."""
        standing = [one for one in told if not self._denied(words, one)]
        return standing if len(told) > 1 and standing else told

    def _denied(self, words: list[str], told: Told) -> bool:
        start, end, _ = told
        if not self.denials.isdisjoint(words[start:end]):
            return True
        before = words[max(0, start - REACH_OF_DENIAL) : start]
        last = max(
            (at for at, one in enumerate(before) if one in self.denials), default=-1
        )
        return last >= 0 and self.joints.isdisjoint(before[last:])

    def _values(self, words: list[str]) -> Iterator[tuple[int, int, int]]:
        """Numbers in figures and in words, from where to where."""
        past = 0
        for start, word in enumerate(words):
            value = self._number(word) if start >= past else None
            if value is None:
                continue
            past = start + 1
            if value >= 20 and value % 10 == 0 and past < len(words):
                more = None if words[past].isdecimal() else self._number(words[past])
                if more is not None and 0 < more < 10 and not word.isdecimal():
                    value, past = value + more, past + 1
            yield start, past, value

    def _number(self, word: str) -> int | None:
        if word.isdecimal():
            return int(word) if len(word) <= 2 else None
        return self.ages.numbers.get(word)

    def _bare(self, words: list[str]) -> Iterator[Told]:
        """Numbers that stand alone between commas, or after "is"."""
        last = len(words)
        for start in range(last):
            if start and words[start - 1] not in self.tell_age:
                continue
            listed = start > 1 and words[start - 1] in self.joints
            if listed and words[start - 2].isdecimal():
                # "94 and 55" are roads as well.
                continue
            for end in (start + 2, start + 1):
                if end == start + 2 and words[start].isdecimal():
                    continue
                if end < last and words[end] not in self.joints or end > last:
                    continue
                span = self.ages.span(" ".join(words[start:end]))
                if span and YOUNGEST_BARE <= span.least and span.most <= OLDEST_BARE:
                    yield start, end, span
                    break
