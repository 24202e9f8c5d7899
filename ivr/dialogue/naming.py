"""What a text names of what the hotline has: tracks, topics, lines, steps, ages."""

from collections.abc import Iterator, Mapping
from datetime import date

from ivr.dialogue.ages import AgeReader
from ivr.dialogue.births import OLDEST, Span
from ivr.dialogue.choosing import MOVES, Named
from ivr.dialogue.gist import IN_TRACK
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.phrasebook import PhraseBook
from ivr.dialogue.spelling import Spelling
from ivr.dialogue.stems import stem
from ivr.dialogue.vocabulary import LOCAL_DIGITS, Command, Vocabulary, plain

# A number alone is taken for an age from here up to there.
YOUNGEST_BARE, OLDEST_BARE = 10, 60

# How far before a name a "not" may stand that is about it, in words.
REACH_OF_NOT = 3

# How far before an age somebody may stand whose age it is, in words.
REACH_OF_BYSTANDER = 3

# Shorthand that is shorter is shorthand only where it stands alone.
LEAST_SHORTHAND = 3

# A phrase's intent, and whether it only hints at it.
Names = dict[str, tuple[Intent, bool]]


class Namer:
    """Finds what is named among the words of a text; made once for a vocabulary."""

    def __init__(
        self, vocabulary: Vocabulary, ages: AgeReader, spelling: Spelling
    ) -> None:
        words = vocabulary.words.sentences
        self.words, self.ages = vocabulary.words.ages, ages
        self.named: Names = {}
        self.moves: Names = {}
        for command in vocabulary.commands:
            self._add(command, spelling, vocabulary.english)
        self.small = frozenset(map(plain, words.small))
        self.bystanders = frozenset(map(plain, vocabulary.words.ages.bystanders))
        self.digits, self.tracks = vocabulary.digits, vocabulary.tracks
        light = self.small | {
            word for one in words.light for word in spelling.spelled(one).split()
        }
        self.book = PhraseBook(self.named, self.small, light)
        self.book_in_track = PhraseBook({**self.moves, **self.named}, self.small, light)
        self.everyday = {spelling.spelled(one) for one in words.everyday}
        self.everyday_stems = {stem(one) for one in self.everyday if " " not in one}
        joining = {*vocabulary.words.and_, *vocabulary.words.or_}
        self.joints = {word for one in joining for word in plain(one).split()}
        self.tell_age = self.joints | set(vocabulary.words.ages.told_by)
        # "No, she's an adult" is no denial of what follows.
        self.not_ = frozenset(map(plain, vocabulary.words.ages.not_))
        self.step = tuple(vocabulary.words.ages.step)
        # Their last words stand before the number: "go to 3".
        self.onward = {one.split()[-1] for one in vocabulary.words.ages.onward}
        # "The minor one" is none of its steps.
        numbers = vocabulary.words.ages.numbers
        self.one = next((word for word, value in numbers.items() if value == 1), "")
        self.doubted = frozenset(vocabulary.tracks) - {
            border.track for border in vocabulary.borders
        }
        self.questions = {
            word for one in words.questions for word in spelling.spelled(one).split()
        }
        self.aged = tuple(border.track for border in vocabulary.borders)

    def _add(
        self, command: Command, spelling: Spelling, english: Mapping[str, int]
    ) -> None:
        intent = command.intent
        names = tuple(filter(None, (command.say, command.word, *command.words)))
        if intent.act is Act.ASK and " " in command.say:
            # "The hotline number"; one word alone may stand in any sentence.
            self.named.setdefault(spelling.spelled(command.say), (intent, False))
        if intent.act in (Act.OPEN, Act.REACH) or (
            intent.act is Act.TEXT and intent.target
        ):
            for phrase in names:
                self.named.setdefault(spelling.spelled(phrase), (intent, False))
            for phrase in command.thumbed:
                if len(phrase) >= LEAST_SHORTHAND and phrase not in english:
                    self.named.setdefault(spelling.spelled(phrase), (intent, True))
        if intent.act in MOVES:
            for phrase in (*names, *command.thumbed):
                if len(phrase) > 1:
                    self.moves.setdefault(spelling.spelled(phrase), (intent, True))
        known = self.moves if intent.act in IN_TRACK else self.named
        for phrase in command.asked:
            known.setdefault(spelling.spelled(phrase), (intent, True))

    def among(
        self,
        words: list[str],
        asking: list[tuple[int, int, str]],
        in_track: bool,
        today: date | None,
    ) -> list[Named]:
        """All that is named, in the order in which it stands.

        ``asking`` are the words that ask: nothing is named within one of them.
        """
        found = [*self._ages(words, today), *self._digits(words)]
        taken = {at for one in found for at in range(one.start, one.end)}
        for one in self._steps(words, in_track):
            if one.start not in taken:
                found.append(one)
                taken |= set(range(one.start, one.end))
        spans = {(start, end) for start, end, _ in asking}
        called = [
            one
            for one in self._called(words, asking, in_track)
            if not taken & set(range(one.start, one.end))
        ]
        if any((one.start, one.end) not in spans for one in (*found, *called)):
            # "Connect me to" somebody is no wish for whom "connect me" alone is.
            called = [
                one
                for one in called
                if (one.start, one.end) not in spans or one.intent.act is not Act.REACH
            ]
        return sorted((*found, *called), key=lambda one: one.start)

    def _ages(self, words: list[str], today: date | None) -> Iterator[Named]:
        born = list(self.ages.births.among(words, today))
        told = list(self.ages.mentioned(words))
        # A date says more than an age that is told, that more than a year.
        dated = [one for one in born if one[2].least == one[2].most]
        everyday = not (dated or told or born)
        for start, end, span in dated or told or born or self._bare_ages(words):
            before = words[max(0, start - REACH_OF_BYSTANDER) : start + 1]
            intent = self.ages.leads_to(span)
            numbered = self.ages.is_numbered(words, start)
            if intent and not numbered and not self.bystanders & set(before):
                bounded = span.least == 0 or span.most >= OLDEST
                yield Named(start, end, intent, everyday, aged=True, bounded=bounded)

    def _bare_ages(self, words: list[str]) -> Iterator[tuple[int, int, Span]]:
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

    def _digits(self, words: list[str]) -> Iterator[Named]:
        """Numbers of ours, which she asks about."""
        at = 0
        while at < len(words):
            end = at
            while end < len(words) and words[end].isdecimal():
                end += 1
            joined = "".join(words[at:end])
            intent = self.digits.get(joined[-LOCAL_DIGITS:])
            if intent is not None:
                yield Named(at, end, intent)
            at = max(end, at + 1)

    def _called(
        self, words: list[str], asking: list[tuple[int, int, str]], in_track: bool
    ) -> Iterator[Named]:
        """What is called by one of its names."""
        book = self.book_in_track if in_track else self.book
        for start, end, (intent, cue) in book.find(words):
            if any(
                first <= start and end <= last and end - start < last - first
                for first, last, _ in asking
            ):
                continue
            if intent.target in self.doubted and not cue:
                after = [one for one in words[end : end + 3] if one not in self.small]
                if self.questions & set(after[:1]):
                    # "I don't know what to do" doubts no age.
                    continue
            before = words[max(0, start - REACH_OF_NOT) : start]
            if self.not_ & set(before) and intent.target in self.aged:
                if len(self.aged) != 2:
                    continue
                other = self.aged[1 - self.aged.index(intent.target)]
                intent = Intent(Act.OPEN, other)
            called = " ".join(words[start:end])
            everyday = called in self.everyday or (
                end - start == 1 and stem(called) in self.everyday_stems
            )
            yield Named(start, end, intent, everyday, cue)

    def _steps(self, words: list[str], in_track: bool) -> Iterator[Named]:
        """Steps asked for by number: "step 3", "third step", "adult 5"."""
        ages = self.words
        in_track = in_track or any(one.startswith(self.step[0]) for one in words)
        for at, (first, second) in enumerate(zip(words, words[1:], strict=False)):
            number = ages.numbers.get(second) or (
                int(second) if second.isdecimal() and len(second) <= 2 else 0
            )
            marked = first in self.step or first in self.onward
            marked = marked and (in_track or first == self.step[0])
            track = self.named.get(first, (None, False))[0]
            if number and marked:
                yield Named(at, at + 2, Intent(Act.STEP, f":{number}"))
            elif (
                number
                and second != self.one
                and track
                and number <= self.tracks.get(track.target, 0)
            ):
                yield Named(at + 1, at + 2, Intent(Act.STEP, f":{number}"))
            elif second in self.step and first in ages.ordinals:
                step = Intent(Act.STEP, f":{ages.ordinals[first]}")
                yield Named(at, at + 2, step)
