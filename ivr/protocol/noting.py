"""What is in order and may still be meant otherwise: told by `check`, never refused."""

import re
from collections.abc import Iterator, Sequence

import phonenumbers
from rapidfuzz.distance import OSA

from ivr.protocol.faults import Fault
from ivr.protocol.model import Protocol
from ivr.protocol.prompts import VoiceFile
from ivr.protocol.spans import gaps
from ivr.protocol.telephones import likely, parsed
from ivr.protocol.templates import names
from ivr.protocol.typed import WORDINGS, typed, whose
from ivr.protocol.yamlfile import Path, YamlFile

# What a telephone number at least has: the search for one takes long.
_DIGITS = re.compile(r"\d(?:[-. ()/]{0,3}\d){6,}")

# One as it is told on the spot, without its area: three digits, a sign, four.
_LOCAL = re.compile(r"(?<![\d.-])\d{3}[-. ]\d{4}(?![-.]?\d)")
LOCAL_DIGITS = 7

# These are given to nobody: they are for films, and for texts like ours
# (nationalnanpa.com, 555 line numbers).
_NOBODYS = re.compile(r"55501\d\d$")

# Who asks about one of our numbers may have it wrong by so many digits.
MOST_WRONG = 2

# A maker and a name, Polly.Joanna-Neural, or one of the oldest three
# (twilio.com/docs/voice/twiml/say).
_VOICE = re.compile(r"man|woman|alice|[A-Z]\w*\.[A-Za-z0-9][\w-]*")

# So many lines are named; who mends those will run the check again.
LINES_SHOWN = 10


def notes(
    protocol: Protocol, file: YamlFile, name: str, lines: Sequence[str]
) -> Iterator[Fault]:
    """All that a coordinator should look at once; ``lines`` are those of the file of
    that name, to be learned from."""
    yield from _unread(protocol, file)
    yield from _without_number(protocol, file)
    yield from gaps(protocol, file)
    yield from _unlikely(protocol, file)
    yield from _numbers(protocol, name, lines)


def voice_notes(voice: VoiceFile, file: YamlFile) -> Iterator[Fault]:
    """What Twilio may not know of how calls are spoken: its voices come and go, so
    that only their form can be told."""
    name = voice.speech.voice
    if not _VOICE.fullmatch(name):
        yield file.fault(
            ("speech", "voice"),
            f"speech.voice: {name!r} is not written as Twilio writes its voices, and "
            "in a voice that it has not it may say nothing.",
            "Write the maker, a dot and the name as Twilio's list has them, such as "
            "Polly.Joanna-Neural: twilio.com/docs/voice/twiml/say/text-speech.",
        )


def _unread(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    read = {step for track in protocol.tracks for step in protocol.items(track)}
    for id in protocol.steps:
        if id not in read:
            yield file.fault(
                ("steps", id),
                f"steps.{id}: no track has this step, so nobody hears or reads it.",
                "Add it to the steps: of a track, if it is to be done.",
            )


def _without_number(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    """Steps that leave out a number which the document's sentence tells."""
    for id, step in protocol.steps.items():
        found = (whose(protocol, number) for number in typed(step.source))
        for resource in dict.fromkeys(filter(None, found)):
            for path, text in _worded(protocol, id):
                # Who hears the step is offered to be put through instead.
                offered = path[-1] == "say" and step.line == resource
                if not offered and {resource, f"{resource}.number"}.isdisjoint(
                    names(text)
                ):
                    yield file.fault(
                        path,
                        f"{'.'.join(map(str, path))}: the document's sentence has the "
                        f"number of {resource!r}, and these words have not.",
                        f"Write {{{resource}}} where it is to be told, if it should.",
                    )


def _worded(protocol: Protocol, step: str) -> Iterator[tuple[Path, str]]:
    """Every wording of a step, in each track too, and where it stands."""
    for field in WORDINGS:
        yield ("steps", step, field), getattr(protocol.steps[step], field)
    for id, track in protocol.tracks.items():
        for index, entry in enumerate(track.steps):
            if not isinstance(entry, str) and entry.step == step:
                for field in WORDINGS:
                    text = getattr(entry, field)
                    if text:
                        yield ("tracks", id, "steps", index, field), text


def _unlikely(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    """Numbers that there can be, in an area or for a use that is not known."""
    for id, resource in protocol.resources.items():
        number = parsed(resource.number, protocol.country) if resource.number else None
        if number is not None and not likely(number):
            yield file.fault(
                ("resources", id, "number"),
                f"resources.{id}.number: no such number is known to be given out; "
                "a new area code may not be listed yet.",
                "Compare it with the document, digit by digit, and call it once.",
            )


def _numbers(protocol: Protocol, name: str, texts: Sequence[str]) -> Iterator[Fault]:
    """Texts to learn from with a number that may be somebody's."""
    ours = ["".join(one.digits) for one in protocol.resources.values() if one.number]
    lines = [
        line
        for line, text in enumerate(texts, 1)
        if _DIGITS.search(text)
        and any(
            not _NOBODYS.search(number) and not _like_ours(number, ours)
            for number in _telephones(text, protocol.country)
        )
    ]
    if lines:
        shown = ", ".join(map(str, lines[:LINES_SHOWN]))
        more = " and more" if len(lines) > LINES_SHOWN else ""
        yield Fault(
            name,
            lines[0],
            f"A telephone number that no resource has stands on line {shown}{more}.",
            "If it is somebody's, take it out: what is learned from is kept for good.",
        )


def _telephones(text: str, country: str) -> Iterator[str]:
    """The digits of each telephone number that a text tells."""
    whole = [one.raw_string for one in phonenumbers.PhoneNumberMatcher(text, country)]
    # Where a whole one stands, its last digits are no other.
    for told in whole or _LOCAL.findall(text):
        yield re.sub(r"\D", "", told)


def _like_ours(number: str, ours: list[str]) -> bool:
    return any(
        OSA.distance(number[-digits:], own[-digits:]) <= MOST_WRONG
        for own in ours
        for digits in (len(own), LOCAL_DIGITS)
    )
