"""What a text asks for that says it in a sentence.

A command inside other talk is no command. But whoever writes "runaway in my car,
she's 15, what do I do" asks for something: there are words that ask, and beside
them something that the hotline has. Both must be there; how many other words may
stand around them depends on how plainly it is asked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ivr.dialogue.ages import AgeReader
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.nearness import slipped
from ivr.dialogue.vocabulary import Vocabulary, plain
from ivr.protocol.model import NUMBERS

# The longest phrase that is looked for in a sentence, in words.
LONGEST_PHRASE = 7

# Of a text that wants or tells something this many words may be strange; one
# that asks what to do may have any.
STRANGE = 2
STRANGE_BUT_OURS = 4

# Who only tells about a victim does so in a line; what is longer is a report.
LONGEST_STATEMENT = 14

# A note of things named, with nothing that asks: "juv runaway".
LONGEST_NOTE = 5

# Of two words written as one, each has so many letters at least.
LEAST_PART = 3

# How far before a name a "not" may stand that is about it, in words.
REACH_OF_NOT = 3

SURE, DOUBTFUL = 0.85, 0.6

# What stands between two things that are written one after the other.
_PARTS = re.compile(r"(?<=\w)\s*[,;.!\n]+\s*(?=\w)")

# Between a letter and a figure: "adult5", "15yo".
_BETWEEN = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")

T = TypeVar("T")

# Moves from where she stands, which a sentence may ask for as well.
MOVES = frozenset({Act.NEXT, Act.BACK, Act.REPEAT, Act.RESUME, Act.HELP})

ASK, WANT, TELL = "ask", "want", "tell"


@dataclass(frozen=True, slots=True)
class Found:
    """One or two intents that a sentence asks for, and how sure that is, 0 to 1."""

    intents: tuple[Intent, ...]
    certainty: float


@dataclass(frozen=True, slots=True)
class _Named:
    """Something the hotline has, named from word ``start`` up to ``end``."""

    start: int
    end: int
    intent: Intent
    everyday: bool = False
    """It means other things in ordinary talk."""
    cue: bool = False
    """It only hints at what it is: "look for" at the signs."""
    aged: bool = False
    """It is an age."""


class SentenceReader:
    """Reads what sentences ask for; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, ages: AgeReader) -> None:
        words = vocabulary.words.sentences
        self.vocabulary, self.ages = vocabulary, ages
        self.signs = words.signs
        self.shorthand = {plain(one): plain(it) for one, it in words.shorthand.items()}
        self.digits = dict(words.digits)
        self.named: dict[str, tuple[Intent, bool]] = {}
        self.moves: dict[str, tuple[Intent, bool]] = {}
        for command in vocabulary.commands:
            intent = command.intent
            names = filter(None, (command.say, command.word, *command.words))
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
        self.or_ = frozenset(plain(one) for one in vocabulary.words.or_)
        self.step = tuple(vocabulary.words.ages.step)
        self.joint = next(iter(vocabulary.words.and_), "")
        self.joints = self._each(words.joints)
        self.known = frozenset(
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

    def spelled(self, said: str) -> str:
        """Plain words with shorthand put in full."""
        return " ".join(self.shorthand.get(one, one) for one in plain(said).split())

    def signed(self, raw: str) -> str:
        """A text whose signs are put in words: "<18" is "under 18"."""
        for sign, word in self.signs.items():
            raw = raw.replace(sign, f" {word} ")
        return raw

    def in_full(self, raw: str) -> tuple[str, ...]:
        """A text with its signs, shorthand and digits read as words.

        With digits as they are, and as words where that is another reading; at
        last with its misspelt words mended.
        """
        said = self.spelled(_PARTS.sub(f" {self.joint} ", raw))
        read = " ".join(self.digits.get(one, one) for one in said.split())
        mended = " ".join(self._mended(one) for one in read.split())
        apart = _BETWEEN.sub(" ", said)
        readings = (said, self.spelled(raw), apart, read, mended)
        return tuple(one for one in dict.fromkeys(readings) if one)

    def _mended(self, word: str) -> str:
        """A word as it was meant, if it is one slip of a thumb from one of ours."""
        if len(word) < 4 or word in self.known or not word.isalpha():
            return word
        return slipped(word, self.known) or self._parted(word) or word

    def _parted(self, word: str) -> str:
        """Two of our words that are written as one."""
        for at in range(LEAST_PART, len(word) - LEAST_PART + 1):
            if word[:at] in self.known and word[at:] in self.known:
                return f"{word[:at]} {word[at:]}"
        return ""

    def read(self, said: str, in_track: bool) -> Found | None:
        """What a text's plain words ask for; None if they ask for nothing we have.

        ``in_track`` is whether she stands at a step, where "what now" is next.
        """
        words = _BETWEEN.sub(" ", said).split()
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
        if not named:
            # "What do I do", and nothing else: how this works.
            alone = ASK in strengths and self.light.issuperset(words)
            alone = alone and not self.matter & set(words)
            return Found((Intent(Act.HELP),), SURE) if alone else None
        moved = in_track and named[-1].intent.act in MOVES
        if ordinary and not strengths and not moved:
            return None
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
        intents = self._chosen(words, named, ASK in strengths, in_track)
        if not intents:
            return None
        return Found(intents, DOUBTFUL if ordinary and ASK not in strengths else SURE)

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
    ) -> Iterator[_Named]:
        known = self.moves if in_track else self.named
        aged = list(self.ages.mentioned(words))
        taken = {at for start, end, _ in aged for at in range(start, end)}
        for start, end, span in aged:
            intent = self.ages.leads_to(span)
            if intent is not None:
                yield _Named(start, end, intent, aged=True)
        for start, end, number in self._steps(words, in_track):
            taken |= set(range(start, end))
            yield _Named(start, end, Intent(Act.STEP, f":{number}"))
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
            yield _Named(start, end, intent, everyday, cue)

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

    def _chosen(
        self, words: list[str], named: list[_Named], asks: bool, in_track: bool
    ) -> tuple[Intent, ...]:
        """What to do of all that is named: one thing, or two that are joined."""
        tracks = self.vocabulary.tracks
        victims = [one for one in named if one.intent.target in tracks]
        moves = [one for one in named if one.intent.act in MOVES]
        things = [one for one in named if one not in victims and one not in moves]
        things = _each_once(self._without_numbers(words, things))
        victim = self._victim(victims)
        steps = [one for one in things if one.intent.act is Act.STEP]
        if steps:
            if victim is None and not in_track:
                return ()
            track = victim.intent.target if victim else ""
            return (Intent(Act.STEP, track + steps[0].intent.target),)
        if not things and not victims:
            # "OK, go back": the other words only say that she has heard.
            moves.sort(key=lambda one: one.intent.act is Act.NEXT)
            moves = [one for one in moves if in_track or one.intent.act is not Act.NEXT]
            return tuple(one.intent for one in moves[:1])
        if not things:
            return (victim.intent,) if victim else ()
        first = things[0]
        if len(things) > 1 and self._either(words, first, things[1]):
            return (Intent(Act.ASK, f"{first.intent}|{things[1].intent}"),)
        if victim is not None:
            if self._joined(words, victim, first):
                return (victim.intent, first.intent)
            # Whoever asks what to do with a victim may hint at much else.
            return (victim.intent,) if asks and first.cue else (first.intent,)
        if len(things) > 1:
            second = things[1]
            if self._joined(words, first, second):
                return (first.intent, second.intent)
        return (first.intent,)

    def _without_numbers(self, words: list[str], things: list[_Named]) -> list[_Named]:
        """ "The number for the BCA" is no wish for all the numbers."""
        others = [one for one in things if one.intent.target != NUMBERS]
        return [
            one
            for one in things
            if one.intent.target != NUMBERS
            or not others
            or not one.cue
            and self.joints & set(words[one.end : others[0].start])
            or not one.cue
            and self.joints & set(words[others[-1].end : one.start])
        ]

    def _victim(self, victims: list[_Named]) -> _Named | None:
        """The track, if it is one: a doubt goes before an age, that before a word."""
        ageless = [one for one in victims if one.intent.target not in self.aged]
        doubts = [one for one in ageless if not one.cue]
        ages = [one for one in victims if one.aged]
        for these in (doubts, ages, ageless, victims):
            if len({one.intent.target for one in these}) == 1:
                return max(these, key=lambda one: bool(one.intent.note))
        return None

    def _either(self, words: list[str], one: _Named, other: _Named) -> bool:
        between = set(words[one.end : other.start])
        return bool(self.or_ & between) and not self.joints & between

    def _joined(self, words: list[str], one: _Named, other: _Named) -> bool:
        first, second = sorted((one, other), key=lambda one: one.start)
        between = self.joints & set(words[first.end : second.start])
        # "... the BCA's number too"
        return bool(between or self.joints & set(words[second.end :]) - {self.joint})


def _long_enough(phrase: str) -> bool:
    return len(phrase) > 1


def _each_once(named: list[_Named]) -> list[_Named]:
    return list({one.intent: one for one in reversed(named)}.values())[::-1]


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
