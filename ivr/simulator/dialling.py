"""Plays a Dial: the line rings, hears its brief, and is connected or is not."""

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from ivr.simulator.events import (
    CallerGone,
    Event,
    Happening,
    Heard,
    Key,
    LineGone,
    Page,
    Wait,
    Waiting,
)
from ivr.simulator.legs import Leg
from ivr.simulator.transport import Form
from ivr.simulator.twiml import Fault, Verb
from ivr.simulator.world import World

# Twilio rings for about this much longer than a Dial's timeout
# (twilio.com/docs/voice/twiml/dial).
EXTRA_RING_SECONDS = 5
LONGEST_TALK_SECONDS = "14400"
CALLABLE = re.compile(r"\+?[\d\-(). ]{3,20}")

Fetch = Callable[[str, str, Form, str], Page]
"""Asks for a page: its kind, its address, the form and the method."""


@dataclass
class Dialling:
    """The lines called for one caller. What is heard goes into her script."""

    world: World
    caller: str
    sid: str
    script: list[Heard]
    fetch: Fetch
    now: Callable[[], float]
    left: Callable[[], None]
    """What follows at once when the caller hangs up and the line rings on."""
    dialled: list[str] = field(default_factory=list)
    _child: str = ""
    _alone: bool = False

    def run(self, verb: Verb, url: str) -> Generator[Wait, Happening, dict[str, str]]:
        """Call, brief and connect; the fields that Twilio tells the action."""
        noun = next((one for one in verb.children if one.name == "Number"), None)
        number = noun.text if noun else verb.text
        caller_id = verb.attributes.get("callerId", self.caller)
        if caller_id not in (self.caller, self.world.hotline_number):
            raise Fault(13214, "callerId is not a number of this account or call.")
        self._child = self.world.sid("CA")
        self.dialled.append(number)
        ring = float(verb.attributes.get("timeout", "30")) + EXTRA_RING_SECONDS
        star = verb.attributes.get("hangupOnStar") == "true"
        limit = float(verb.attributes.get("timeLimit", LONGEST_TALK_SECONDS))
        status, bridged, began = "failed", False, self.now()
        if CALLABLE.fullmatch(number):
            status = yield from self._ring(number, ring, star)
        fields = {"DialCallSid": self._child}
        if status == "answered":
            began = self.now()
            bridged = yield from self._screened(noun, url, number, caller_id)
            status = "completed" if bridged else self.world.behaviour.declined_status
            if bridged and not self._alone:
                yield from self._talk(number, star, limit)
            fields["DialCallDuration"] = str(int(self.now() - began))
        if self._alone:
            raise CallerGone
        if self.world.behaviour.tells_bridged:
            fields["DialBridged"] = str(bridged).lower()
        return {"DialCallStatus": status, **fields}

    def _ring(
        self, number: str, seconds: float, star: bool
    ) -> Generator[Wait, Happening, str]:
        self.script.append(Heard("carrier", f"(calls {number})"))
        while True:
            event = yield Wait(Waiting.RINGING, seconds, number)
            if event is Event.HANG_UP:
                self._hung_up()
            stops = star and self.world.behaviour.star_while_ringing
            if stops and event == Key("*"):
                return self.world.behaviour.stopped_status
            outcome = {
                Event.PICK_UP: "answered",
                Event.BUSY: "busy",
                Event.FAILED: "failed",
                Event.TIME_UP: "no-answer",
                Event.LINE_HANGS_UP: "no-answer",
            }.get(event if isinstance(event, Event) else Event.HANG_UP)
            if outcome:
                if outcome != "answered":
                    self.script.append(Heard("carrier", f"({outcome})"))
                return outcome

    def _hung_up(self) -> None:
        """She is gone; the line is too, unless the switch lets it ring on."""
        if not self.world.behaviour.rings_on:
            raise CallerGone
        self._alone = True
        self.left()

    def _screened(
        self, noun: Verb | None, url: str, number: str, caller_id: str
    ) -> Generator[Wait, Happening, bool]:
        """Play the brief to the line; whether it came to its end and is bridged."""
        if noun is None or not noun.attributes.get("url"):
            return True
        form = self.world.fields(
            CallSid=self._child,
            ParentCallSid=self.sid,
            From=caller_id,
            To=number,
            Direction="outbound-dial",
            CallStatus="in-progress",
        )
        target = self.world.resolve(noun.attributes["url"], url)
        try:
            page = self.fetch("whisper", target, form, _method(noun))
            while True:
                went_on = yield from self._brief(*page, form)
                if went_on is None or isinstance(went_on, bool):
                    return went_on is True
                page = went_on
        except (Fault, LineGone):
            return False

    def _brief(
        self, url: str, verbs: tuple[Verb, ...], form: dict[str, str]
    ) -> Generator[Wait, Happening, Page | bool | None]:
        """One page of the brief: the next page, True at its end, None on Hangup."""
        leg = Leg(self.script, self.world.behaviour, line=True)
        for verb in verbs:
            if verb.name in ("Say", "Pause", "Play"):
                yield from leg.speak(verb)
            elif verb.name == "Hangup":
                return None
            elif verb.name == "Redirect":
                target = self.world.resolve(verb.text, url)
                return self.fetch("whisper", target, form, _method(verb))
            elif verb.name == "Gather":
                told = yield from leg.gather(verb)
                if told is not None:
                    target = self.world.action(verb, url)
                    return self.fetch(
                        "whisper", target, {**form, **told}, _method(verb)
                    )
        return True

    def _talk(
        self, number: str, star: bool, limit: float
    ) -> Generator[Wait, Happening, None]:
        self.script.append(Heard("carrier", "(connected)"))
        while True:
            event = yield Wait(Waiting.BRIDGED, limit, number)
            if event is Event.HANG_UP:
                raise CallerGone
            by_star = star and event == Key("*")
            if event in (Event.LINE_HANGS_UP, Event.TIME_UP) or by_star:
                return


def _method(verb: Verb) -> str:
    return verb.attributes.get("method", "POST")
