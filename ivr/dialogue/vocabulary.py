"""Every word that is understood, and what it means, indexed once."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import Any, TypeVar

import jellyfish

from ivr.dialogue.handles import Handles
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.surroundings import NOWHERE, Surroundings, surroundings_of
from ivr.dialogue.teaching import Taught, taught_by
from ivr.dialogue.writings import full_names, sayings
from ivr.protocol.asked import Asked
from ivr.protocol.model import OLDEST, Protocol
from ivr.protocol.plain import (
    ANY,
    Phrases,
    any_of,
    counted_pattern,
    phrase_pattern,
    plain,
    plain_set,
)
from ivr.protocol.words import Words

# So many digits of a number are told by whoever tells it at all.
LOCAL_DIGITS = 7

# Shorter words of the protocol say nothing of what it is about.
LEAST_CONTENT = 4


@dataclass(frozen=True, slots=True)
class Command:
    """One intent, its key, and the words for it in each channel.

    ``say`` is the phrase that is taught. ``words`` count everywhere, ``heard``
    (what recognisers print instead) in calls, ``thumbed`` (shorthand) in texts;
    ``asked`` is what stands in a text's sentence that asks for it, and ``word``
    the one word that is taught to who texts. That is often too short to be told
    apart by ear, and counts in texts only. ``alone`` are whole texts, ``names``
    count whole in calls; ``placed`` is whether it has an address.
    """

    intent: Intent
    say: str
    key: str = ""
    words: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    thumbed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    word: str = ""
    alone: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    placed: bool = False

    @property
    def texted(self) -> tuple[str, ...]:
        """All that asks for it in a text."""
        named = (self.say, self.word, *self.words, *self.asked, *self.thumbed)
        return tuple(filter(None, named))


@dataclass(frozen=True, slots=True)
class AgeBorder:
    """The ages that lead to a track: from ``least`` up to and with ``most``."""

    track: str
    least: int
    most: int


MadeT = TypeVar("MadeT")


def sound(words: str) -> str:
    """How words sound, spaces apart or together: "be see a" is "b c a"."""
    letters = words.replace(" ", "")
    return jellyfish.metaphone(letters) if letters.isascii() else letters


class Vocabulary:
    """All commands of a protocol, and the language of the hotline around them."""

    def __init__(
        self,
        commands: tuple[Command, ...],
        words: Words,
        borders: tuple[AgeBorder, ...] = (),
        young: int = 0,
        tracks: Mapping[str, int] = MappingProxyType({}),
        content: frozenset[str] = frozenset(),
        digits: Mapping[str, Intent] = MappingProxyType({}),
        english: Mapping[str, int] = MappingProxyType({}),
        learned: tuple[Taught, ...] = (),
        alone: Mapping[str, str] = MappingProxyType({}),
        around: Surroundings = NOWHERE,
    ) -> None:
        """``young`` is the oldest age that a resource for the young is for;
        ``tracks`` has the count of each one's steps, ``content`` the words that
        the protocol is written in, ``digits`` the last of each number of ours,
        ``english`` the words of the language and how frequent each is,
        ``learned`` texts and what was meant by them, ``alone`` the track of each
        resource that is for victims of one age alone, ``around`` what
        stands around each place."""
        self.made: dict[Callable[[Vocabulary], Any], Any] = {}
        self.commands = commands
        self.words = words
        self.borders, self.young, self.tracks = borders, young, tracks
        self.content, self.digits = content, digits
        self.english, self.learned, self.alone = english, learned, alone
        self.around = around
        self.voice: dict[str, tuple[Intent, ...]] = {}
        self.text: dict[str, tuple[Intent, ...]] = {}
        self.taught = {one.intent: one.word for one in commands if one.word}
        self.keys = {one.key: one.intent for one in commands if one.key}
        self.fillers = Phrases(words.fillers)
        self.acknowledged = phrase_pattern(words.acknowledgements or ("\0",))
        self.talk = frozenset(plain(one) for one in words.talk if ANY not in one)
        counted = (one for one in words.talk if ANY in one)
        self.counted_talk = counted_pattern(counted, words.ages.numbers)
        self.whole = plain_set(words.whole)
        # How many steps are left after the one that is asked for so.
        self.ends = dict.fromkeys(plain_set(words.before_final), 1)
        self.ends |= dict.fromkeys(plain_set(words.final), 0)
        self.reports = Phrases(words.reports)
        self.wishes = Phrases(words.wishes)
        # What stands before a new clause that no comma parts.
        opening = rf"\s+(?=(?:{any_of(words.openings)})(?!\S))"
        self.openings = re.compile(opening, re.IGNORECASE)
        self.corrections = Phrases(words.corrections)
        self.rather = Phrases(words.rather)
        others = rf"(?<!\w)(?:{any_of(words.others)})(?!\w)"
        self.others = re.compile(others, re.IGNORECASE)
        self.handles = Handles(words)
        self.scene = phrase_pattern(words.scene)
        self.scene_words = plain_set(words.scene)
        together = (words.and_, words.or_, words.not_)
        self.and_, self.or_, self.not_ = map(phrase_pattern, together)
        self.settled = plain_set(words.sentences.settled)
        self.numbered = plain_set(words.number)
        self.most_steps = max(tracks.values(), default=0)
        self.finished = Phrases(words.ages.finished)
        self.roughly = phrase_pattern(words.ages.roughly or ("\0",))
        self.light = frozenset(words.sentences.light)
        for command in commands:
            self._index(command)
        self.sounds = self._sounds()

    def _index(self, command: Command) -> None:
        taught = (command.say, *command.words)
        for table, own in (
            (self.voice, command.heard),
            (self.text, (command.word, *command.thumbed, *command.alone)),
        ):
            for phrase in filter(None, (*taught, *own)):
                said = plain(phrase) or phrase
                bare = self.bare(said)
                for form in dict.fromkeys((said, bare)):
                    known = table.get(form, ())
                    if form != said and all(map(self._is_light, form.split())):
                        # "Send me that" is nothing without its fillers, nor "10 for".
                        continue
                    if form and command.intent not in known:
                        # A whole phrase goes before what remains of a longer one.
                        table[form] = (
                            (*known, command.intent)
                            if form != said or known
                            else (command.intent,)
                        )

    def _is_light(self, word: str) -> bool:
        """Whether a word alone asks for nothing: a small one, or a number."""
        number = word.isdecimal() or word in self.words.ages.numbers
        return number or word in self.light

    def _sounds(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for phrase in self.voice:
            code = sound(phrase)
            if len(code) >= 3:
                found.setdefault(code, []).append(phrase)
        return {code: tuple(phrases) for code, phrases in found.items()}

    def fingerprint(self) -> str:
        """The same only where the same is learned from the texts."""
        told = (self.commands, self.borders, self.young)
        mark = hashlib.sha256(repr((told, sorted(self.tracks.items()))).encode())
        for taught in self.learned:
            mark.update(repr(taught).encode())
        mark.update(self.words.model_dump_json().encode())
        return mark.hexdigest()

    def bare(self, said: str) -> str:
        """What is left of plain words when the fillers are set aside."""
        return " ".join(self.fillers.without(said).split())


def made_once(make: Callable[[Vocabulary], MadeT]) -> Callable[[Vocabulary], MadeT]:
    """What is made of a vocabulary is kept with it, and goes when an edit ends it."""

    @wraps(make)
    def made(vocabulary: Vocabulary) -> MadeT:
        if make not in vocabulary.made:
            vocabulary.made[make] = make(vocabulary)
        one: MadeT = vocabulary.made[make]
        return one

    return made


def vocabulary_of(
    protocol: Protocol,
    words: Words,
    english: Mapping[str, int],
    asked: Iterable[Asked] = (),
) -> Vocabulary:
    """Every word that is understood under this protocol.

    ``english`` has the words of the language, and how frequent each is. Of
    ``asked``, texts may mean what this protocol has not.
    """
    commands = [
        Command(
            Intent(Act.REACH if kind == "resource" else Act.OPEN, id),
            called.phrase,
            called.key or "",
            called.words,
            called.heard,
            called.thumbed,
            called.asked,
            called.word,
            names=full_names(called),
            placed=getattr(called, "address", None) is not None,
        )
        for (kind, id), called in protocol.called().items()
    ]
    commands += [
        Command(
            Intent.parse(written),
            command.phrase,
            command.key or "",
            command.words,
            command.heard,
            command.thumbed,
            command.asked,
            alone=command.alone,
        )
        for written, command in words.commands.items()
    ]
    commands += [
        Command(Intent(Act.ASK, "|".join(f"reach {id}" for id in pair)), word)
        for word, pair in protocol.either.items()
    ]
    borders = tuple(
        AgeBorder(
            id,
            track.ages.from_ or 0,
            track.ages.below - 1 if track.ages.below else OLDEST,
        )
        for id, track in protocol.tracks.items()
        if track.ages
    )
    young = max(
        (one.ages.up_to for one in protocol.resources.values() if one.ages), default=0
    )
    content = frozenset(
        word
        for (kind, _), called in protocol.called().items()
        if kind != "track"
        for text in sayings(called.model_dump())
        for word in plain(text).split()
        if word.isalpha() and len(word) >= LEAST_CONTENT
    )
    return Vocabulary(
        tuple(commands),
        words,
        borders,
        young,
        {id: len(track.steps) for id, track in protocol.tracks.items()},
        content,
        {
            "".join(filter(str.isdigit, one.number))[-LOCAL_DIGITS:]: Intent(
                Act.REACH, id
            )
            for id, one in protocol.resources.items()
            if one.number
        },
        english,
        tuple(taught_by(asked, [one.intent for one in commands])),
        protocol.alone(),
        surroundings_of(protocol),
    )
