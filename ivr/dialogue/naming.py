"""What a text names of what the hotline has: tracks, topics, lines, steps, ages."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ivr.dialogue.ages import AgeReader
from ivr.dialogue.gist import IN_TRACK
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.named import MOVES, Named
from ivr.dialogue.phrasebook import PhraseBook
from ivr.dialogue.spelling import Spelling
from ivr.dialogue.victims import Victims
from ivr.dialogue.vocabulary import LOCAL_DIGITS, Command, Vocabulary
from ivr.dialogue.which_step import WhichStep
from ivr.protocol.model import MENU
from ivr.protocol.plain import plain

# How far before a name a "not" may stand that is about it, in words.
REACH_OF_NOT = 4

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
        self.articles = frozenset(map(plain, words.articles))
        self.numbered = vocabulary.numbered
        for command in vocabulary.commands:
            self._add(command, spelling, vocabulary.english, words.questions)
        self.small = frozenset(map(plain, words.small))
        self.victims = Victims(vocabulary, ages)
        self.digits, self.tracks = vocabulary.digits, vocabulary.tracks
        light = self.small | {
            word for one in words.light for word in spelling.spelled(one).split()
        }
        self.book = PhraseBook(self.named, self.small, light)
        self.book_in_track = PhraseBook({**self.moves, **self.named}, self.small, light)
        self.joints = self.victims.joints
        # "No, she's an adult" is no denial of what follows.
        self.not_ = frozenset(map(plain, vocabulary.words.ages.not_))
        self.no = frozenset(map(plain, vocabulary.words.not_))
        self.settled = vocabulary.settled
        self.step = vocabulary.words.ages.step[0]
        self.people = frozenset(map(plain, vocabulary.words.ages.people))
        self.doubted = frozenset(vocabulary.tracks) - {
            border.track for border in vocabulary.borders
        }
        self.questions = {
            word for one in words.questions for word in spelling.spelled(one).split()
        }
        self.aged = tuple(border.track for border in vocabulary.borders)
        self.which = WhichStep(vocabulary, self.small)
        self.steps, self.onward = self.which.steps, self.which.onward
        # "The minor one" is none of its steps.
        self.one = self.which.one

    def _add(
        self,
        command: Command,
        spelling: Spelling,
        english: Mapping[str, int],
        questions: Iterable[str],
    ) -> None:
        intent = command.intent
        names = tuple(filter(None, (command.say, command.word, *command.words)))
        if intent.act is Act.ASK:
            # One word alone may stand in any sentence.
            said = spelling.spelled(command.say)
            # "Which hotline"
            before = (*self.articles, *map(plain, questions))
            asked = (f"{one} {said}" for one in before)
            numbered = (f"{said} {one}" for one in self.numbered)
            alone = (said,) if " " in said else ()
            for phrase in (*alone, *asked, *numbered):
                self.named.setdefault(phrase, (intent, False))
        if intent.act in (Act.OPEN, Act.REACH) or (
            intent.act is Act.TEXT and intent.target
        ):
            for phrase in names:
                self.named.setdefault(spelling.spelled(phrase), (intent, False))
                if intent.act is Act.REACH and not phrase.endswith("s"):
                    # Its number.
                    self.named.setdefault(
                        f"{spelling.spelled(phrase)}s", (intent, False)
                    )
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

    def called(self, said: str) -> Intent | None:
        """What is called by just this name, somebody's as well; None if nothing is."""
        intent, cue = self.named.get(said, (None, True))
        return None if cue else intent

    def among(
        self,
        words: list[str],
        asking: list[tuple[int, int]],
        topic: str,
        today: date | None,
    ) -> list[Named]:
        """All that is named, in the order in which it stands.

        ``asking`` are the words that ask: nothing is named within one of them.
        ``topic`` is where she stands.
        """
        in_track = topic != MENU
        births = self.ages.births
        found = [
            *self.victims.among(words, list(births.among(words, today))),
            *self._digits(words),
        ]
        taken = {at for one in found for at in range(one.start, one.end)}
        called = list(self._called(words, asking, in_track))
        spoken = [*(one.intent.target for one in called), topic]
        tracked = in_track or not self.tracks.keys().isdisjoint(spoken)
        steps = list(self._steps(words, in_track))
        if tracked:
            of = next((self.tracks[it] for it in spoken if it in self.tracks), 0)
            counts = [at for at, _ in enumerate(words) if self._counts(words, at)]
            told = self.which.among(words, of, counts)
            # Of several that are called steps it is the one that is asked for.
            same = [one for one in steps if told and one.intent == told.intent]
            steps = same or ([told] if told else steps)
        for one in steps:
            if taken.isdisjoint(range(one.start, one.end)):
                found.append(one)
                taken |= set(range(one.start, one.end))
        spans = set(asking)
        called = [one for one in called if not taken & set(range(one.start, one.end))]
        if any((one.start, one.end) not in spans for one in (*found, *called)):
            # "Connect me to" somebody is no wish for whom "connect me" alone is.
            called = [
                one
                for one in called
                if (one.start, one.end) not in spans or one.intent.act is not Act.REACH
            ]
        return sorted((*found, *called), key=lambda one: one.start)

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
                yield Named(at, end, intent, digits=True)
            at = max(end, at + 1)

    def _called(
        self, words: list[str], asking: list[tuple[int, int]], in_track: bool
    ) -> Iterator[Named]:
        """What is called by one of its names."""
        book = self.book_in_track if in_track else self.book
        since = 0
        for start, end, (intent, cue) in book.find(words):
            if any(
                first <= start and end <= last and end - start < last - first
                for first, last in asking
            ):
                continue
            if intent.target in self.doubted and not cue:
                after = [one for one in words[end : end + 3] if one not in self.small]
                if self.questions & set(after[:1]):
                    # "I don't know what to do" doubts no age.
                    continue
            # Of two the first is denied: "not the law, the signs".
            denied = self._is_denied(words, start, since)
            if denied and intent.target in self.aged:
                if len(self.aged) != 2:
                    continue
                other = self.aged[1 - self.aged.index(intent.target)]
                intent = Intent(Act.OPEN, other)
            # Doubts are told by what is denied: "I do not know".
            track = intent.target in self.tracks
            settled = not track and self._follows(words, start, since, self.settled)
            since = end
            yield Named(
                start,
                end,
                intent,
                cue,
                denied=denied and not track,
                other=denied and track and not cue,
                settled=settled,
            )

    def _is_denied(self, words: list[str], start: int, since: int) -> bool:
        """Whether what is named there is said not to be meant, by words from ``since``
        on."""
        at = start - 1
        while at >= 0 and words[at] in self.articles:
            at -= 1
        if at >= 0 and words[at] in self.no:
            # "She's no minor"; but "no, a minor" answers.
            return True
        return self._follows(words, start, since, self.not_)

    def _follows(
        self, words: list[str], start: int, since: int, these: frozenset[str]
    ) -> bool:
        """Whether one of ``these`` stands before what is named there, and is about it:
        "not the law", "got the law"."""
        before = words[max(since, start - REACH_OF_NOT) : start]
        last = max((n for n, one in enumerate(before) if one in these), default=-1)
        return last >= 0 and self.joints.isdisjoint(before[last:])

    def _counts(self, words: list[str], at: int) -> bool:
        """Whether the number there says how many there are: "2 adults 1 minor"."""
        counted = words[at + 1] if at + 1 < len(words) else ""
        track = self.named.get(counted, (None, False))[0]
        named = track is not None and track.target in self.tracks
        asked = at > 0 and words[at - 1] in self.steps | self.onward
        return (named or counted in self.people) and not asked

    def _steps(self, words: list[str], in_track: bool) -> Iterator[Named]:
        """Steps asked for by number: "step 3", "third step", "adult 5"."""
        ages = self.words
        in_track = in_track or any(one.startswith(self.step) for one in words)
        for at, (first, second) in enumerate(zip(words, words[1:], strict=False)):
            number = ages.numbers.get(second) or (
                int(second) if second.isdecimal() and len(second) <= 2 else 0
            )
            if not number and first not in ages.ordinals:
                continue
            marked = first in self.steps or first in self.onward
            marked = marked and (in_track or first == self.step)
            track = self.named.get(first, (None, False))[0]
            if number and marked:
                yield Named(at, at + 2, Intent(Act.STEP, f":{number}"))
            elif (
                number
                and second != self.one
                and track
                and number <= self.tracks.get(track.target, 0)
                and not self._counts(words, at + 1)
            ):
                yield Named(at + 1, at + 2, Intent(Act.STEP, f":{number}"))
            elif second in self.steps and first in ages.ordinals:
                step = Intent(Act.STEP, f":{ages.ordinals[first]}")
                yield Named(at, at + 2, step)
