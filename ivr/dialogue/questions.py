"""What the hotline asks back, and what it does about yes and no.

Nothing is asked whose answer would change nothing, and nobody is put through
because of a yes to one of two.
"""

from ivr.dialogue.ground import MENU_PLACE, told
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.reply import Reply
from ivr.dialogue.unheard import missed, noise, prompt, tell, unknown
from ivr.protocol.model import SIGNS, STATUTE, Protocol

# Where these are said, "yes" may be meant for the line that they have just offered.
OFFERS = frozenset({"step-line", "step-last-line"})


def ask(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    """Ask which of one or two intents she means."""
    asked = tuple(filter(None, intent.target.split("|")[:2]))
    if not asked:
        return unknown(protocol, place, intent)
    if len(asked) == 1 and _is_here(protocol, place, Intent.parse(asked[0])):
        step = place.topic in protocol.tracks
        return Reply(
            place.plain(), (prompt("step-retry" if step else "retry-topic", place),)
        )
    key = "ask" if len(asked) == 1 else "ask-either"
    return _question(place.but(asked=asked), key)


def explain(protocol: Protocol, place: Place) -> Reply | None:
    """Ask once more which of two lines she means, with what each is for."""
    if len(place.asked) < 2:
        return None
    ids = [Intent.parse(one).target for one in place.asked]
    lines = [protocol.resources[id] for id in ids if id in protocol.resources]
    if any(one.for_ for one in lines):
        return _question(place, "ask-which")
    return _question(place, "ask-either")


def yes(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    """Yes to one of two, or where nothing was asked."""
    if place.asked:
        if place.missed:
            return unknown(protocol, place, intent)
        return _question(place.but(missed=1), "ask-either")
    offered = told(protocol, place)[0].prompt in OFFERS
    if offered and place == place.plain():
        line = protocol.step(place.topic, place.item).line
        return ask(protocol, place, Intent(Act.ASK, f"{Act.REACH} {line}"))
    return noise(protocol, place, intent)


def no(protocol: Protocol, place: Place, intent: Intent) -> Reply:
    """No, or none of the two."""
    if place.resumed:
        return tell(protocol, MENU_PLACE)
    if not place.asked:
        return noise(protocol, place, intent)
    return missed(protocol, place.plain().but(missed=1))


def _question(place: Place, key: str) -> Reply:
    at = place.plain().but(missed=place.missed, asked=place.asked)
    return Reply(at, (prompt(key, place, "|".join(place.asked)),))


def _is_here(protocol: Protocol, place: Place, intent: Intent) -> bool:
    """Whether she would be led to what is being read to her."""
    read = place.topic in (*protocol.tracks, SIGNS, STATUTE)
    return read and intent.act is Act.OPEN and intent.target == place.topic
