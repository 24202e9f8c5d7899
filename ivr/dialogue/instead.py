"""What a reply becomes when the world does not allow what it promised.

The reply itself is decided without knowing whether a text can be sent or a
line may be called once more; these functions mend it, purely, once that is
known.
"""

from dataclasses import replace

from ivr.dialogue.ground import items, told
from ivr.dialogue.place import Pace, Place
from ivr.dialogue.reply import Part, Reply, Then
from ivr.protocol.model import NUMBERS, Protocol

SPOKEN_NUMBER = ("number-now", "number-only", "number-each", "transfer-limit")


def without_text(protocol: Protocol, reply: Reply, sorry: bool = True) -> Reply:
    """The reply for a caller who cannot be texted: the number is said instead.

    ``sorry`` is whether she is told so: a hotline that texts nobody during a
    call has nothing to be sorry for.
    """
    if reply.then is Then.END:
        return replace(reply, parts=(_at("goodbye-quiet", reply.at),), text="")
    asked_for = reply.parts == (_at("texting", reply.at, reply.text),)
    told_so = (_at("cannot-text", reply.at),) if sorry or asked_for else ()
    if reply.text == NUMBERS:
        first = Place(NUMBERS, items(protocol, NUMBERS)[0], Pace.READING)
        return Reply(first, (*told_so, *told(protocol, first)))
    rest = tuple(part for part in reply.parts if part.prompt != "texting")
    said = any(part.prompt in SPOKEN_NUMBER for part in rest)
    if (asked_for or reply.text in protocol.resources) and not said:
        rest = (*rest, *_numbers(protocol, reply.text, reply.at))
    return replace(reply, parts=(*told_so, *rest), text="")


def without_call(protocol: Protocol, reply: Reply) -> Reply:
    """The reply for a phone that was put through too often this hour."""
    line = reply.lines[-1]
    part = _at("transfer-limit", reply.at, line)
    return Reply(reply.at, (part,), text=line)


def after_failed_text(protocol: Protocol, reply: Reply, subject: str) -> Reply:
    """The reply with word that an earlier text failed, and what it held, spoken."""
    sorry = _at("text-failed", reply.at)
    spoken = _numbers(protocol, subject, reply.at)
    return replace(reply, parts=(sorry, *spoken, *reply.parts))


def _numbers(protocol: Protocol, subject: str, at: Place) -> tuple[Part, ...]:
    """The numbers that a text would have held, to be said instead."""
    if subject in protocol.resources:
        one = protocol.resources[subject]
        return (_at("number-now", at, subject),) if one.number else ()
    ids = protocol.numbered() if subject == NUMBERS else ()
    if subject in protocol.tracks:
        ids = protocol.named(subject)
    return tuple(_at("number-each", at, id) for id in ids)


def _at(prompt: str, place: Place, about: str = "") -> Part:
    return Part(prompt, place.topic, place.item, about)
