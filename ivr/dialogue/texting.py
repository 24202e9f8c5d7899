"""What the hotline answers to a text: the same answers, in a text's own way."""

from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.reply import Reply
from ivr.dialogue.respond import respond
from ivr.protocol.model import MENU, NUMBERS, SIGNS, Protocol

UNCLEAR = frozenset({Act.UNKNOWN, Act.NOISE, Act.SILENCE})


def respond_by_text(
    protocol: Protocol, place: Place, first: Intent, second: Intent | None = None
) -> tuple[Reply, ...]:
    """Answer a text, and a second intent in it by a message of its own."""
    replies: list[Reply] = []
    for intent in (first, None if first.act in UNCLEAR else second):
        if intent is not None:
            at = replies[-1].at if replies else place
            replies.append(respond(protocol, at, texted(intent, at, protocol)))
    return tuple(replies)


def texted(intent: Intent, place: Place, protocol: Protocol) -> Intent:
    """What an intent comes to when it arrives by text.

    A text cannot ring a line or keep still, and shows a whole track at once.
    """
    target = intent.target
    if intent.act in (Act.UNKNOWN, Act.NOISE, Act.SILENCE):
        return Intent(Act.LOST)
    if intent.act in (Act.YES, Act.NO) and not place.asked:
        return Intent(Act.LOST)
    if intent.act is Act.HELP and place.topic == MENU:
        # Where nothing is read there is no more to tell than which words there are.
        return Intent(Act.OPEN, MENU)
    if intent.act is Act.YES:
        return texted(Intent.parse(place.asked[0]), place.plain(), protocol)
    if intent.act is Act.TEXT:
        target = target or (place.topic if place.topic != MENU else NUMBERS)
        act = Act.CARD if target in protocol.resources else Act.OPEN
        intent = Intent(act, target, intent.note)
    if intent.act is Act.OPEN and (target in protocol.tracks or target == SIGNS):
        return Intent(Act.OVERVIEW, target, intent.note)
    if intent.act is Act.REACH:
        return Intent(Act.CARD, target, intent.note)
    return intent
