"""Which command words that meant nothing may have been for, and what to add to it.

For a person who reads a list and decides; nothing is ever done about it here.
"""

from collections.abc import Set
from dataclasses import dataclass

from rapidfuzz import fuzz

from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.masking import MASK, NUMBER
from ivr.dialogue.vocabulary import Vocabulary, plain

LEAST_CLOSENESS = 70
SHORTEST_PHRASE = 3
# A phrase that stands in longer words is a little less near than one alone.
INSIDE = 0.9
LONGEST_WHOLE = 4
LONGEST_ADDED = 60
MASKS = (MASK, NUMBER)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The command with the nearest phrase, and how near that is, 0 to 100.

    ``section`` is where its words stand, "tracks.minor"; ``own`` whether that is
    the hotline's own file of words and not the agency's.
    """

    section: str
    own: bool
    phrase: str
    closeness: int


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

    def nearest(self, words: str) -> Nearest | None:
        """The command with the phrase that is nearest; None if none is near."""
        said = " ".join(one for one in words.split() if one not in MASKS)
        best: Nearest | None = None
        for command in self._vocabulary.commands:
            if command.intent.act is Act.ASK:
                continue
            section, own = self._section(command.intent)
            for phrase in (
                *(command.say, command.word),
                *(*command.words, *command.heard, *command.thumbed, *command.asked),
            ):
                closeness = self._closeness(said, plain(phrase))
                if closeness > (best.closeness if best else LEAST_CLOSENESS - 1):
                    best = Nearest(section, own, phrase, closeness)
        return best

    def addition(self, words: str, channels: Set[str]) -> Addition | None:
        """What of masked words could be added; None if no part of them could.

        What is said must be known whole; what is texted may be part of a
        sentence. ``channels`` are those that the words came by.
        """
        whole = not set(words.split()) & set(MASKS)
        if channels == {"text"} and (not whole or len(words.split()) > LONGEST_WHOLE):
            name, phrase = "asked", self._telling_part(words)
        elif not whole or not self._telling(words):
            return None
        else:
            voice = "heard" if "voice" in channels else "thumbed"
            name, phrase = "words" if len(channels) > 1 else voice, words
        tables = {"text": self._vocabulary.text, "voice": self._vocabulary.voice}
        known = all(phrase in tables[channel] for channel in channels)
        if known or not SHORTEST_PHRASE <= len(phrase) <= LONGEST_ADDED:
            return None
        return Addition(name, phrase)

    def _closeness(self, said: str, phrase: str) -> int:
        """How near a phrase is, as a whole or as a part of what was said."""
        if len(phrase) < SHORTEST_PHRASE:
            return 0
        bare = self._vocabulary.bare
        alone = fuzz.ratio(bare(said) or said, bare(phrase) or phrase)
        telling = self._telling(said), self._telling(phrase)
        inside = fuzz.token_set_ratio(*telling) if all(telling) else 0
        return round(max(alone, INSIDE * inside))

    def _telling(self, words: str) -> str:
        """Words without fillers, and without those that stand around anything."""
        bare = self._vocabulary.bare(words).split()
        return " ".join(one for one in bare if one not in self._light)

    def _telling_part(self, words: str) -> str:
        """What tells most between two masks, from its first telling word to its last.

        "" if nothing does.
        """
        parts: list[list[str]] = [[]]
        for word in words.split():
            if word in MASKS:
                parts.append([])
            elif parts[-1] or self._telling(word):
                parts[-1].append(word)
        for part in parts:
            while part and not self._telling(part[-1]):
                part.pop()
        texts = [" ".join(part) for part in parts]
        return max(texts, key=lambda text: len(self._telling(text)))

    def _section(self, intent: Intent) -> tuple[str, bool]:
        if str(intent) in self._vocabulary.words.commands:
            return f"commands.{intent}", True
        if intent.act is Act.REACH:
            return f"resources.{intent.target}", False
        if intent.target in self._vocabulary.tracks:
            return f"tracks.{intent.target}", False
        return intent.target, False
