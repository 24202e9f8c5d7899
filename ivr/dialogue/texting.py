"""What the hotline answers to a text: the same answers, in a text's own way."""

from dataclasses import replace

from ivr.dialogue.ground import items, subject
from ivr.dialogue.intent import STEPS, Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.reply import Reply
from ivr.dialogue.respond import respond
from ivr.dialogue.unheard import on_to
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
            reply = respond(protocol, at, texted(intent, at, protocol))
            replies.append(_led_on(protocol, reply))
    return tuple(replies)


def _led_on(protocol: Protocol, reply: Reply) -> Reply:
    """The reply with the way back to her steps: all numbers stand in one text."""
    if reply.parts[-1:] and reply.parts[-1].prompt == "numbers":
        last = reply.at.but(item=items(protocol, NUMBERS)[-1])
        return replace(reply, parts=(*reply.parts, *on_to(protocol, last)))
    return reply


def texted(intent: Intent, place: Place, protocol: Protocol) -> Intent:
    """What an intent comes to when it arrives by text.

    A text cannot ring a line or keep still, and shows a whole track at once.
    """
    target = intent.target
    if intent.act in (Act.UNKNOWN, Act.NOISE, Act.SILENCE):
        return Intent(Act.LOST)
    if intent.act in (Act.YES, Act.NO) and not place.asked:
        return Intent(Act.LOST)
    if intent.act is Act.HELP and place.topic == MENU and len(place.asked) < 2:
        # Where nothing is read there is no more to tell than which words there are.
        return Intent(Act.OPEN, MENU)
    if intent.act in (Act.NEXT, Act.BACK) and place.left:
        # What is shown whole has no next page and none before.
        return Intent(intent.act, STEPS)
    if intent.act is Act.YES and len(place.asked) > 1:
        return Intent(Act.ASK, "|".join(place.asked))
    if intent.act is Act.YES and place.resumed:
        return intent
    if intent.act is Act.YES:
        return texted(Intent.parse(place.asked[0]), place.plain(), protocol)
    if intent.act is Act.TEXT:
        target = target or subject(protocol, place)
        act = Act.CARD if target in protocol.resources else Act.OPEN
        intent = Intent(act, target, intent.note)
    if intent.act is Act.OPEN and (target in protocol.tracks or target == SIGNS):
        return Intent(Act.OVERVIEW, target, intent.note)
    if intent.act is Act.REACH:
        return Intent(Act.CARD, target, intent.note)
    return intent
