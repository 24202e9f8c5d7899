"""From what was heard or texted to what was meant.

The whole utterance must be a command once fillers are set aside; a command
inside other talk is never one. "Adult male with minor injuries" is talk on the
scene, "copy that, en route to the BCA" is talk on the radio.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from ivr.dialogue.certainty import BESIDE_A_QUESTION, threshold
from ivr.dialogue.commands import (
    Channel,
    Turn,
    Understood,
    command,
    readers,
    two_commands,
)
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.nearness import Near, by_sound, by_thumb
from ivr.dialogue.place import Place
from ivr.dialogue.vocabulary import LONGEST_HEARD, Vocabulary, plain
from ivr.protocol.model import MENU

# A command that is spoken is this long at most, fillers set aside.
LONGEST_COMMAND = 5

# Two commands in one breath are, with all their fillers. Finding where the one
# ends and the other begins costs a look at every word, so the rest is not tried.
LONGEST_BREATH = 16

# Where the recogniser gives no confidence, its word is taken as it stands.
UNSTATED_CONFIDENCE = 0.85

UNKNOWN = Intent(Act.UNKNOWN)
NOISE = Intent(Act.NOISE)


def understand(
    vocabulary: Vocabulary,
    place: Place,
    channel: Channel,
    heard: str,
    confidence: float | None,
    today: date | None = None,
) -> Understood:
    """The meaning of a whole utterance or text at a place.

    Pure and total: any text in, never an exception. ``confidence`` is the
    recogniser's, 0 to 1; None or 0 where it gives none. ``today`` is needed for
    dates of birth only.
    """
    raw = heard[:LONGEST_HEARD]
    if channel == "text":
        raw = readers(vocabulary)[1].spelling.signed(raw)
    said = plain(raw)
    turn = Turn(vocabulary, place, channel, raw, today)
    if len(heard) > LONGEST_HEARD:
        return Understood(NOISE, 1.0, "too long")
    if not said:
        return _understood_nothing(turn)
    if channel == "text" and _is_reaction(vocabulary, raw):
        return Understood(NOISE, 1.0, "a reaction")
    found = command(turn, said)
    if found is None and len(said.split()) <= LONGEST_BREATH:
        found = two_commands(turn, said)
    if found is None and channel == "text":
        found = _in_a_text(turn, said)
    elif found is None and len(said.split()) <= LONGEST_BREATH:
        found = _near(turn, said)
    if found is None:
        talk = len(said.split()) > LONGEST_COMMAND or vocabulary.scene.search(said)
        return Understood(
            NOISE if talk else UNKNOWN, 1.0, "talk" if talk else "nothing"
        )
    if channel == "voice":
        stated = confidence or UNSTATED_CONFIDENCE
        found = replace(found, certainty=found.certainty * stated)
    return found


def decide(understood: Understood, channel: Channel, place: Place) -> Intent:
    """What is done about it: the intent itself, a question, or nothing."""
    intent = understood.intent
    if intent.act in (Act.UNKNOWN, Act.NOISE, Act.SILENCE, Act.ASK):
        return intent
    bounds = threshold(channel, intent.act)
    least = bounds.act
    if channel == "voice" and place.asked and intent.act not in (Act.YES, Act.NO):
        least = max(least, BESIDE_A_QUESTION)
    if understood.certainty >= least:
        return intent
    if understood.certainty >= bounds.ask:
        return Intent(Act.ASK, str(intent))
    return UNKNOWN


def meant(
    understood: Understood, channel: Channel, place: Place
) -> tuple[Intent, Intent | None]:
    """What is done about it, and what after that, if she said two things.

    The second is done only if the first is, and only if it is as sure as it
    would have to be alone.
    """
    first = decide(understood, channel, place)
    if understood.then is None or first != understood.intent:
        return first, None
    second = decide(replace(understood, intent=understood.then), channel, place)
    return first, second if second == understood.then else None


def press(vocabulary: Vocabulary, place: Place, digits: str) -> Intent:
    """What a key means at a place: an answer if she was asked, else its command."""
    key = digits[:1]
    if place.asked and key in ("1", "2"):
        if len(place.asked) == 2:
            return Intent.parse(place.asked[int(key) - 1])
        return Intent(Act.YES if key == "1" else Act.NO)
    return vocabulary.keys.get(key, UNKNOWN)


def hints(vocabulary: Vocabulary, asked: bool = False) -> tuple[str, ...]:
    """What speech recognition is told to expect: words we take, no misprints.

    Yes and no are short words that noise is easily taken for: they are expected
    only where she has been ``asked`` something. Twilio takes 500 entries of 100
    characters (twilio.com/docs/voice/twiml/gather).
    """
    expected = [
        one
        for one in vocabulary.commands
        if asked or one.intent.act not in (Act.YES, Act.NO)
    ]
    words = [one.say for one in expected]
    words += [word for one in expected for word in one.words]
    spoken = (word for word in words if len(word) <= 100 and "," not in word)
    return tuple(dict.fromkeys(spoken))[:500]


def _understood_nothing(turn: Turn) -> Understood:
    """Nothing in it but signs: a question mark asks for help, the rest is silence."""
    mark = "".join(turn.raw.split())
    intents = turn.table.get(mark)
    if intents:
        return Understood(intents[0], 1.0, "exact")
    nothing = Intent(Act.SILENCE) if turn.channel == "voice" else UNKNOWN
    return Understood(nothing, 1.0, "nothing")


def _is_reaction(vocabulary: Vocabulary, raw: str) -> bool:
    """Whether a phone wrote this for a thumb on one of our own texts."""
    text = unicodedata.normalize("NFKC", raw).strip()
    words = plain(text[:60])
    if not any(words.startswith(verb) for verb in vocabulary.words.reactions):
        return False
    return bool(re.search('["“”«»]', text)) or len(words.split()) <= 6


def _in_a_text(turn: Turn, said: str) -> Understood | None:
    """Shorthand, misspellings and whole sentences, which only thumbs write."""
    _, sentences = readers(turn.vocabulary)
    readings = [one for one in sentences.spelling.in_full(turn.raw) if one]
    short = len(said.split()) <= LONGEST_BREATH
    near = None
    if short:
        for reading in readings:
            found = command(turn, reading) or two_commands(turn, reading)
            if found is not None:
                return replace(found, certainty=min(found.certainty, 0.9))
        near = _near(turn, said)
        if near and near.certainty >= threshold("text", near.intent.act).act:
            return near
    in_track = turn.place.topic != MENU
    general = None
    # The last readings have the most of the message in plain words.
    for reading in reversed(readings):
        asked = sentences.read(reading, turn.raw, in_track)
        if asked is None:
            continue
        first, *rest = asked.intents
        then = rest[0] if rest else None
        found = Understood(first, asked.certainty, "a sentence", then)
        if first.act is not Act.HELP:
            return found
        # What another reading of it asks for is better than help in general.
        general = general or found
    if general is not None:
        return general
    if turn.place.asked:
        (answer, *_) = turn.table.get(said.split()[0], (UNKNOWN,))
        if answer.act in (Act.YES, Act.NO):
            return Understood(answer, 0.9, "an answer")
    dictated = turn.vocabulary.voice.get(said)
    if dictated and near is None:
        return Understood(dictated[0], 0.6, "dictated")
    return near


def _near(turn: Turn, said: str) -> Understood | None:
    """A misspelling or a mishearing of one phrase, or of one of two."""
    core = turn.vocabulary.bare(said) or said
    if len(core.split()) > LONGEST_COMMAND or turn.vocabulary.scene.search(said):
        return None
    measure = by_thumb if turn.channel == "text" else by_sound
    near = measure(turn.vocabulary, said) or measure(turn.vocabulary, core)
    near = [one for one in near if one.intent.act is not Act.ASK]
    if not near:
        return None
    best = near[0]
    if len(near) > 1 and near[1].closeness == best.closeness:
        return _tied(near)
    return Understood(best.intent, best.closeness, "near")


def _tied(near: list[Near]) -> Understood:
    first, second = near[0], near[1]
    asked = Intent(Act.ASK, f"{first.intent}|{second.intent}")
    return Understood(asked, first.closeness, "two readings")
