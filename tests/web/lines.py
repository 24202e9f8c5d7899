"""What a line may do when it is called, and every way to have it called."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.channels.addresses import address
from ivr.channels.edition import Edition
from ivr.dialogue.ground import places
from ivr.dialogue.place import Place
from ivr.protocol.model import Resource, Transfer
from ivr.simulator.behaviour import Behaviour
from ivr.simulator.call import Call
from ivr.simulator.events import Event, Happening, Key, Waiting
from ivr.simulator.transport import Answer, ConnectFailed, Form, Transport
from ivr.simulator.world import World

FALLBACK = "https://fallback.example.org/voice"
PICK_UP, TIME_UP = Event.PICK_UP, Event.TIME_UP
ONE, NINE = Key("1", by_line=True), Key("9", by_line=True)

OUTCOMES: dict[str, tuple[list[Happening], Behaviour]] = {
    "accepted": ([PICK_UP, ONE, Event.LINE_HANGS_UP], Behaviour()),
    "accepted, and no word of the bridge": (
        [PICK_UP, ONE, Event.LINE_HANGS_UP],
        Behaviour(tells_bridged=False),
    ),
    "accepted, and come back by star": ([PICK_UP, ONE, Key("*")], Behaviour()),
    "declined": ([PICK_UP, NINE], Behaviour()),
    "declined, told as no answer": (
        [PICK_UP, NINE],
        Behaviour(declined_status="no-answer"),
    ),
    "declined, and no word of the bridge": (
        [PICK_UP, NINE],
        Behaviour(tells_bridged=False),
    ),
    "busy": ([Event.BUSY], Behaviour()),
    "unanswered": ([TIME_UP], Behaviour()),
    "cannot be called": ([Event.FAILED], Behaviour()),
    "a voicemail": ([PICK_UP, TIME_UP, TIME_UP], Behaviour()),
    "hung up on the brief": ([PICK_UP, Event.LINE_HANGS_UP], Behaviour()),
    "stopped by star": ([Key("*")], Behaviour(star_while_ringing=True)),
    "stopped by star, and told as such": (
        [Key("*")],
        Behaviour(star_while_ringing=True, stopped_status="canceled"),
    ),
    "the brief cannot be fetched": ([PICK_UP], Behaviour()),
    "the brief cannot be fetched, and the fallback hangs up": (
        [PICK_UP],
        Behaviour(whisper_fallback=True),
    ),
}


@dataclass
class NoBrief:
    """A network that loses every request for a brief; a fallback that hangs up."""

    inner: Transport

    def post(self, url: str, headers: Form, form: Form) -> Answer:
        if "/whisper/" in url:
            raise ConnectFailed
        if url == FALLBACK:
            return Answer(
                200, {"content-type": "text/xml"}, b"<Response><Hangup/></Response>"
            )
        return self.inner.post(url, headers, form)


def phones() -> Iterator[str]:
    for number in range(10_000):
        yield f"+1612555{number:04d}"


def chain(edition: Edition, line: str) -> list[str]:
    """The line and those that are tried after it."""
    lines = [line]
    while True:
        transfer = edition.protocol.resources[lines[-1]].transfer
        following = transfer.next if isinstance(transfer, Transfer) else None
        if not following or following in lines:
            return lines
        lines.append(following)


def ways(resource: Resource) -> list[dict[str, str]]:
    """The ways to ask for a line: by its name, and by its key if it has one."""
    asked = [{"SpeechResult": resource.phrase}]
    return asked + ([{"Digits": resource.key}] if resource.key else [])


def play(
    world: World, phone: str, place: Place, told: dict[str, str], how: str
) -> Call:
    happenings, world.behaviour = OUTCOMES[how]
    call = Call(world, phone, entry=address(place), told=told)
    call.start()
    call.listen()
    for _ in range(5):
        if call.wait.what is not Waiting.RINGING:
            break
        for happening in happenings:
            call.listen()
            call.happen(happening)
        call.listen()
    return call


Asking = tuple[str, Place, dict[str, str]]


def askings(edition: Edition) -> list[Asking]:
    """Every line, from every place, asked for in every way."""
    return [
        (line, place, told)
        for line, resource in edition.protocol.resources.items()
        if resource.is_line
        for place in places(edition.protocol)
        for told in ways(resource)
    ]


GOOD = {how for how in OUTCOMES if how.startswith("accepted")}
# From these she comes back without another line being called.
BACK = {*GOOD, "stopped by star, and told as such"}
