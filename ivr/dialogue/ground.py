"""Which places a protocol has, what is told at each, and what lies beside it."""

from ivr.dialogue.place import Pace, Place
from ivr.dialogue.reply import Part
from ivr.protocol.model import MENU, NUMBERS, SIGNS, STATUTE, Protocol
from ivr.protocol.templates import names

ALL, END, START, DEFINITION = "all", "end", "start", "definition"

MENU_PLACE = Place(MENU, START)

# How many turns of silence are borne before the call is ended. The seconds of
# each are in prompts/voice.yaml and come to five minutes.
QUIET_TURNS = 7

# The steps that are new to a caller's ear teach her the word for the next one.
EARLY_STEPS = 2


def items(protocol: Protocol, topic: str) -> tuple[str, ...]:
    """The items of a topic in their order, without ``all`` and ``end``."""
    if topic in protocol.tracks:
        return protocol.items(topic)
    if topic == SIGNS:
        return tuple(turn[0] for turn in protocol.sign_turns())
    if topic == NUMBERS:
        return protocol.numbered()
    if topic == STATUTE and protocol.statute is not None:
        return (DEFINITION,)
    return (START,) if topic == MENU else ()


def exists(protocol: Protocol, place: Place) -> bool:
    """Whether the protocol, as it stands today, has this topic and item."""
    extra = {ALL, END} if place.topic in protocol.tracks else set[str]()
    if place.topic == NUMBERS:
        extra = {ALL}
    return place.item in {*items(protocol, place.topic), *extra}


def places(protocol: Protocol) -> tuple[Place, ...]:
    """Every place there is, with nothing held against the caller."""
    topics = (MENU, *protocol.tracks, SIGNS, STATUTE, NUMBERS)
    every = (
        Place(topic, item)
        for topic in topics
        for item in (ALL, *items(protocol, topic), END)
    )
    return tuple(place for place in every if exists(protocol, place))


def opening(protocol: Protocol, topic: str) -> Place:
    """Where a topic begins; the menu if there is no such topic."""
    if topic == NUMBERS:
        return Place(NUMBERS, ALL)
    first = items(protocol, topic)[:1]
    return Place(topic, first[0]) if first else MENU_PLACE


def after(protocol: Protocol, place: Place) -> Place | None:
    """The place one turn on, or nothing after the last."""
    order = items(protocol, place.topic)
    here = place.plain()
    if place.item == ALL:
        return here.but(item=order[0]) if order else None
    if place.item not in order:
        return None
    at = order.index(place.item) + 1
    if at < len(order):
        return here.but(item=order[at])
    return here.but(item=END) if place.topic in protocol.tracks else None


def before(protocol: Protocol, place: Place) -> Place | None:
    """The place one turn back, or nothing before the first."""
    order = items(protocol, place.topic)
    here = place.plain()
    if place.item == END:
        return here.but(item=order[-1])
    if place.item not in order:
        return None
    at = order.index(place.item)
    if at > 0:
        return here.but(item=order[at - 1])
    return here.but(item=ALL) if place.topic == NUMBERS else None


def aside(protocol: Protocol, place: Place, at: Place) -> Place:
    """Another topic's place, from which she can go back to the step where she is."""
    if at.topic == MENU or at.topic in protocol.tracks:
        return at
    in_track = place.topic in protocol.tracks
    return at.but(left=f"{place.topic}.{place.item}" if in_track else place.left)


def left(protocol: Protocol, place: Place) -> Place | None:
    """The place in a track that she has left for this topic; None if there is none."""
    topic, _, item = place.left.partition(".")
    at = Place(topic, item)
    return at if topic in protocol.tracks and exists(protocol, at) else None


def whom(protocol: Protocol, place: Place) -> str:
    """The resource that a place is about: "call them", "text me the number".

    It is the one told last, the step's line, or the only one that the step names;
    "" if there is none.
    """
    told_of = place.given or (place.item if place.topic == NUMBERS else "")
    if told_of in protocol.resources:
        return told_of
    if not numbered(protocol, place):
        return ""
    step = protocol.step(place.topic, place.item)
    named = {name.partition(".")[0] for name in names(step.say + step.text)}
    return step.line or (named.pop() if len(named) == 1 else "")


def subject(protocol: Protocol, place: Place) -> str:
    """What is texted of a place: a number that was told last, or its topic."""
    told_of = place.given or (place.item if place.topic == NUMBERS else "")
    if told_of in protocol.resources:
        return told_of
    return NUMBERS if place.topic == MENU else place.topic


def numbered(protocol: Protocol, place: Place) -> int:
    """The number of a step in its track, from 1; 0 where there is none."""
    order = items(protocol, place.topic)
    if place.topic not in protocol.tracks or place.item not in order:
        return 0
    return order.index(place.item) + 1


def told(protocol: Protocol, place: Place) -> tuple[Part, ...]:
    """What is told at a place: the same words each time it is reached."""
    topic, item = place.topic, place.item
    if topic in protocol.tracks:
        return (Part(_step_prompt(protocol, place), topic, item),)
    if topic == SIGNS:
        turns = protocol.sign_turns()
        last = len(turns) > 1 and item == turns[-1][0]
        return (Part("signs-more" if last else "signs", topic, item),)
    if topic == STATUTE:
        return (Part("statute", topic, item),)
    if topic == NUMBERS and item == ALL:
        return (Part("numbers", topic, item),)
    if topic == NUMBERS:
        return (Part("number-each", topic, item, about=item),)
    return (Part("menu", topic, item),)


def _step_prompt(protocol: Protocol, place: Place) -> str:
    if place.item == ALL:
        return "overview"
    if place.item == END:
        return "end"
    if place.pace in (Pace.READING, Pace.AGAIN):
        return "read-step"
    number = numbered(protocol, place)
    step = protocol.step(place.topic, place.item)
    last = number == len(protocol.items(place.topic))
    if step.line and protocol.resources[step.line].is_line:
        return "step-last-line" if last else "step-line"
    if last:
        return "step-last"
    if number == 1:
        return "step-first"
    return "step-early" if number <= EARLY_STEPS else "step"
