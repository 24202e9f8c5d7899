"""Which step a sentence asks for: "my sergeant wants to see what four says".

Numbers stand for much else in a sentence. Each that may be a step's is weighed by what
stands beside it, and so is every word for where the steps begin and end.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise, takewhile

from ivr.dialogue.named import Named, step_named
from ivr.dialogue.phrasebook import PhraseBook
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.plain import plain

# How much each of these counts for a step that is asked for.
BESIDE_ANOTHER, MARKED, ASKED, AT_AN_END, ALONE = 3.0, 2.5, 2.0, 1.5, 1.0
# And so much one that only tells in which order, one that is called a step and is
# done, and any other that is done.
IN_ORDER, MARKED_DONE, DONE = 0.5, 0.2, -1.5

# How far before a number it may stand that it is done, in words; after it one less.
REACH_OF_DONE = 3

# What comes later in a text counts so much more, from word to word.
LATER = 0.01

FIRST, LAST, BEFORE_LAST = "first", "last", "before last"


@dataclass(frozen=True, slots=True)
class Told:
    """A step that may be asked for, from word ``start`` up to ``end``."""

    start: int
    end: int
    number: int
    sure: float


class WhichStep:
    """Finds the step that is asked for; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, small: frozenset[str]) -> None:
        """``small`` are words that may stand between any others."""
        words, ages = vocabulary.words.which_step, vocabulary.words.ages
        self.numbers, self.ordinals = ages.numbers, ages.ordinals
        self.one = next((it for it, value in ages.numbers.items() if value == 1), "")
        self.most = vocabulary.most_steps
        self.steps = frozenset(ages.step)
        # Their last words stand before the number: "go to 3".
        self.onward = frozenset(one.split()[-1] for one in ages.onward)
        self.small = (small | self.steps) - self.numbers.keys()
        ends = {plain(one): FIRST for one in words.opening}
        ends |= {plain(one): LAST for one in (*words.closing, *vocabulary.words.final)}
        before = (*words.before_closing, *vocabulary.words.before_final)
        ends |= {plain(one): BEFORE_LAST for one in before}
        self.ends = PhraseBook(ends)
        # "The last one", "the first one": somebody or something, and no number.
        self.of_one = small.union(self.ordinals, *(one.split() for one in ends))
        self.before = PhraseBook({plain(one): -1 for one in words.before})
        self.after = PhraseBook({plain(one): 1 for one in words.after})
        self.between = frozenset(map(plain, words.between))
        self.through = frozenset(map(plain, words.through))
        self.joints = frozenset(
            word for one in vocabulary.words.and_ for word in plain(one).split()
        )
        self.done = frozenset(map(plain, words.done))
        self.told = frozenset(map(plain, words.told))
        self.units = frozenset(map(plain, words.units))

    def among(
        self, words: list[str], steps: int, counts: Collection[int] = ()
    ) -> Named | None:
        """The step that is most likely asked for; None if none is told of but what is
        done.

        ``steps`` are those of the track that is spoken of, 0 if none is; at ``counts``
        stand numbers of people.
        """
        told = [one for one in self._numbered(words) if one.start not in counts]
        told += self._beside(words, told)
        told += self._ends(words, steps) if steps else ()
        most = steps or self.most
        told = [one for one in told if 0 < one.number <= most and one.sure > DONE]
        if not told:
            return None
        best = max(told, key=lambda one: one.sure + LATER * one.start)
        return step_named(best.start, best.end, best.number)

    def _numbered(self, words: list[str]) -> Iterator[Told]:
        """By their numbers."""
        through = set(self._ranges(words))
        for at in range(len(words)):
            number = self._number(words, at)
            if not 0 < number <= self.most:
                continue
            sure = ALONE
            last, following = self._last(words, at), words[at + 1 : at + 2]
            if last in self.steps or self.steps.intersection(following):
                sure = MARKED
            elif last in self.onward or self.told.intersection(following):
                sure = ASKED
            if at in through or self._is_done(words, at):
                sure = MARKED_DONE if sure == MARKED else DONE
            elif number == 1 and self.ordinals.get(words[at]) and sure == ALONE:
                # "Let me see the third one first"
                sure = IN_ORDER
            yield Told(at, at + 1, number, sure)

    def _is_done(self, words: list[str], at: int) -> bool:
        before = words[max(0, at - REACH_OF_DONE) : at][::-1]
        after = words[at + 1 : at + REACH_OF_DONE]
        near = chain(*(takewhile(self._goes_on, these) for these in (before, after)))
        return not self.done.isdisjoint(near)

    def _goes_on(self, word: str) -> bool:
        """Whether what stands beyond the word may still be about the same step."""
        return not (word in self.joints or word in self.numbers or word.isdecimal())

    def _number(self, words: list[str], at: int) -> int:
        """The number there, 0 if it is none; "one" is mostly somebody."""
        word = words[at]
        marked = self._last(words, at) in self.steps
        if not marked and not self.units.isdisjoint(words[at + 1 : at + 2]):
            # "Give me 5 min"
            return 0
        if word.isdecimal():
            return int(word) if len(word) == 1 or marked else 0
        if word == self.one:
            last, following = self._last(words, at), {*words[at + 1 : at + 2]}
            leads = last in self.steps | self.onward | self.between | self.through
            told = last not in self.of_one and following & (self.told | self.through)
            return 1 if leads or told else 0
        return self.ordinals.get(word) or self.numbers.get(word, 0)

    def _last(self, words: list[str], at: int) -> str:
        return words[at - 1] if at else ""

    def _ranges(self, words: list[str]) -> Iterator[int]:
        """Where numbers stand from one of which up to the other is spoken of."""
        for at, word in enumerate(words[1:-1], 1):
            if word in self.through:
                around = (at - 1, at + 1)
                if all(self._number(words, it) for it in around):
                    yield from around

    def _beside(self, words: list[str], numbers: list[Told]) -> Iterator[Told]:
        """By the one beside it: "before five", "between two and four"."""
        for book in (self.before, self.after):
            for start, end, further in book.find(words):
                gap = takewhile(self.small.__contains__, words[end:])
                at = end + len(list(gap))
                for one in numbers:
                    if one.start == at:
                        number = one.number + further
                        yield Told(start, one.end, number, BESIDE_ANOTHER)
        for one, two in pairwise(numbers):
            if self._last(words, one.start) in self.between:
                if two.number - one.number == 2:
                    number = one.number + 1
                    yield Told(one.start, two.end, number, BESIDE_ANOTHER + ALONE)

    def _ends(self, words: list[str], steps: int) -> Iterator[Told]:
        """By where the steps begin and end."""
        numbers = {FIRST: 1, LAST: steps, BEFORE_LAST: steps - 1}
        for start, end, which in self.ends.find(words):
            yield Told(start, end, numbers[which], AT_AN_END)
