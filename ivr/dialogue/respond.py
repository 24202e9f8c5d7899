"""What the hotline answers: a total function of place and intent.

No I/O, no clock, no Flask, no Twilio. Every place and every intent has an
answer, also a place that an edit of the protocol has taken away.
"""

from collections.abc import Callable

from ivr.dialogue.ground import (
    ALL,
    END,
    MENU_PLACE,
    after,
    aside,
    before,
    exists,
    items,
    left,
    numbered,
    opening,
    subject,
)
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import RESUMED, Pace, Place
from ivr.dialogue.questions import ask, explain, no, yes
from ivr.dialogue.reply import Part, Reply, Then
from ivr.dialogue.unheard import noise, on_to, prompt, silence, tell, unknown
from ivr.protocol.model import MENU, NUMBERS, SIGNS, Protocol, Transfer


def respond(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    """Answer an intent at a place. Pure and total; never raises."""
    if not exists(protocol, place):
        place = MENU_PLACE
    reply = ANSWERS[intent.act](protocol, place, intent)
    if intent.note:
        note = Part(f"note-{intent.note}", reply.at.topic, reply.at.item)
        reply = Reply(
            reply.at, (note, *reply.parts), reply.then, reply.lines, reply.text
        )
    return reply


def respond_to_both(
    protocol: Protocol, place: Place, first: Intent, second: Intent | None
) -> Reply:
    """Answer two intents said in one breath ("minor, and text me the numbers").

    The second is answered too where the two fit into one reply: a text to be
    sent, or a line to be called once the place is known. Else it is dropped.
    """
    reply = respond(protocol, place, first)
    if second is None or reply.then is not Then.LISTEN:
        return reply
    extra = respond(protocol, reply.at, second)
    if second.act is Act.TEXT:
        if reply.text and not second.target:
            # What she has just asked for is being texted already.
            return reply
        # One text fits into a reply; another is not promised beside it.
        rest = tuple(part for part in reply.parts if part.prompt != "texting")
        return Reply(reply.at, (*extra.parts, *rest), text=extra.text)
    if second.act is Act.CARD and first.act is Act.CARD:
        return Reply(extra.at, (*reply.parts, *extra.parts))
    if second.act is Act.REACH and extra.then is Then.CONNECT:
        return Reply(reply.at, extra.parts, extra.then, extra.lines)
    return reply


def _standing(protocol: Protocol, place: Place) -> Part:
    """Where she was, said to her after something else has happened."""
    if numbered(protocol, place):
        return prompt("you-were-on", place)
    if place.topic in protocol.tracks and place.item == ALL:
        return prompt("overview", place)
    return prompt("menu" if place.topic == MENU else "you-were-at", place)


def _arrive(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    again = "-again" if intent.target else ""
    return Reply(MENU_PLACE, (prompt(f"greeting{again}", MENU_PLACE),))


def _resume(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    at = left(protocol, place) or place.plain()
    if at == MENU_PLACE:
        return Reply(at, (prompt("nothing-to-resume", at),))
    asked = at.but(asked=RESUMED)
    if numbered(protocol, at):
        return Reply(asked, (prompt("resume", at),))
    return Reply(asked, (_standing(protocol, at),))


def _open(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    at = aside(protocol, place, opening(protocol, intent.target))
    if at.topic == NUMBERS:
        return tell(protocol, at, prompt("texting", at), text=NUMBERS)
    told = tell(protocol, at)
    return Reply(at, (*told.parts, *on_to(protocol, at)))


def _overview(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    if intent.target in protocol.tracks:
        return tell(protocol, Place(intent.target, ALL))
    if intent.target == SIGNS and protocol.signs is not None:
        at = aside(protocol, place, Place(SIGNS, items(protocol, SIGNS)[-1]))
        return Reply(at, (prompt("signs", at), *on_to(protocol, at)))
    return _open(protocol, place, intent)


def _step(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    topic, _, number = intent.target.partition(":")
    topic = topic or (left(protocol, place) or place).topic
    if topic not in protocol.tracks:
        return unknown(protocol, place, intent)
    order = items(protocol, topic)
    # isdecimal alone also admits digits of other scripts, which int() reads too.
    if number.isdecimal() and 1 <= int(number) <= len(order):
        return tell(protocol, Place(topic, order[int(number) - 1]))
    at = place.plain() if place.topic == topic else opening(protocol, topic)
    return Reply(at, (prompt("no-such-step", at),))


def _reach(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    at, id = place.plain(), intent.target
    if id not in protocol.resources:
        return unknown(protocol, place, intent)
    resource = protocol.resources[id]
    if resource.is_line:
        calling = prompt("connecting", at, id)
        return Reply(at, (calling,), Then.CONNECT, (id,))
    if not resource.number:
        return Reply(at.but(given=id), (prompt("card", at, id),), text=id)
    if at.topic in (MENU, NUMBERS):
        at = Place(NUMBERS, id, left=place.left)
    else:
        at = at.but(given=id)
    key = "number-only" if resource.why else "number-now"
    return Reply(at, (prompt("texting", at, id), prompt(key, at, id)), text=id)


def _card(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    if intent.target not in protocol.resources:
        return unknown(protocol, place, intent)
    at = place.plain().but(given=intent.target)
    return Reply(at, (prompt("card", place, intent.target),))


def _next(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    if place.pace is Pace.HOLD:
        return tell(protocol, place.plain())
    onward, was = after(protocol, place), left(protocol, place)
    if was is not None and (onward is None or intent.target):
        return _next(protocol, was, intent)
    if onward is None:
        if place.topic in protocol.tracks or place.topic == MENU:
            return tell(protocol, place.plain())
        return Reply(place.plain(), (prompt("retry-topic", place),))
    if onward.item == END:
        return tell(protocol, onward, prompt("texting", onward), text=onward.topic)
    return tell(protocol, onward)


def _back(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    backward, was = before(protocol, place), left(protocol, place)
    if was is not None and (backward is None or intent.target):
        return tell(protocol, was)
    if backward is not None:
        return tell(protocol, backward)
    if numbered(protocol, place):
        return tell(protocol, place.plain(), prompt("first-step", place))
    return tell(protocol, MENU_PLACE)


def _repeat(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    if place.asked and not place.resumed:
        return ask(protocol, place, Intent(Act.ASK, "|".join(place.asked)))
    if place.topic == NUMBERS and place.item != ALL:
        at = place.plain()
        return Reply(at, (prompt("number-now", at, at.item),))
    return tell(protocol, place.plain())


def _hold(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    at = place.plain().but(pace=Pace.HOLD)
    return Reply(at, (prompt("hold", at),))


def _text(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    at = place.plain()
    wanted = intent.target or subject(protocol, place)
    known = wanted in protocol.resources or items(protocol, wanted)
    if not known or wanted == MENU:
        wanted = NUMBERS
    return Reply(at, (prompt("texting", at, wanted),), text=wanted)


def _lost(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    return Reply(place.plain(), (prompt("not-understood", place),))


def _help(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    return explain(protocol, place) or Reply(place.plain(), (prompt("help", place),))


def _goodbye(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    return Reply(place.plain(), (prompt("goodbye", place),), Then.END)


def _cancel(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    at = place.plain()
    if place.asked or place.pace is not Pace.STEPWISE:
        return Reply(at, (_standing(protocol, at),))
    return Reply(at, (prompt("nothing-to-cancel", at),))


def _yes(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    if place.resumed:
        onward = place.topic in protocol.tracks
        does = Intent(Act.NEXT if onward else Act.REPEAT)
    elif len(place.asked) == 1:
        does = Intent.parse(place.asked[0])
    else:
        return yes(protocol, place, intent)
    return respond(protocol, place.plain(), does)


def _unanswered(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    at = place.plain()
    tried = tuple(id for id in intent.target.split("|") if id in protocol.resources)
    if not tried:
        return Reply(at, (_standing(protocol, at),))
    sorry = prompt("unanswered", at, tried[-1])
    following = next_line(protocol, tried)
    if following:
        # She hears the number at once: she may rather dial it than wait.
        number = prompt("number-each", at, tried[-1])
        calling = prompt("connecting-next", at, following)
        return Reply(at, (sorry, number, calling), Then.CONNECT, (*tried, following))
    number = prompt("number-now", at, tried[0])
    return Reply(at, (sorry, number, _standing(protocol, at)), text=tried[0])


def next_line(protocol: Protocol, tried: tuple[str, ...]) -> str:
    """The line to try after those that did not come on; "" when none is left."""
    transfer = protocol.resources[tried[-1]].transfer
    following = transfer.next if isinstance(transfer, Transfer) else None
    return following if following and following not in tried else ""


def _returned(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    at = place.plain()
    return Reply(at, (prompt("returned", at), _standing(protocol, at)))


Answer = Callable[[Protocol, Place, Intent], Reply]

ANSWERS: dict[Act, Answer] = {
    Act.ARRIVE: _arrive,
    Act.RESUME: _resume,
    Act.OPEN: _open,
    Act.OVERVIEW: _overview,
    Act.STEP: _step,
    Act.REACH: _reach,
    Act.CARD: _card,
    Act.NEXT: _next,
    Act.BACK: _back,
    Act.REPEAT: _repeat,
    Act.HOLD: _hold,
    Act.TEXT: _text,
    Act.LOST: _lost,
    Act.HELP: _help,
    Act.GOODBYE: _goodbye,
    Act.CANCEL: _cancel,
    Act.YES: _yes,
    Act.NO: no,
    Act.ASK: ask,
    Act.SILENCE: silence,
    Act.NOISE: noise,
    Act.UNKNOWN: unknown,
    Act.UNANSWERED: _unanswered,
    Act.RETURNED: _returned,
}
