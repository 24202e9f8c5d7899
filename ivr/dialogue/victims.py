"""The ages of victims that a text tells among other words, and what may be one."""

from collections.abc import Iterator

from ivr.dialogue.ages import AgeReader
from ivr.dialogue.aside import Aside
from ivr.dialogue.dates import Span
from ivr.dialogue.intent import SPAN, Intent
from ivr.dialogue.named import Named
from ivr.dialogue.phrasebook import PhraseBook
from ivr.dialogue.spelling import figured
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.model import OLDEST
from ivr.protocol.plain import plain

# A number alone is taken for an age from here up to there.
YOUNGEST_BARE, OLDEST_BARE = 10, 60
YOUNGEST_MAYBE = 8

# How far before a number may stand that it is not so, or no longer, in words.
REACH_OF_DENIAL = 2

Told = tuple[int, int, Span]


class Victims:
    """Finds ages among the words of a text; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, ages: AgeReader) -> None:
        words = vocabulary.words.ages
        self.ages = ages
        self.others = Aside(vocabulary, ages)
        self.figures = self.others.figures
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
        if not ranges and not born and not self.figures.numbered(words):
            return
        told = [*self.ages.mentioned(words), *ranges]
        values = self._plausible(words)
        standing = self._standing(words, values)
        if len(standing) < len(values):
            # "20, not 16" tells the one age, and not one below the other.
            told = [one for one in told if one[2] in {it[2] for it in standing}]
            told = told or standing
        # "She is 13, not 23": who is told of is not younger than 23 in any other way.
        firm = [it for it in told if self.denials.isdisjoint(words[it[0] : it[1]])]
        told = firm or told
        # A birth says more than an age that is told, if it leads to one track.
        sure = [one for one in born if not self._spans(one)]
        for start, end, span in sure or told or born or self._bare(words):
            intent = self.ages.leads_to(span)
            if intent and not self._of_another(words, start, end):
                bounded = span.least == 0 or span.most >= OLDEST
                yield Named(
                    start, end, intent, aged=True, bounded=bounded, born=bool(born)
                )

    def _spans(self, told: Told) -> bool:
        intent = self.ages.leads_to(told[2])
        return intent is not None and intent.note == SPAN

    def maybe(self, words: list[str]) -> list[tuple[int, int, Intent]]:
        """Numbers that could be ages, though nothing beside them says so."""
        if not self.figures.numbered(words):
            return []
        intents = [
            (start, end, self.ages.leads_to(span))
            for start, end, span in self._standing(words, self._plausible(words))
        ]
        return [(start, end, it) for start, end, it in intents if it is not None]

    def aside(self, words: list[str]) -> list[str]:
        """The words without figures that are no victim's age."""
        return self.others.without(words)

    def told(self, said: str) -> str:
        """Plain words without such figures, and without what only says of an age that
        nothing proves it."""
        return self.others.proved(" ".join(self.aside(figured(said))))

    def bystanders_aside(self, words: list[str]) -> list[str]:
        """The words without the ages of those who are no victims."""
        return self.others.without_bystanders(words)

    def only_past(self, said: str, plainly: bool) -> bool:
        """Whether every age that is told is past, see `Aside.only_past`."""
        return self.others.only_past(said.split(), plainly)

    def _plausible(self, words: list[str]) -> list[Told]:
        """All numbers that could be ages of victims."""
        return [
            (start, end, Span(value, value))
            for start, end, value in self.figures.values(words)
            if YOUNGEST_MAYBE <= value <= OLDEST_BARE
            and not self._of_another(words, start, end)
            and not (end < len(words) and self.ages.goes_on(words[end]))
        ]

    def _of_another(self, words: list[str], start: int, end: int) -> bool:
        """Whether it is the age of no victim, or the number of a room or a road."""
        bystander = self.figures.of_a_bystander(words, start, end)
        return bystander or self.ages.is_numbered(words, start)

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
