"""Which command words that meant nothing may have been for, and what to add to it.

For a person who reads a list and decides; nothing is ever done about it here.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.lookalikes import TWIN_AT_RISK, apart, heard
from ivr.dialogue.masking import MASK, NUMBER
from ivr.dialogue.stems import stem
from ivr.dialogue.vocabulary import Command, Vocabulary
from ivr.protocol.plain import plain

# More than this of a phrase, by its letters, must stand in what was written: where
# most of it is missing, another thing may well be meant.
MOST_CHANCE = 0.5
# Two phrases that sound nearer than this are taken for one another over a bad line.
MOST_APART = TWIN_AT_RISK

SHORTEST_PHRASE = 3
LONGEST_WHOLE = 4
LONGEST_ADDED = 60
MASKS = (MASK, NUMBER)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The command with the nearest phrase, and how near that is, 0 to 100.

    ``section`` is where its words stand, "tracks.minor"; ``own`` whether that is
    the hotline's own file of words and not the agency's. ``shared`` are the words of
    the phrase that were written; none if it only sounds like what was heard.
    """

    section: str
    own: bool
    phrase: str
    closeness: int
    shared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of a command, as it is compared."""

    intent: Intent
    written: str
    plain: str
    parts: tuple[str, ...]
    """What tells anything of it, without endings; all of it, if nothing does."""

    def share(self, stems: Set[str]) -> float:
        """How much of it these are, by its letters."""
        there = sum(len(one) for one in self.parts if one in stems)
        return there / sum(map(len, self.parts))


@dataclass(frozen=True, slots=True)
class Addition:
    """A phrase that could be added to a command, and to which of its lists."""

    list: str
    phrase: str


class Nearness:
    """A vocabulary, to be asked what masked words are near."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._light = frozenset(map(plain, vocabulary.words.sentences.light))
        self._phrases = list(self._compared())
        self._users: dict[str, set[Intent]] = {}
        for one in self._phrases:
            for word in one.plain.split():
                self._users.setdefault(stem(word), set()).add(one.intent)

    def _compared(self) -> Iterator[_Phrase]:
        every = self._vocabulary.commands
        for command in (one for one in every if one.intent.act is not Act.ASK):
            for phrase in _phrases_of(command):
                own = plain(phrase)
                parts = tuple(map(stem, (self._telling(own) or own).split()))
                if len(own) >= SHORTEST_PHRASE:
                    yield _Phrase(command.intent, phrase, own, parts)

    def nearest(self, words: str, channels: Set[str]) -> Nearest | None:
        """The command with the phrase that is nearest; None if none is near.

        ``channels`` are those that the words came by. What is written is near a phrase
        by the words they share: every word of it is a word, so that letters in common
        say nothing. What is heard may be near one by its sound as well.
        """
        said = [one for one in words.split() if one not in MASKS]
        whole = len(said) == len(words.split())
        alone = self._vocabulary.bare(" ".join(said)) or " ".join(said)
        best: Nearest | None = None
        for one in self._phrases:
            shared, closeness = self._shared(said, one)
            if whole and "voice" in channels and not shared:
                closeness = _by_ear(alone, one.plain)
            if closeness > (best.closeness if best else 0):
                section, own = self._section(one.intent)
                best = Nearest(section, own, one.written, closeness, shared)
        return best

    def addition(
        self, words: str, channels: Set[str], near: Nearest
    ) -> Addition | None:
        """What of masked words could be added to a command that is near; None if no
        part of them could.

        What is said must be known whole; what is texted may be part of a sentence,
        and then has a word of the command's in it.
        """
        whole = not set(words.split()) & set(MASKS)
        if not near.shared:
            name, phrase = "heard", words
        elif channels == {"text"} and (not whole or len(words.split()) > LONGEST_WHOLE):
            name, phrase = "asked", _part(words, near.shared)
        elif not whole:
            return None
        else:
            voice = "heard" if "voice" in channels else "thumbed"
            name, phrase = "words" if len(channels) > 1 else voice, words
        tables = {"text": self._vocabulary.text, "voice": self._vocabulary.voice}
        known = all(phrase in tables[channel] for channel in channels)
        if known or phrase == plain(near.phrase):
            return None
        if not SHORTEST_PHRASE <= len(phrase) <= LONGEST_ADDED:
            return None
        return Addition(name, phrase)

    def _shared(self, said: list[str], one: _Phrase) -> tuple[frozenset[str], int]:
        """The words said that stand in a phrase, and how much of it they are; none if
        that is too little, or if they speak for no command above others."""
        shared = frozenset(word for word in said if stem(word) in one.parts)
        share = one.share({stem(word) for word in shared}) if shared else 0.0
        if share <= MOST_CHANCE:
            return frozenset(), 0
        # Two words or more that stand there as they stand in a phrase are no chance.
        whole = " " in one.plain and f" {one.plain} " in f" {' '.join(said)} "
        if not whole and not self._speaks(shared, one.intent):
            return frozenset(), 0
        return shared, round(100 * share)

    def _speaks(self, shared: Set[str], intent: Intent) -> bool:
        """Whether one of the words tells something, and stands in no other command."""
        return any(
            self._telling(word) and self._users[stem(word)] == {intent}
            for word in shared
        )

    def _telling(self, words: str) -> str:
        """Words without fillers, and without those that stand around anything."""
        bare = self._vocabulary.bare(words).split()
        return " ".join(one for one in bare if one not in self._light)

    def _section(self, intent: Intent) -> tuple[str, bool]:
        if str(intent) in self._vocabulary.words.commands:
            return f"commands.{intent}", True
        if intent.act is Act.REACH:
            return f"resources.{intent.target}", False
        if intent.target in self._vocabulary.tracks:
            return f"tracks.{intent.target}", False
        return intent.target, False


def _phrases_of(command: Command) -> Iterator[str]:
    yield from filter(None, (command.say, command.word))
    yield from (*command.words, *command.heard, *command.thumbed, *command.asked)


def _part(words: str, shared: Set[str]) -> str:
    """What stands between two masks and has most words of a command, from the first of
    them to the last: what stands around them says nothing of it."""
    parts: list[list[str]] = [[]]
    for word in words.split():
        if word in MASKS:
            parts.append([])
        elif parts[-1] or word in shared:
            parts[-1].append(word)
    for part in parts:
        while part and part[-1] not in shared:
            part.pop()
    return " ".join(max(parts, key=lambda part: len(shared & set(part))))


def _by_ear(said: str, phrase: str) -> int:
    """How near what was heard is to a phrase by its sound; 0 if it is not."""
    if len(phrase) < SHORTEST_PHRASE or any(c.isdigit() for c in phrase):
        return 0
    distance = apart(heard(said), heard(phrase))
    return round(100 * (1 - distance)) if distance < MOST_APART else 0
