"""From what was heard or texted to what was meant.

The whole utterance must be a command once fillers are set aside; a command
inside other talk is never one. "Adult male with minor injuries" is talk on the
scene, "copy that, en route" is talk on the radio.
"""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from ivr.dialogue.breath import LONGEST_BREATH, two_commands
from ivr.dialogue.certainty import BESIDE_A_QUESTION, threshold
from ivr.dialogue.claimed import claimed
from ivr.dialogue.commands import Channel, Turn, Understood, command, readers
from ivr.dialogue.corrections import corrected
from ivr.dialogue.earlier import earlier
from ivr.dialogue.either import either
from ivr.dialogue.here import here
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.nearly import LONGEST_COMMAND, near
from ivr.dialogue.onlookers import nobody, without_grown
from ivr.dialogue.place import Place
from ivr.dialogue.reports import besides, in_a_call, needs_no_help, only_told
from ivr.dialogue.unanswered import unanswered
from ivr.dialogue.unwanted import unwanted
from ivr.dialogue.vocabulary import Vocabulary
from ivr.dialogue.written import in_a_text
from ivr.protocol.model import MENU
from ivr.protocol.plain import LONGEST_HEARD, plain

# Where the recogniser gives no confidence, its word is taken as it stands.
UNSTATED_CONFIDENCE = 0.85

# What a phone makes of a sign put beside a text: the sign, "to", and the text.
_THUMB = re.compile(r"[^\w\s\"'“«?]+\s*\w{2}\s+[“\"«]")

# Figures that are no ages by how they are written: a time of day, a price or a share
# (".16"), feet and inches, a day of a month.
_NO_AGE = re.compile(
    r"(?<!\d)\d{1,2}:\d{2}(?!\d)|(?<![\d.])\d{0,3}\.\d{2}(?![\d.])|\d'\d{1,2}(?!\d)|"
    r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\d/]|\s*[a-z]{0,2}/?[ofm]\b)"
)
# The number of a thing in a list: "1) minor 2) numbers".
_LISTED = re.compile(r"(?<!\S)\(?\d\)\s+(?=\w)")
_FIGURE = re.compile(r"\d")
# The half of "17 1/2".
_HALF = re.compile(r"(?<=\d)(?:\.5| ?1/2| ?½)(?![\d/])")

UNKNOWN = Intent(Act.UNKNOWN)
NOISE = Intent(Act.NOISE)
REPEAT = Intent(Act.REPEAT)
LEFT_ALONE = frozenset({Act.UNKNOWN, Act.NOISE, Act.SILENCE})

REACTION, NOTHING_ASKED = "a reaction", "nothing asked"
NO_ANSWER = frozenset({REACTION, NOTHING_ASKED})
"""Ways of finding that a text wants no answer: nobody waits for one."""


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
    raw = vocabulary.handles.without(heard[:LONGEST_HEARD])
    if _FIGURE.search(raw):
        raw = _NO_AGE.sub(" ", _LISTED.sub(", ", _HALF.sub("", raw)))
    raw = readers(vocabulary)[0].births.undated(vocabulary.others.sub(" ", raw), today)
    if channel == "text":
        raw = readers(vocabulary)[1].spelling.signed(raw)
    said = plain(raw)
    turn = Turn(vocabulary, place, channel, raw, today)
    if len(heard) > LONGEST_HEARD:
        return Understood(NOISE, 1.0, "too long")
    if not said:
        return _understood_nothing(turn)
    if channel == "text" and is_reaction(vocabulary, raw):
        return Understood(NOISE, 1.0, REACTION)
    if said in vocabulary.talk or _counts_in_talk(turn, said):
        return Understood(NOISE, 1.0, "talk")
    denied = nobody(turn, said)
    if denied is not None:
        return _stated(denied, channel, confidence)
    at_this_place = here(turn, said) or unanswered(turn, said)
    if at_this_place is not None:
        return _stated(at_this_place, channel, confidence)
    if place.resumed:
        place = place.but(asked=())
        turn = replace(turn, place=place)
    aside = unwanted(turn, said)
    if aside is not None and not aside.rest and aside.onward:
        return Understood(Intent(Act.NEXT), 0.95, "core")
    if aside is not None and not aside.rest and aside.alone:
        return Understood(NOISE, 1.0, "talk")
    if aside is not None and aside.rest:
        found = understand(vocabulary, place, channel, aside.rest, confidence, today)
        act = meant(found, channel, place)[0].act
        if act not in LEFT_ALONE and (aside.firm or act is not Act.ASK):
            return found
    rest = besides(vocabulary, raw, said) or without_grown(turn)
    if rest is not None:
        return understand(vocabulary, place, channel, rest, confidence, today)
    found = _read(turn, said, confidence)
    if aside is not None and aside.firm and found.intent in aside.intents:
        return Understood(NOISE, 1.0, "talk")
    return found


def _read(turn: Turn, said: str, confidence: float | None) -> Understood:
    """What is meant by all that stands there."""
    vocabulary, channel = turn.vocabulary, turn.channel
    found = corrected(turn, said) or either(turn, said) or command(turn, said)
    if found is None and len(said.split()) <= LONGEST_BREATH:
        found = two_commands(turn, said)
    if found is None and channel == "text":
        found = in_a_text(turn, said)
    elif found is None and len(said.split()) <= LONGEST_BREATH:
        found = near(turn, said)
    idle = found is None or found.intent.act is Act.NOISE
    if idle and channel == "text" and _acknowledges(turn, said):
        first = command(turn, said.partition(" ")[0])
        if first is None or first.intent.act is not Act.NEXT or _at_menu(turn):
            return Understood(NOISE, 1.0, NOTHING_ASKED)
        # "Copy, thanks": so has she done what she was read.
        found = first
    found = claimed(turn, said, earlier(turn, said, found))
    if found is None:
        talk = len(said.split()) > LONGEST_COMMAND or vocabulary.scene.search(said)
        return Understood(
            NOISE if talk else UNKNOWN, 1.0, "talk" if talk else "nothing"
        )
    if found.then == REPEAT and found.intent.act in (Act.OPEN, Act.REACH):
        # "The menu again": what is named is wanted once.
        found = replace(found, then=None)
    if channel == "text" and _says_nothing(turn, said, found.intent):
        return Understood(NOISE, 1.0, NOTHING_ASKED)
    if only_told(turn, said, found) or needs_no_help(turn, said, found):
        return Understood(NOISE, 1.0, "talk")
    if channel == "voice":
        called = in_a_call(turn, said, found)
        if called is None:
            return Understood(NOISE, 1.0, "talk")
        found = called
    return _stated(found, channel, confidence)


def _stated(
    found: Understood, channel: Channel, confidence: float | None
) -> Understood:
    """What was found, no surer than the recogniser was of its words."""
    if channel == "text":
        return found
    stated = confidence or UNSTATED_CONFIDENCE
    return replace(found, certainty=found.certainty * stated)


def decide(understood: Understood, channel: Channel, place: Place) -> Intent:
    """What is done about it: the intent itself, a question, or nothing."""
    intent = understood.intent
    if intent.act in (Act.UNKNOWN, Act.NOISE, Act.SILENCE, Act.ASK):
        return intent
    bounds = threshold(channel, intent.act)
    least = bounds.act
    asked = place.asked and not place.resumed
    if channel == "voice" and asked and intent.act not in (Act.YES, Act.NO):
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

    The second is done only if the first is. In a call it must be as sure as it
    would have to be alone, for it may ring a line; a text only shows a number.
    """
    first = decide(understood, channel, place)
    if understood.then is None or first != understood.intent:
        return first, None
    if channel == "text":
        return first, understood.then
    second = decide(replace(understood, intent=understood.then), channel, place)
    return first, second if second == understood.then else None


def press(vocabulary: Vocabulary, place: Place, digits: str) -> Intent:
    """What a key means at a place: an answer if she was asked, else its command."""
    key = digits[:1]
    if place.asked and not place.resumed and key in ("1", "2"):
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


def _counts_in_talk(turn: Turn, said: str) -> bool:
    """Whether it is talk with a number that is no step: "10-15", "in 20"."""
    if not turn.vocabulary.counted_talk.fullmatch(said):
        return False
    found = command(turn, said)
    return found is None or found.intent.act is Act.OPEN


def _says_nothing(turn: Turn, said: str, intent: Intent) -> bool:
    """Whether a text only says that she has read or is busy: "copy", "stand by"."""
    if intent.act is Act.HOLD:
        return True
    at_menu = _at_menu(turn)
    if at_menu and intent.act in (Act.GOODBYE, Act.CANCEL):
        return True
    return at_menu and intent.act is Act.NEXT and _acknowledges(turn, said)


def _at_menu(turn: Turn) -> bool:
    """Whether nothing is being read to her, nor asked of her."""
    return turn.place.topic == MENU and not turn.place.asked


def _acknowledges(turn: Turn, said: str) -> bool:
    """Whether a text says that something was read, and no more."""
    spelling = readers(turn.vocabulary)[1].spelling
    forms = {said, *(one.said for one in spelling.readings(turn.raw))}
    pattern, bare = turn.vocabulary.acknowledged, turn.vocabulary.bare
    return any(not bare(pattern.sub(" ", form)) for form in forms)


def _understood_nothing(turn: Turn) -> Understood:
    """Nothing in it but signs: a question mark asks for help, the rest is silence."""
    marks = "".join(turn.raw.split())
    intents = turn.table.get(marks[:1]) if len(set(marks)) == 1 else None
    if intents:
        return Understood(intents[0], 1.0, "exact")
    nothing = Intent(Act.SILENCE) if turn.channel == "voice" else UNKNOWN
    return Understood(nothing, 1.0, "nothing")


def is_reaction(vocabulary: Vocabulary, raw: str) -> bool:
    """Whether a phone wrote this for a thumb on one of our own texts."""
    text = unicodedata.normalize("NFKC", raw).strip()
    if _THUMB.match(text):
        return True
    words = plain(text[:60])
    if not any(words.startswith(verb) for verb in vocabulary.words.reactions):
        return False
    return bool(re.search('["“”«»]', text)) or len(words.split()) <= 6
