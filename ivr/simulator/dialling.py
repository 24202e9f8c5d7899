"""Plays a Dial: the line rings, hears its brief, and is connected or is not."""

from collections.abc import Generator
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
from ivr.simulator.twiml import Fault, Verb
from ivr.simulator.world import World

# Twilio rings for about this much longer than a Dial's timeout
# (twilio.com/docs/voice/twiml/dial).
EXTRA_RING_SECONDS = 5


@dataclass
class Dialling:
    """The lines called for one caller. What is heard goes into her script."""

    world: World
    caller: str
    sid: str
    script: list[Heard]
    dialled: list[str] = field(default_factory=list)
    _child: str = ""

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
        status = yield from self._ring(number, ring, star)
        bridged = False
        if status == "answered":
            bridged = yield from self._screened(noun, url, number, caller_id)
            status = "completed" if bridged else self.world.behaviour.declined_status
            if bridged:
                yield from self._talk(number, star)
        fields = {"DialCallStatus": status, "DialCallSid": self._child}
        if self.world.behaviour.tells_bridged:
            fields["DialBridged"] = str(bridged).lower()
        return fields

    def _ring(
        self, number: str, seconds: float, star: bool
    ) -> Generator[Wait, Happening, str]:
        self.script.append(Heard("carrier", f"(calls {number})"))
        while True:
            event = yield Wait(Waiting.RINGING, seconds, number)
            if event is Event.HANG_UP:
                raise CallerGone
            stops = star and self.world.behaviour.star_while_ringing
            if isinstance(event, Key) and event.digit == "*" and stops:
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

    def _screened(
        self, noun: Verb | None, url: str, number: str, caller_id: str
    ) -> Generator[Wait, Happening, bool]:
        """Play the brief to the line; whether it came to its end and is bridged."""
        whisper = noun.attributes.get("url") if noun else None
        if not whisper:
            return True
        form = self.world.fields(
            CallSid=self._child,
            ParentCallSid=self.sid,
            From=caller_id,
            To=number,
            Direction="outbound-dial",
            CallStatus="in-progress",
        )
        try:
            page = self.world.verbs("whisper", self.world.resolve(whisper, url), form)
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
        for verb in verbs:
            if verb.name in ("Say", "Pause", "Play"):
                yield from self._tell_line(verb)
            elif verb.name == "Hangup":
                return None
            elif verb.name == "Redirect":
                target = self.world.resolve(verb.text, url)
                return self.world.verbs("whisper", target, form)
            elif verb.name == "Gather":
                key = yield from self._line_key(verb)
                if key:
                    target = self.world.action(verb, url)
                    return self.world.verbs("whisper", target, {**form, "Digits": key})
        return True

    def _tell_line(self, verb: Verb) -> Generator[Wait, Happening, str]:
        if verb.name == "Say":
            self.script.append(Heard("line hears", verb.text, verb.seconds))
        while True:
            event = yield Wait(Waiting.LINE_SPEAKING, verb.seconds, keys=True)
            key = self._on_line(event)
            if key or event is Event.TIME_UP:
                return key

    def _line_key(self, verb: Verb) -> Generator[Wait, Happening, str]:
        for child in verb.children:
            key = yield from self._tell_line(child)
            if key:
                return key
        while True:
            seconds = float(verb.attributes.get("timeout", "5"))
            event = yield Wait(Waiting.LINE_LISTENING, seconds, keys=True)
            key = self._on_line(event)
            if key or event is Event.TIME_UP:
                return key

    def _on_line(self, event: Happening) -> str:
        if event is Event.HANG_UP:
            raise CallerGone
        if event is Event.LINE_HANGS_UP:
            raise LineGone
        if isinstance(event, Key) and event.by_line:
            self.script.append(Heard("line", f"[{event.digit}]"))
            return event.digit
        return ""

    def _talk(self, number: str, star: bool) -> Generator[Wait, Happening, None]:
        self.script.append(Heard("carrier", "(connected)"))
        while True:
            event = yield Wait(Waiting.BRIDGED, 60.0, number)
            if event is Event.HANG_UP:
                raise CallerGone
            by_star = isinstance(event, Key) and event.digit == "*" and star
            if event is Event.LINE_HANGS_UP or by_star:
                return
