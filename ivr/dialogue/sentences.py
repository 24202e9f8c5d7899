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

# Who only tells about a victim does so in a line; what is longer is a report.
LONGEST_STATEMENT = 10

# A note of things named, with nothing that asks: "juv runaway".
LONGEST_NOTE = 5

# How far before a name a "not" may stand that is about it, in words.
REACH_OF_NOT = 3

SURE, DOUBTFUL = 0.85, 0.6

# What stands between two things that are written one after the other.
_PARTS = re.compile(r"(?<=\w)\s*[,;.!\n]+\s*(?=\w)")

T = TypeVar("T")

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


class SentenceReader:
    """Reads what sentences ask for; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, ages: AgeReader) -> None:
        words = vocabulary.words.sentences
        self.vocabulary, self.ages = vocabulary, ages
        self.signs = words.signs
        self.shorthand = {plain(one): plain(it) for one, it in words.shorthand.items()}
        self.digits = dict(words.digits)
        self.named: dict[str, Intent] = {}
        for command in vocabulary.commands:
            if command.intent.act in (Act.OPEN, Act.REACH, Act.TEXT):
                for phrase in (*command.asked, command.say, *command.words):
                    if len(phrase) > 2 or command.intent.act is Act.REACH:
                        self.named.setdefault(self.spelled(phrase), command.intent)
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
        self.not_ = frozenset(plain(one) for one in vocabulary.words.not_)
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
            )
            for phrase in phrases
            for word in phrase.split()
        )
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
        readings = (self.spelled(raw), said, read, mended)
        return tuple(one for one in dict.fromkeys(readings) if one)

    def _mended(self, word: str) -> str:
        """A word as it was meant, if it is one slip of a thumb from one of ours."""
        if len(word) < 4 or word in self.known or not word.isalpha():
            return word
        return slipped(word, self.known) or word

    def read(self, said: str) -> Found | None:
        """What a text's plain words ask for; None if they ask for nothing we have."""
        words = re.sub(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", " ", said).split()
        asking = list(_phrases(words, self.asking))
        named = sorted(self._all_named(words), key=lambda one: one.start)
        strengths = {strength for _, _, strength in asking}
        ordinary = all(one.everyday for one in named) and not self.matter & set(words)
        if not named or (ordinary and not strengths):
            return None
        if ASK not in strengths:
            spans = [(start, end) for start, end, _ in asking]
            spans += [(one.start, one.end) for one in named]
            known = {at for start, end in spans for at in range(start, end)}
            strange = [
                word
                for at, word in enumerate(words)
                if at not in known and word not in self.light
            ]
            longest = LONGEST_STATEMENT if strengths else LONGEST_NOTE
            if len(strange) > (STRANGE if strengths else 0):
                return None
            if WANT not in strengths and len(words) > longest:
                return None
        intents = self._chosen(words, named)
        if not intents:
            return None
        return Found(intents, DOUBTFUL if ordinary and ASK not in strengths else SURE)

    def _all_named(self, words: list[str]) -> Iterator[_Named]:
        aged = list(self.ages.mentioned(words))
        taken = {at for start, end, _ in aged for at in range(start, end)}
        for start, end, span in aged:
            intent = self.ages.leads_to(span)
            if intent is not None:
                yield _Named(start, end, intent)
        for start, end, intent in _phrases(words, self.named):
            if taken & set(range(start, end)):
                continue
            before = words[max(0, start - REACH_OF_NOT) : start]
            if self.not_ & set(before) and intent.target in self.aged:
                if len(self.aged) != 2:
                    continue
                other = self.aged[1 - self.aged.index(intent.target)]
                intent = Intent(Act.OPEN, other)
            everyday = " ".join(words[start:end]) in self.everyday
            yield _Named(start, end, intent, everyday)

    def _chosen(self, words: list[str], named: list[_Named]) -> tuple[Intent, ...]:
        """What to do of all that is named: one thing, or two that are joined."""
        tracks = self.vocabulary.tracks
        victims = [one for one in named if one.intent.target in tracks]
        things = [one for one in named if one.intent.target not in tracks]
        things = _each_once(self._without_numbers(words, things))
        victim = self._victim(victims)
        if not things:
            return (victim.intent,) if victim else ()
        first = things[0]
        if victim is not None:
            both = self._joined(words, victim, first)
            return (victim.intent, first.intent) if both else (first.intent,)
        if len(things) > 1 and self._joined(words, first, things[1]):
            return (first.intent, things[1].intent)
        return (first.intent,)

    def _without_numbers(self, words: list[str], things: list[_Named]) -> list[_Named]:
        """ "The number for the BCA" is no wish for all the numbers."""
        others = [one for one in things if one.intent.target != NUMBERS]
        return [
            one
            for one in things
            if one.intent.target != NUMBERS
            or not others
            or self._joined(words, one, others[0])
        ]

    def _victim(self, victims: list[_Named]) -> _Named | None:
        """The track, if it is one; who doubts an age names those she doubts between."""
        ageless = [one for one in victims if one.intent.target not in self.aged]
        spanning = [one for one in victims if one.intent.note]
        if ageless or spanning:
            return (ageless or spanning)[0]
        once = {one.intent.target for one in victims}
        return victims[0] if len(once) == 1 else None

    def _joined(self, words: list[str], one: _Named, other: _Named) -> bool:
        first, second = sorted((one, other), key=lambda one: one.start)
        around = (*words[first.end : second.start], *words[second.end : second.end + 1])
        return bool(self.joints & set(around))


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
