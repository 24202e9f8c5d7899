"""From what was heard or texted to what was meant.

The whole utterance must be a command once fillers are set aside; a command
inside other talk is never one. "Adult male with minor injuries" is talk on the
scene, "copy that, en route to the BCA" is talk on the radio.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from ivr.dialogue.ages import AgeReader
from ivr.dialogue.certainty import threshold
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.nearness import Near, by_sound, by_thumb
from ivr.dialogue.place import Place
from ivr.dialogue.vocabulary import LONGEST_HEARD, Vocabulary, plain
from ivr.protocol.model import MENU

Channel = Literal["voice", "text"]

# A command that is spoken is this long at most, fillers set aside.
LONGEST_COMMAND = 5

# Two commands in one breath are, with all their fillers. Finding where the one
# ends and the other begins costs a look at every word, so the rest is not tried.
LONGEST_BREATH = 16

# Where the recogniser gives no confidence, its word is taken as it stands.
UNSTATED_CONFIDENCE = 0.85

UNKNOWN = Intent(Act.UNKNOWN)
NOISE = Intent(Act.NOISE)


@dataclass(frozen=True, slots=True)
class Understood:
    """What was meant, how sure that is (0 to 1), and by which way it was found.

    ``then`` is a second intent said in the same breath.
    """

    intent: Intent
    certainty: float
    found: str
    then: Intent | None = None


@dataclass(frozen=True, slots=True)
class _Turn:
    """One utterance on its way to a meaning."""

    vocabulary: Vocabulary
    place: Place
    channel: Channel
    raw: str
    today: date | None

    @property
    def table(self) -> dict[str, tuple[Intent, ...]]:
        return (
            self.vocabulary.voice if self.channel == "voice" else self.vocabulary.text
        )


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
    said = plain(raw)
    turn = _Turn(vocabulary, place, channel, raw, today)
    if len(heard) > LONGEST_HEARD:
        return Understood(NOISE, 1.0, "too long")
    if not said:
        return _understood_nothing(turn)
    if channel == "text" and _is_reaction(vocabulary, raw):
        return Understood(NOISE, 1.0, "a reaction")
    found = _command(turn, said)
    if found is None and len(said.split()) <= LONGEST_BREATH:
        found = _two(turn, said) or _near(turn, said)
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
    if understood.certainty >= bounds.act:
        return intent
    if understood.certainty >= bounds.ask:
        return Intent(Act.ASK, str(intent))
    return UNKNOWN


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


def _understood_nothing(turn: _Turn) -> Understood:
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


def _command(turn: _Turn, said: str) -> Understood | None:
    """A listed phrase, a step's number or an age; fillers set aside if need be."""
    for form, certainty in ((said, 1.0), (turn.vocabulary.bare(said), 0.95)):
        if not form:
            continue
        intent = _listed(turn, form) or _step(turn, form)
        if intent is not None:
            return Understood(intent, certainty, "exact" if certainty == 1 else "core")
    intent = _readers(turn.vocabulary).track(turn.raw, said, turn.today)
    if intent is not None:
        return Understood(intent, 0.95, "age")
    return _negated(turn, said)


@lru_cache(maxsize=8)
def _readers(vocabulary: Vocabulary) -> AgeReader:
    return AgeReader(vocabulary)


def _listed(turn: _Turn, said: str) -> Intent | None:
    intents = turn.table.get(said)
    if intents is None:
        return None
    # Where a phrase is one command's word and another's mishearing, the menu
    # takes the word and a step takes what is said there at every turn.
    onward = [one for one in intents if one.act is Act.NEXT]
    at_menu = turn.place.topic == MENU
    other = [one for one in intents if one.act is not Act.NEXT]
    intent = (other or onward)[0] if at_menu else (onward or other)[0]
    if turn.place.asked and intent.act is Act.NEXT:
        # "Ten four" to a question is a yes.
        return Intent(Act.YES)
    return intent


def _step(turn: _Turn, said: str) -> Intent | None:
    """ "minor 3", "step three", or a bare 3 where she stands in a track."""
    ages = turn.vocabulary.words.ages
    *before, last = said.split()
    number = str(ages.numbers.get(last, last))
    if not (number.isascii() and number.isdigit() and len(number) <= 2):
        return None
    marked = bool(before) and before[-1] in ages.step
    words = " ".join(before[:-1] if marked else before)
    if not words:
        bare_text = turn.channel == "text" and turn.place.topic != MENU
        if marked or (bare_text and int(number) < 10):
            return Intent(Act.STEP, f":{int(number)}")
        return None
    tracks = turn.vocabulary.tracks
    opened = turn.table.get(words, ())
    for intent in opened:
        is_track = intent.act is Act.OPEN and (marked or intent.target in tracks)
        if is_track and int(number) <= 20 and (marked or int(number) < 10):
            return Intent(Act.STEP, f"{intent.target}:{int(number)}")
    return None


def _negated(turn: _Turn, said: str) -> Understood | None:
    """ "Not a minor" is the other track, where ages divide just two."""
    borders = turn.vocabulary.borders
    found = turn.vocabulary.not_.search(said)
    if found is None or len(borders) != 2:
        return None
    rest = turn.vocabulary.bare(" ".join(turn.vocabulary.not_.sub(" ", said).split()))
    for intent in turn.table.get(rest, ()):
        tracks = [border.track for border in borders]
        if intent.act is Act.OPEN and intent.target in tracks:
            tracks.remove(intent.target)
            return Understood(Intent(Act.OPEN, tracks[0]), 0.9, "negation")
    return None


def _two(turn: _Turn, said: str) -> Understood | None:
    """Two commands in one breath, or two she hesitates between."""
    vocabulary = turn.vocabulary
    for pattern, choice in ((vocabulary.or_, True), (vocabulary.and_, False)):
        halves = [" ".join(half.split()) for half in pattern.split(said)]
        halves = [half for half in halves if half]
        if len(halves) != 2:
            continue
        found = [_command(turn, half) for half in halves]
        first, second = found
        if first is None or second is None or first.intent == second.intent:
            continue
        if choice:
            return _either(first, second)
        return _in_order(first, second)
    return _for(turn, said)


def _for(turn: _Turn, said: str) -> Understood | None:
    """ "BCA for an adult": a line, and the track it is about."""
    words = said.split()
    for at in range(1, len(words)):
        first = _command(turn, " ".join(words[:at]))
        if first is None or first.intent.act not in (Act.REACH, Act.OPEN, Act.TEXT):
            continue
        second = _command(turn, " ".join(words[at:]))
        if second is None or second.intent == first.intent:
            continue
        acts = {first.intent.act, second.intent.act}
        if acts in ({Act.REACH, Act.OPEN}, {Act.TEXT, Act.OPEN}):
            return _in_order(first, second)
    return None


def _either(first: Understood, second: Understood) -> Understood:
    asked = f"{first.intent}|{second.intent}"
    certainty = min(first.certainty, second.certainty)
    return Understood(Intent(Act.ASK, asked), certainty, "two readings")


def _in_order(first: Understood, second: Understood) -> Understood:
    """Where she stands comes first, so that what follows is about it."""
    if second.intent.act is Act.OPEN and first.intent.act is not Act.OPEN:
        first, second = second, first
    certainty = min(first.certainty, second.certainty)
    return Understood(first.intent, certainty, "two commands", second.intent)


def _near(turn: _Turn, said: str) -> Understood | None:
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
