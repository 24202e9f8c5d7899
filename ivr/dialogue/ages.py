"""Ages, in words and figures, and the track they lead to.

A number is an age only if everything around it belongs to an age: "unit 15",
"I-94" and "15 minutes out" name no age because "unit", "I" and "minutes" do not.
The number itself is used and forgotten; nothing here keeps a date of birth.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import takewhile

from ivr.dialogue.births import Births
from ivr.dialogue.dates import Span
from ivr.dialogue.denied import Denied
from ivr.dialogue.hedges import Hedges
from ivr.dialogue.intent import SPAN, YOUNG, Act, Intent
from ivr.dialogue.turning import Turning
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.model import OLDEST
from ivr.protocol.plain import phrase_pattern, plain, plain_set
from ivr.protocol.words import AgeWords

# A bare number is taken for an age from here on; below it is a step or a key.
LEAST_BARE = 10

# What is said on the radio for whole phrases: 10-23.
_CODE = re.compile(r"(?<!\S)10-\d{1,2}(?!\S)")

_FIGURE = re.compile(r"\d")

# The longest run of words that one age in a sentence is told in.
LONGEST_AGE = 6

# "Years" alone mark an age from here on: less is how long something lasted.
LEAST_TIMED = 8

# A word of so many letters may stand in any age: "not a kid, 26".
LONGEST_SMALL = 2

# So many ages may be told of at once.
MOST_AGES = 4


class AgeReader:
    """Finds a span of ages in an utterance; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words: AgeWords = vocabulary.words.ages
        self.vocabulary = vocabulary
        self.numbers = {plain(word): value for word, value in words.numbers.items()}
        self.births = Births(vocabulary)
        least = self.births.least
        comma = next(reversed(vocabulary.words.and_), "")
        self.hedges = Hedges(words, least, comma)
        self.before_it = Denied(comma, words.not_)
        self.turning = Turning(words, self.numbers, least, comma)
        self.over, self.under = phrase_pattern(words.over), phrase_pattern(words.under)
        self.including = phrase_pattern(words.including)
        self.not_ = phrase_pattern(words.not_)
        around = (*words.around, *words.guesses, *words.disbelief)
        self.marks, self.around = phrase_pattern(words.marks), phrase_pattern(around)
        self.mark_words = plain_set(words.marks)
        never = "|".join(re.escape(plain(word)) for word in words.never)
        letters = [one for one in words.tells if len(one) == 1]
        firsts = {plain(it).split()[0] for it in (*words.marks, *letters)}
        self.never_words, self.beginnings = plain_set(words.never), firsts
        marks = "|".join(sorted(firsts))
        self.never = re.compile(rf"(?<!\S)(?:{never}) 0(?!\S)(?! (?:{marks})(?!\S))")
        denials = "|".join(re.escape(plain(one)) for one in words.not_)
        self.denied = re.compile(rf"(?<!\S)(?:{denials})(?: \S+){{0,3}}? 0(?!\S)")
        names = [
            plain(name)
            for command in vocabulary.commands
            if command.intent.target in {one.track for one in vocabulary.borders}
            for name in (command.say, command.word, *command.words, *command.thumbed)
            if name
        ]
        called = "|".join(map(re.escape, names)) or "(?!)"
        # "Not a kid, she's 26": the "not" is not about the number.
        self.denied_name = re.compile(
            rf"(?<!\S)(?:{denials})(?: \S{{1,2}})? (?:{called})(?!\S)"
        )
        either = "|".join(map(re.escape, vocabulary.words.or_))
        self.or_not = re.compile(rf"(?<!\S)(?:{either}) (?:{denials})(?!\S)")
        self.doubts = phrase_pattern(words.doubts or ("\0",))
        aged = {one.track for one in vocabulary.borders}
        self.doubted = next((one for one in vocabulary.tracks if one not in aged), "")
        self.other = plain_set(words.other)
        after = self.other | self.numbers.keys() | self.mark_words
        self.further = after | vocabulary.scene_words
        borders = {str(age) for age in least}
        borders |= {word for word, value in self.numbers.items() if value in least}
        bounds = "|".join(re.escape(plain(one)) for one in (*words.over, *words.under))
        self.bounded = re.compile(
            rf"(?<!\S)(?:{bounds}) (?:{'|'.join(borders) or '(?!)'})(?!\S)"
        )
        people = "|".join(re.escape(plain(one)) for one in words.people) or "(?!)"
        counts = "|".join(map(re.escape, self.numbers))
        self.counted = re.compile(
            rf"(?<!\S)(?:\d|{counts})(?: (?:{called}))? (?:{people})(?!\S)"
        )
        before = "|".join(re.escape(plain(one)) for one in words.before) or "(?!)"
        self.before = re.compile(rf"(?<!\S)(?:{before}) 0(?!\S)")
        self.ordinals = frozenset(words.ordinals)
        self.timed = phrase_pattern(words.times or ("\0",))
        # Words that ask for the step whose number follows: "skip to 4".
        self.onward = frozenset(
            vocabulary.bare(plain(one)) or plain(one) for one in words.onward
        )
        # Figures that are written for words, and what joins two ages.
        figures = "|".join(map(re.escape, vocabulary.words.sentences.digits))
        self.worded = re.compile(rf"(?<!\S)(?:{figures or '(?!)'}) ")
        self.joints = frozenset(
            word
            for one in (*vocabulary.words.and_, *vocabulary.words.or_)
            for word in plain(one).split()
        )
        self.evidence = phrase_pattern((*words.marks, *words.tells, *words.before))
        self.own = self._own(names)

    def _own(self, names: Iterable[str]) -> frozenset[str]:
        """Every word an age can be told in; ``names`` are what tracks are called."""
        words = self.vocabulary.words
        ages = words.ages
        lists = (
            *(self.numbers, self.births.months, ages.nought, ages.born, names),
            *(ages.over, ages.under, ages.including, ages.not_, ages.marks),
            *(ages.around, ages.doubts, ages.people, ages.before),
            *(ages.guesses, ages.disbelief),
            *(words.fillers, words.and_, words.or_),
        )
        every = (one for these in lists for one in these)
        return frozenset(word for one in every for word in plain(one).split())

    def _tells(self, word: str) -> bool:
        """Whether an age can be told in this word, among others."""
        return word in self.own or len(word) <= LONGEST_SMALL or not word.isalpha()

    def track(self, raw: str, said: str, today: date | None) -> Intent | None:
        """The track an utterance's ages lead to; None if it gives no age."""
        if _CODE.search(raw) and not self.evidence.search(said):
            return None
        span = self.births.told(raw, said, today)
        span = span or self.span(self.turning.now(self.births.in_figures(said)))
        intent = self.leads_to(self.hedges.both(said, span)) if span else None
        young = intent is not None and intent.note == YOUNG
        if young and self.doubted and self.doubts.search(said):
            # "19, not sure" may be a child as well.
            return Intent(Act.OPEN, self.doubted)
        return intent

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
            return Intent(Act.OPEN, safer.track, SPAN)
        young = met[0].least > 0 and span.most <= self.vocabulary.young
        return Intent(Act.OPEN, met[0].track, YOUNG if young else "")

    def span(self, said: str) -> Span | None:
        """The ages named in plain words, if they name nothing else."""
        if not self.numbered(said) or not all(map(self._tells, said.split())):
            return None
        said = self._introduced(self.births.in_figures(said))
        tokens = re.sub(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", " ", said)
        tokens = self.doubts.sub(" ", self.counted.sub(" ", tokens))
        text, numbers = self.births.figures(self.denied_name.sub(" ", tokens))
        if not 1 <= len(numbers) <= MOST_AGES or self.never.search(text):
            return None
        over, under = self.over.search(text), self.under.search(text)
        doubted = self.doubts.search(said) or self.hedges.disbelief.search(said)
        if doubted and (over or under or self.or_not.search(said)):
            # "Don't know if she's over 18" tells no age.
            return None
        standing = self._standing(text, numbers)
        negated = self.denied.search(text) is not None and standing == numbers
        inclusive = self.including.search(text) is not None
        rest = text
        for pattern in (self.over, self.under, self.marks, self.not_):
            rest = pattern.sub(" ", rest)
        rest = " ".join(self.around.sub(" ", " ".join(rest.split())).split())
        rest = self.around.sub(" ", self.vocabulary.bare(rest))
        rest = self.vocabulary.or_.sub(" ", self.vocabulary.and_.sub(" ", rest))
        if rest.replace("0", "").split():
            return None
        least, most = min(standing), max(standing)
        told = over or under or self.marks.search(text) or self.before.search(text)
        if most > OLDEST or (over and under) or (least < LEAST_BARE and not told):
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
        return self.hedges.wide(text, Span(least, most))

    def _standing(self, text: str, numbers: list[int]) -> list[int]:
        """The numbers that are not denied: "19, not 17"; all of them if all are."""
        if len(numbers) == 1 or self.vocabulary.or_.search(text):
            return numbers
        ends = (one.end() for one in self.denied.finditer(text))
        denied = {text[:end].split().count("0") - 1 for end in ends}
        return [it for at, it in enumerate(numbers) if at not in denied] or numbers

    def _introduced(self, said: str) -> str:
        """An age without the figure that is written for a word before it: "4 F19"."""
        for one in self.worded.finditer(said):
            before, after = said[: one.start()], said[one.end() :]
            word = after.partition(" ")[0]
            if word in self.joints or self.marks.fullmatch(word):
                continue
            if self.numbered(after) and not self.numbered(before):
                return before + after
        return said

    def is_numbered(self, words: list[str], start: int) -> bool:
        """Whether the number is a unit's or a road's; that of "squad 15 yo" is not."""
        if start > 1 and words[start - 1] in self.joints:
            # "Hwy 94 and 55": what is joined to one is another.
            last = words[start - 2]
            return last.isdecimal() and self.is_numbered(words, start - 2)
        never = start > 0 and words[start - 1] in self.never_words
        return never and self.beginnings.isdisjoint(words[start + 1 : start + 2])

    def numbered(self, said: str) -> bool:
        """Whether there is a number in plain words at all."""
        return bool(_FIGURE.search(said)) or not self.numbers.keys().isdisjoint(
            said.split()
        )

    def mentioned(self, words: list[str]) -> Iterator[tuple[int, int, Span]]:
        """Ages named among other words: from which word up to which, and the span.

        Something beside the number must say that it is an age, and what follows
        must not make it another thing: "she is 15 minutes out".
        """
        end = 0
        for number, word in enumerate(words):
            if not (word.isdecimal() or word in self.numbers):
                continue
            if self.is_numbered(words, number):
                end = number + 1
            # The words before a number tell its age as well.
            first = max(end, number - LONGEST_AGE + 1)
            for start in range(self.before_it.first(words, first, number), number + 1):
                found = self._starting(words, start)
                if found is not None:
                    end, span = found
                    yield start, end, span
                    break

    def _starting(self, words: list[str], start: int) -> tuple[int, Span] | None:
        nearby = list(takewhile(self._tells, words[start : start + LONGEST_AGE]))
        first = next(
            (
                at
                for at, word in enumerate(nearby)
                if word.isdecimal() or word in self.numbers
            ),
            len(nearby),
        )
        for length in range(len(nearby), first, -1):
            said = " ".join(nearby[:length])
            after = words[start + length : start + length + 1]
            if after and self.goes_on(after[0]):
                continue
            if not (self.evidence.search(said) or self.bounded.search(said)):
                continue
            span = self.span(said)
            if span is not None and span.most < LEAST_TIMED:
                # "For two years" tells no age.
                span = None if self.timed.search(said) else span
            if span is not None:
                while length > 1 and self.span(" ".join(nearby[: length - 1])) == span:
                    length -= 1
                return start + length, span
        return None

    def is_mark(self, word: str) -> bool:
        """Whether the word marks the number before it as an age."""
        return word in self.mark_words

    def goes_on(self, word: str) -> bool:
        """Whether the word after an age belongs to it, or makes it another thing."""
        return word in self.further or word.isdecimal()
