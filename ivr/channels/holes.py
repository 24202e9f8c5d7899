"""Names in prompts that stand for nothing where the prompt is told."""

from collections.abc import Iterator

from ivr.channels.values import VALUES
from ivr.channels.wording import Number, Wording
from ivr.dialogue.ground import MENU_PLACE, opening, places, told
from ivr.dialogue.intent import SPAN, YOUNG, Act, Intent
from ivr.dialogue.place import Pace
from ivr.dialogue.reply import Part
from ivr.dialogue.respond import respond
from ivr.dialogue.texting import respond_by_text
from ivr.protocol.faults import Fault
from ivr.protocol.model import NUMBERS, SIGNS, STATUTE, Protocol
from ivr.protocol.templates import names
from ivr.protocol.yamlfile import YamlFile


def holes(wording: Wording, file: YamlFile, parts: tuple[Part, ...]) -> Iterator[Fault]:
    """One fault for each prompt and name of it that would be a hole in a sentence."""
    found: dict[tuple[str, str], Part] = {}
    for part in parts:
        for name in _missing(wording, part):
            found.setdefault((part.prompt, name), part)
    for (prompt, name), part in found.items():
        about = part.about or f"{part.topic}, {part.item}"
        yield file.fault(
            ("prompts", prompt),
            f"prompts.{prompt}: {{{name}}} stands for nothing where it is told of "
            f"{about}.",
            f"Take {{{name}}} out of it, or add to protocol.yaml what it names.",
        )


def _missing(wording: Wording, part: Part) -> Iterator[str]:
    """The names that stand for nothing, but for those of a line that is left out."""
    lines = wording.prompts[part.prompt].splitlines()
    for line in lines:
        own = {one: "." in one or _filled(wording, one, part) for one in names(line)}
        if len(lines) == 1 or any(own.values()):
            yield from (one for one, filled in own.items() if not filled)


def every_part(protocol: Protocol) -> tuple[Part, ...]:
    """Every part of what may be answered, each once."""
    topics = (*protocol.tracks, SIGNS, STATUTE, NUMBERS)
    begun = (MENU_PLACE, *(opening(protocol, topic) for topic in topics))
    asked = [(place, Intent(act)) for place in begun for act in Act]
    # What is named is answered in the same words wherever she is.
    asked += [(MENU_PLACE, intent) for intent in _named(protocol)]
    parts: dict[Part, None] = {}
    for place in places(protocol):
        reading = place.but(pace=Pace.READING)
        parts |= dict.fromkeys((*told(protocol, place), *told(protocol, reading)))
    for place, intent in asked:
        replies = respond_by_text(protocol, place, intent)
        for reply in (respond(protocol, place, intent), *replies):
            parts |= dict.fromkeys(reply.parts)
    return tuple(parts)


def _named(protocol: Protocol) -> Iterator[Intent]:
    for topic in (*protocol.tracks, SIGNS, STATUTE, NUMBERS):
        yield Intent(Act.OPEN, topic)
        yield Intent(Act.OVERVIEW, topic)
    for id, track in protocol.tracks.items():
        if track.ages:
            yield Intent(Act.OPEN, id, SPAN)
        if track.ages and protocol.for_young():
            yield Intent(Act.OPEN, id, YOUNG)
    for id in protocol.resources:
        for act in (Act.REACH, Act.CARD, Act.UNANSWERED, Act.TEXT):
            yield Intent(act, id)


def _filled(wording: Wording, name: str, part: Part) -> bool:
    made = VALUES[name](wording, part)
    resources = wording.protocol.resources
    return any(
        resources[piece.resource].number if isinstance(piece, Number) else piece
        for piece in ((made,) if isinstance(made, str) else made)
    )
