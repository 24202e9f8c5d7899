"""From what was heard or texted to what was meant."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.vocabulary import Vocabulary, plain

Channel = Literal["voice", "text"]


@dataclass(frozen=True, slots=True)
class Understood:
    """What was meant, how sure that is (0 to 1), how it was found."""

    intent: Intent
    certainty: float
    found: str
    then: Intent | None = None


def understand(
    vocabulary: Vocabulary,
    place: Place,
    channel: Channel,
    heard: str,
    confidence: float | None,
    today: date | None = None,
) -> Understood:
    """The meaning of a whole utterance or text. Pure; never raises."""
    words = plain(heard[:400])
    table = vocabulary.voice if channel == "voice" else vocabulary.text
    intent = table.get(words)
    if intent is not None:
        return Understood(intent, 1.0, "exact")
    if len(words.split()) > 5:
        return Understood(Intent(Act.NOISE), 1.0, "scene talk")
    return Understood(Intent(Act.UNKNOWN), 0.0, "nothing")


def decide(understood: Understood, channel: Channel, place: Place) -> Intent:
    """What is done about it."""
    return understood.intent


def press(vocabulary: Vocabulary, place: Place, digits: str) -> Intent:
    """What a key means."""
    return vocabulary.keys.get(digits[:1], Intent(Act.UNKNOWN))


def hints(vocabulary: Vocabulary, place: Place) -> tuple[str, ...]:
    """What speech recognition is told to expect: the words that are taught."""
    return tuple(command.say for command in vocabulary.commands)
