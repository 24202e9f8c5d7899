"""How near what was heard or typed is to the words we know.

By thumb for texts: a slip onto a neighbouring key, two letters changed over, a
letter lost or doubled. By sound for speech: what a recogniser prints for a word
it does not know is another word that sounds alike.
"""

from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from ivr.dialogue.intent import Intent
from ivr.dialogue.slips import NEIGHBOURS, is_of_a_thumb
from ivr.dialogue.vocabulary import Vocabulary, sound
from ivr.protocol.reserved import RESERVED

# How close a phrase is that is asked back: other words are as near.
ASKED = 0.5


@dataclass(frozen=True, slots=True)
class Near:
    """A phrase that is close, what it means, and how close: 0 to 1."""

    phrase: str
    intent: Intent
    closeness: float


def by_thumb(vocabulary: Vocabulary, said: str) -> list[Near]:
    """Phrases that ``said`` may be a misspelling of, nearest first.

    Nothing is near one of the carrier's words, nor is one of them near us.
    """
    if len(said) < 3 or any(OSA.distance(said, word) <= 1 for word in RESERVED):
        return []
    joined = said.replace(" ", "")
    near: dict[Intent, Near] = {}
    for phrase, slips, _ in extract(
        said, vocabulary.text.keys(), scorer=OSA.distance, score_cutoff=2, limit=8
    ):
        closeness = _typed(said, phrase, int(slips))
        if joined == phrase.replace(" ", ""):
            closeness = 0.95
        intent = vocabulary.text[phrase][0]
        if closeness and (intent not in near or near[intent].closeness < closeness):
            near[intent] = Near(phrase, intent, closeness)
    return sorted(near.values(), key=lambda one: -one.closeness)


def _typed(said: str, phrase: str, slips: int) -> float:
    """How likely it is that a thumb meant the phrase: 0 if it is not."""
    length = min(len(said), len(phrase))
    if slips == 0:
        return 1.0
    if said[0] == phrase[0] and _alike(said, phrase):
        return 0.85
    if slips == 2 and not _word_by_word(said, phrase):
        return 0.0
    if (
        length == 3
        and len(said) == len(phrase)
        and slips == 1
        and is_of_a_thumb(said, phrase)
    ):
        return ASKED
    if length < 4 or (slips == 2 and length < 7):
        return 0.0
    if said[0] != phrase[0] and said[0] not in NEIGHBOURS.get(phrase[0], ()):
        # People seldom miss the first letter, and other words often differ there.
        lost = slips == 1 and length >= 6 and len(said) < len(phrase)
        return ASKED if lost else 0.0
    if slips == 1:
        if length == 4 and len(said) == len(phrase) and sorted(said) != sorted(phrase):
            # Short words have real neighbours: link, pink.
            return ASKED
        return 0.9 if is_of_a_thumb(said, phrase) else (0.8 if length >= 8 else ASKED)
    return 0.8 if length >= 9 else ASKED


def _word_by_word(said: str, phrase: str) -> bool:
    """Whether no single word is another word altogether: "crash" is not "cross"."""
    these, those = said.split(), phrase.split()
    return len(these) != len(those) or all(
        OSA.distance(one, other) <= (1 if len(other) < 8 else 2)
        for one, other in zip(these, those, strict=True)
    )


def _alike(said: str, phrase: str) -> bool:
    """Written as it sounds: "aduld victem"."""
    spaces = phrase.count(" ")
    if said.count(" ") != spaces or max(len(said), len(phrase)) < (9 if spaces else 6):
        return False
    code = sound(phrase)
    return len(code) >= 3 and code == sound(said)


def by_sound(vocabulary: Vocabulary, said: str) -> list[Near]:
    """Phrases that ``said`` may be a mishearing of, nearest first."""
    code = sound(said)
    if len(code) < 3:
        return []
    near: dict[Intent, Near] = {}
    for known, slips, _ in extract(
        code, vocabulary.sounds.keys(), scorer=OSA.distance, score_cutoff=1, limit=8
    ):
        for phrase in vocabulary.sounds[known]:
            letters = OSA.normalized_similarity(
                said.replace(" ", ""), phrase.replace(" ", "")
            )
            closeness = _sounded(int(slips), len(known), letters)
            intent = vocabulary.voice[phrase][0]
            if closeness and (intent not in near or near[intent].closeness < closeness):
                near[intent] = Near(phrase, intent, closeness)
    return sorted(near.values(), key=lambda one: -one.closeness)


def _sounded(slips: int, length: int, letters: float) -> float:
    """How likely it is that she said the phrase: 0 if it is not."""
    if slips == 0:
        return 0.8 if letters >= 0.78 else (0.5 if letters >= 0.5 else 0.0)
    if length >= 4 and letters >= 0.65:
        return 0.5
    return 0.0
