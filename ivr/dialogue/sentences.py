"""What a text asks for that says it in a sentence.

A command inside other talk is no command. But whoever writes "runaway in my car,
she's 15, what do I do" asks for something: there are words that ask, and beside
them something that the hotline has. Both must be there; how many other words may
stand around them depends on how plainly it is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ivr.dialogue.ages import AgeReader
from ivr.dialogue.choosing import MOVES, Choice, Named
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.spelling import BETWEEN, Spelling
from ivr.dialogue.vocabulary import Vocabulary, plain

# The longest phrase that is looked for in a sentence, in words.
LONGEST_PHRASE = 7

# Of a text that wants or tells something this many words may be strange; one
# that asks what to do may have any.
STRANGE = 2
STRANGE_BUT_OURS = 4

# Who only tells about a victim does so in a line; what is longer is a report.
LONGEST_STATEMENT = 14

# Who names more asks for nothing: it is a list, such as the hotline's own.
MOST_NAMED = 3

# A note of things named, with nothing that asks: "juv runaway".
LONGEST_NOTE = 5

# How far before a name a "not" may stand that is about it, in words.
REACH_OF_NOT = 3

SURE, DOUBTFUL = 0.85, 0.6

T = TypeVar("T")

ASK, WANT, TELL = "ask", "want", "tell"


@dataclass(frozen=True, slots=True)
class Found:
    """One or two intents that a sentence asks for, and how sure that is, 0 to 1."""

    intents: tuple[Intent, ...]
    certainty: float


class SentenceReader:
    """Reads what sentences ask for; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, ages: AgeReader) -> None:
        words = vocabulary.words.sentences
        self.vocabulary, self.ages = vocabulary, ages
        self.joint = next(iter(vocabulary.words.and_), "")
        self.spelling = Spelling(words, self.joint)
        self.spelled = self.spelling.spelled
        self.named: dict[str, tuple[Intent, bool]] = {}
        self.moves: dict[str, tuple[Intent, bool]] = {}
        for command in vocabulary.commands:
            intent = command.intent
            names = tuple(filter(None, (command.say, command.word, *command.words)))
            if intent.act in (Act.OPEN, Act.REACH) or (
                intent.act is Act.TEXT and intent.target
            ):
                for phrase in names:
                    self.named.setdefault(self.spelled(phrase), (intent, False))
            if intent.act in MOVES:
                for phrase in filter(_long_enough, (*names, *command.thumbed)):
                    self.moves.setdefault(self.spelled(phrase), (intent, True))
            for phrase in command.asked:
                self.named.setdefault(self.spelled(phrase), (intent, True))
        self.moves = {**self.moves, **self.named}
        self.asking: dict[str, str] = {}
        for strength, phrases in (
            (ASK, words.ask),
            (WANT, words.want),
            (TELL, words.tell),
        ):
            for phrase in phrases:
                self.asking.setdefault(self.spelled(phrase), strength)
        self.light = self._each(words.light)
        self.matter = self._each(words.matter)
        self.everyday = {self.spelled(one) for one in words.everyday}
        self.private = {self.spelled(one): True for one in words.private}
        # "No, she's an adult" is no denial of what follows.
        self.not_ = frozenset(map(plain, vocabulary.words.ages.not_))
        self.step = tuple(vocabulary.words.ages.step)
        self.choice = Choice(vocabulary, self.joint, self._each(words.joints))
        self.spelling.known = frozenset(
            word
            for phrases in (
                self.named,
                self.asking,
                self.light,
                self.matter,
                vocabulary.text,
                map(plain, vocabulary.words.fillers),
                map(plain, vocabulary.words.ages.around),
                map(plain, vocabulary.words.scene),
                self.spelling.shorthand,
                map(plain, vocabulary.words.ages.numbers),
                map(plain, vocabulary.words.ages.marks),
                map(plain, vocabulary.words.ages.born),
            )
            for phrase in phrases
            for word in phrase.split()
        )
        self.doubted = frozenset(vocabulary.tracks) - {
            border.track for border in vocabulary.borders
        }
        self.questions = self._each(words.questions)
        self.aged = tuple(border.track for border in vocabulary.borders)

    def _each(self, phrases: Iterable[str]) -> frozenset[str]:
        return frozenset(word for one in phrases for word in self.spelled(one).split())

    def read(self, said: str, raw: str, in_track: bool) -> Found | None:
        """What one reading of a text asks for; None if for nothing we have.

        ``in_track`` is whether she stands at a step, where "what now" is next.
        """
        words = BETWEEN.sub(" ", said).split()
        asking = list(_phrases(words, self.asking))
        named = list(self._all_named(words, asking, in_track))
        named.sort(key=lambda one: one.start)
        strengths = {strength for _, _, strength in asking}
        ordinary = (
            all(one.everyday for one in named)
            and not self.matter & set(words)
            and len({one.intent for one in named}) < 2
        )
        private = any(True for _ in _phrases(words, self.private))
        if private and not (ASK in strengths and self.matter & set(words)):
            return None
        if len({one.intent for one in named}) > MOST_NAMED:
            return None
        if not named:
            # "What do I do", and nothing else: how this works.
            alone = ASK in strengths and self.light.issuperset(words)
            alone = alone and not self.matter & set(words)
            return Found((Intent(Act.HELP),), SURE) if alone else None
        moved = in_track and named[-1].intent.act in MOVES
        if ordinary and not strengths and not moved:
            return None
        strange: list[str] = []
        if ASK not in strengths:
            spans = [(start, end) for start, end, _ in asking]
            spans += [(one.start, one.end) for one in named]
            told = {at for start, end in spans for at in range(start, end)}
            strange = [
                word
                for at, word in enumerate(words)
                if at not in told and word not in self.light
            ]
            longest = LONGEST_STATEMENT if strengths else LONGEST_NOTE
            if len(strange) > self._bearable(strengths, ordinary):
                return None
            if WANT not in strengths and len(words) > longest:
                return None
        intents = self.choice.among(words, named, ASK in strengths, in_track)
        if not intents:
            return None
        ours = ASK in strengths or bool(self.matter & set(words))
        written = set(BETWEEN.sub(" ", self.spelled(raw)).split())
        as_written = written.issuperset(set(words) - {self.joint})
        plainly = not strange and not any(one.everyday for one in named)
        # What only mending has found must have something of ours beside it, or
        # nothing else.
        doubtful = (ordinary and ASK not in strengths) or not (
            ours or as_written or plainly
        )
        return Found(intents, DOUBTFUL if doubtful else SURE)

    def _bearable(self, strengths: set[str], ordinary: bool) -> int:
        """How many strange words may stand in a sentence."""
        if not strengths:
            return 0
        return STRANGE if ordinary or WANT not in strengths else STRANGE_BUT_OURS

    def _all_named(
        self,
        words: list[str],
        asking: list[tuple[int, int, str]],
        in_track: bool,
    ) -> Iterator[Named]:
        known = self.moves if in_track else self.named
        aged = list(self.ages.mentioned(words))
        taken = {at for start, end, _ in aged for at in range(start, end)}
        for start, end, span in aged:
            intent = self.ages.leads_to(span)
            if intent is not None:
                yield Named(start, end, intent, aged=True)
        for start, end, number in self._steps(words, in_track):
            taken |= set(range(start, end))
            yield Named(start, end, Intent(Act.STEP, f":{number}"))
        for start, end, (intent, cue) in _phrases(words, known):
            within = any(
                first < end and start < last and end - start < last - first
                for first, last, _ in asking
            )
            if within or taken & set(range(start, end)):
                continue
            if intent.target in self.doubted and self.questions & set(
                words[end : end + 1]
            ):
                # "I don't know what to do" doubts no age.
                continue
            before = words[max(0, start - REACH_OF_NOT) : start]
            if self.not_ & set(before) and intent.target in self.aged:
                if len(self.aged) != 2:
                    continue
                other = self.aged[1 - self.aged.index(intent.target)]
                intent = Intent(Act.OPEN, other)
            everyday = " ".join(words[start:end]) in self.everyday
            yield Named(start, end, intent, everyday, cue)

    def _steps(
        self, words: list[str], in_track: bool
    ) -> Iterator[tuple[int, int, int]]:
        """Steps asked for by number: "step 3", "third step"."""
        ages = self.vocabulary.words.ages
        for at, (first, second) in enumerate(zip(words, words[1:], strict=False)):
            number = ages.numbers.get(second) or (
                int(second) if second.isdecimal() and len(second) <= 2 else 0
            )
            if first in self.step and number and (in_track or first == self.step[0]):
                yield at, at + 2, number
            elif second in self.step and first in ages.ordinals:
                yield at, at + 2, ages.ordinals[first]


def _long_enough(phrase: str) -> bool:
    return len(phrase) > 1


def _phrases(words: list[str], known: Mapping[str, T]) -> Iterator[tuple[int, int, T]]:
    """Known phrases among the words, the longest first, none over another."""
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
            meaning = known.get(" ".join(words[at : at + length]))
            if meaning is not None:
                yield at, at + length, meaning
                at += length - 1
                break
        at += 1
