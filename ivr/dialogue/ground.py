"""Which places a protocol has, what is told at each, and what lies beside it."""

from ivr.dialogue.place import Pace, Place
from ivr.dialogue.reply import Part
from ivr.protocol.model import MENU, NUMBERS, SIGNS, STATUTE, Protocol

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
    if place.item == ALL:
        return Place(place.topic, order[0]) if order else None
    if place.item not in order:
        return None
    at = order.index(place.item) + 1
    if at < len(order):
        return Place(place.topic, order[at])
    return Place(place.topic, END) if place.topic in protocol.tracks else None


def before(protocol: Protocol, place: Place) -> Place | None:
    """The place one turn back, or nothing before the first."""
    order = items(protocol, place.topic)
    if place.item == END:
        return Place(place.topic, order[-1])
    if place.item not in order:
        return None
    at = order.index(place.item)
    if at > 0:
        return Place(place.topic, order[at - 1])
    return Place(NUMBERS, ALL) if place.topic == NUMBERS else None


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
    if step.line and protocol.resources[step.line].is_line:
        return "step-line"
    if number == len(protocol.items(place.topic)):
        return "step-last"
    if number == 1:
        return "step-first"
    return "step-early" if number <= EARLY_STEPS else "step"
