"""Figures that are no victim's age today, set aside before a text is read.

How old somebody else is ("her mom is 38"), was ("since she was 15, now 22") or only
claims to be ("says 19, ID shows 16"), and how many things there are ("16 condoms").
Where it is in doubt whose age it is, only the older of two is set aside, so that the
younger counts.
"""

from collections.abc import Iterator
from itertools import pairwise, takewhile

from ivr.dialogue.ages import LEAST_BARE, AgeReader
from ivr.dialogue.counts import Counts
from ivr.dialogue.dates import Span
from ivr.dialogue.figures import REACH, Age, Figures
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.plain import Phrases, phrase_pattern, plain

# Who says in more words when it began says more than that.
LONGEST_PAST = 14

# Radio codes begin with it.
RADIO = 10


class Aside:
    """Sets such figures aside; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, ages: AgeReader) -> None:
        words = vocabulary.words.ages
        self.vocabulary, self.ages = vocabulary, ages
        self.figures = Figures(vocabulary, ages)
        self.counts = Counts(vocabulary, self.figures)
        self.belonging = frozenset(map(plain, words.belonging))
        self.beside = phrase_pattern(words.beside or ("\0",))
        self.claims = frozenset(map(plain, words.claims))
        self.facts = frozenset(map(plain, words.facts))
        self.earlier = frozenset(map(plain, words.earlier))
        self.lasting = phrase_pattern(words.lasting or ("\0",))
        self.unproved = Phrases(words.unproved)
        self.begun = phrase_pattern(words.begun or ("\0",))
        self.within = frozenset(map(plain, words.within))
        self.today = frozenset(map(plain, words.today))
        self.present = frozenset(map(plain, words.present))
        self.together = frozenset(map(plain, words.together))
        self.people = frozenset(map(plain, words.people))
        self.or_ = frozenset(map(plain, vocabulary.words.or_))
        # They may stand beside what takes an age back.
        self.small = ages.joints | self.present

    def without(self, words: list[str]) -> list[str]:
        """The words without such figures."""
        if not self.figures.numbered(words):
            return words
        gone: set[int] = set()
        ages = self.figures.ages(words)
        people = (self._taken_back, self._others, self._companions)
        past = (self._claimed, self._past, self.counts.lasted)
        for these in (self._codes, *people, *past):
            left = [one for one in ages if one.start not in gone] if gone else ages
            for first, last in these(words, left):
                gone.update(range(first, last))
        for first, last in (*self.counts.things(words), *self.counts.places(words)):
            gone.update(range(first, last))
        return _except(words, gone)

    def proved(self, said: str) -> str:
        """Plain words without those that only say of an age that nothing proves it."""
        bounded = self.ages.over.search(said) or self.ages.under.search(said)
        if bounded or not self.unproved.search(said) or not self.ages.numbered(said):
            return said
        return self.unproved.without(said)

    def without_bystanders(self, words: list[str]) -> list[str]:
        """The words without the ages of those who are never victims."""
        if not self.figures.numbered(words):
            return words
        gone = (range(first, last) for first, last in self._others(words, []))
        return _except(words, {at for these in gone for at in these})

    def _younger(self, age: Age, others: list[Age]) -> list[Age]:
        """Those of the others that lead to a track for younger people."""
        least = {one.track: one.least for one in self.vocabulary.borders}
        tracks = {one.start: self._track(one) for one in (age, *others)}
        own = least.get(tracks[age.start], 0)
        return [
            one
            for one in others
            if tracks[one.start] and least.get(tracks[one.start], 0) < own
        ]

    def _track(self, age: Age) -> str:
        intent = self.ages.leads_to(Span(age.value, age.value))
        return intent.target if intent else ""

    def _codes(self, words: list[str], ages: list[Age]) -> Iterator[tuple[int, int]]:
        """What is said on the radio for whole phrases: "10 16"."""
        for one, two in pairwise(ages):
            before = " ".join(words[one.start - 1 : one.start])
            listed = two.marked or self.ages.evidence.fullmatch(before)
            joined = words[two.end : two.end + 1]
            if one.value == RADIO and one.end == two.start and not listed:
                if self.ages.joints.isdisjoint(joined):
                    yield one.start, two.end

    def _others(self, words: list[str], ages: list[Age]) -> Iterator[tuple[int, int]]:
        """Ages of those who are no victims."""
        for start, end, _ in self.figures.values(words):
            if self.figures.of_a_bystander(words, start, end):
                yield start, self.figures.past_marks(words, end)

    def _companions(
        self, words: list[str], ages: list[Age]
    ) -> Iterator[tuple[int, int]]:
        """Ages of grown people who are with a victim, or brought one up."""
        if self.figures.companions.isdisjoint(words):
            return
        if not self.together.isdisjoint(words):
            return
        for one in ages:
            if one.whose not in self.figures.companions or self._or(words, one, ages):
                continue
            joined = list(self._joined(words, one, ages))
            others = (it for it in ages if it.whose != one.whose)
            rest = [it for it in others if it not in joined]
            if self._younger(one, rest) or self._accompanies(words, one):
                yield self._with_owner(words, one)
                yield from ((it.start, it.after) for it in joined)

    def _or(self, words: list[str], one: Age, ages: list[Age]) -> bool:
        """Whether it is told as one of two that she may be: "17 or 19 yo m"."""
        after = {it.after for it in ages if it.value != one.value}
        return one.start - 1 in after and words[one.start - 1] in self.or_

    def _taken_back(
        self, words: list[str], ages: list[Age]
    ) -> Iterator[tuple[int, int]]:
        """Ages that are put right by the next: "15, no wait, 19"."""
        for one, two in pairwise(ages):
            between = " ".join(words[one.after : two.start])
            found = self.vocabulary.corrections.search(between)
            if found and not self.vocabulary.not_.fullmatch(found.group()):
                rest = self.vocabulary.corrections.without(between).split()
                if self.small.issuperset(rest):
                    yield one.start, one.after

    def _joined(self, words: list[str], one: Age, ages: list[Age]) -> Iterator[Age]:
        """The ages of the others, where several are told of: "two men 30 and 40"."""
        for other in ages if one.whose in self.people else ():
            between = words[one.after : other.start]
            if between and self.ages.joints.issuperset(between) and not other.whose:
                yield other
                one = other

    def _with_owner(self, words: list[str], age: Age) -> tuple[int, int]:
        """From where to where an age is told with whose it is: "mom is 38"."""
        if words[age.after : age.after + 1] == [age.whose]:
            return age.start, age.after + 1
        linking = [*takewhile(self.present.__contains__, words[: age.start][::-1])]
        at = age.start - len(linking) - 1
        first = at if at >= age.since and words[at] == age.whose else age.start
        return first, age.after

    def _accompanies(self, words: list[str], age: Age) -> bool:
        """Whether it is told of whom somebody is the mother, or whom he is with."""
        reach = range(max(age.since, age.start - REACH - 1), len(words))
        at = next((it for it in reach if words[it] == age.whose), 0)
        beside = " ".join(words[at + 1 : at + 3])
        with_her = self.beside.fullmatch(beside) is not None
        hers = at > 0 and words[at - 1] in self.belonging
        return (with_her or hers) and self._is_grown(age)

    def _is_grown(self, age: Age) -> bool:
        least = min((one.least for one in self.vocabulary.borders), default=0)
        track = self._track(age)
        return any(
            one.track == track and one.least > least for one in self.vocabulary.borders
        )

    def _claimed(self, words: list[str], ages: list[Age]) -> Iterator[tuple[int, int]]:
        """Ages that she claims to have, where something else tells a younger one."""
        if self.claims.isdisjoint(words):
            return
        claimed = [one for one in ages if self._is_claimed(words, one)]
        known = [one for one in ages if self._is_known(words, one)]
        for one in claimed:
            if self._younger(one, known):
                told = [it for it in self._before(one) if words[it] in self.claims]
                yield told[0], one.after

    def _before(self, age: Age) -> range:
        """Where the words stand that tell who says that it is so."""
        return range(max(age.since, age.start - REACH - 1), age.start)

    def _is_claimed(self, words: list[str], age: Age) -> bool:
        told = {words[at] for at in self._before(age)}
        return not self.claims.isdisjoint(told) and self.facts.isdisjoint(told)

    def _is_known(self, words: list[str], age: Age) -> bool:
        """Whether papers tell it, or whoever writes does: "she's 15"."""
        told = {words[at] for at in self._before(age)}
        plainly = words[max(0, age.start - 1) : age.start]
        is_so = not self.present.isdisjoint(plainly) and self.claims.isdisjoint(told)
        return is_so or not self.facts.isdisjoint(told)

    def _past(self, words: list[str], ages: list[Age]) -> Iterator[tuple[int, int]]:
        """Ages that she had once, where her age today is told as well."""
        begun = {one.start: self._began(words, one) for one in ages}
        today = [one for one in ages if not begun[one.start]]
        today = [one for one in today if self._is_present(words, one)]
        plainly = any(self._is_today(words, one) for one in today)
        for one in ages:
            at = one.start - begun[one.start]
            # "One was 16, the other is 19" are two.
            if today and at < one.start and (plainly or words[at] not in self.within):
                yield self._since(words, at), self._past_begun(words, one.after)

    def _since(self, words: list[str], at: int) -> int:
        """Where what says that it has lasted since then begins: "started at 14"."""
        for first in range(max(0, at - 2), at):
            if self.lasting.fullmatch(" ".join(words[first : at + 1])):
                return first
        return at

    def _past_begun(self, words: list[str], at: int) -> int:
        """Where the words end that say of an age that it is long past."""
        found = self.begun.match(" ".join(words[at:]))
        return at + len(found.group().split()) if found else at

    def only_past(self, words: list[str], plainly: bool) -> bool:
        """Whether every age that is told is past: "since she was 15"; ``plainly`` if
        "since 15" is not enough, which may be an hour."""
        if len(words) > LONGEST_PAST:
            return False
        ages = self.figures.ages(words)
        return bool(ages) and all(self._lasts(words, one, plainly) for one in ages)

    def _lasts(self, words: list[str], age: Age, plainly: bool) -> bool:
        """Whether what began at that age goes on."""
        begun = self._began(words, age)
        if not begun or age.value < LEAST_BARE:
            return False
        if self._past_begun(words, age.after) > age.after:
            return True
        at = age.start - begun
        before = " ".join(words[max(0, at - 2) : at + 1])
        return self.lasting.search(before) is not None and (begun > 2 or not plainly)

    def _began(self, words: list[str], age: Age) -> int:
        """How many words before it say that it is past: "since she was 15"."""
        before = words[age.since : age.start][::-1]
        small = list(takewhile(self.within.__contains__, before))
        told = before[: len(small) + 1]
        past = (at + 1 for at, it in enumerate(told) if it in self.earlier)
        return max(past, default=0)

    def _is_today(self, words: list[str], age: Age) -> bool:
        """Whether it is told that she is so old by now, and not only that she is."""
        beside = {*words[age.end : age.after + 1], *words[age.start - 1 : age.start]}
        return not self.today.isdisjoint(beside)

    def _is_present(self, words: list[str], age: Age) -> bool:
        """Whether it is told as the age of today, and of nobody who may be another."""
        if age.whose in self.figures.kin or age.whose in self.figures.companions:
            return False
        beside = {*words[age.end : age.after + 1], *words[age.start - 1 : age.start]}
        return age.marked or not self.present.isdisjoint(beside)


def _except(words: list[str], gone: set[int]) -> list[str]:
    return [word for at, word in enumerate(words) if at not in gone] if gone else words
