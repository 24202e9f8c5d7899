"""Plays one call: the caller's leg, and the leg of whoever is called for her.

The call is a coroutine that yields what it waits for and is sent what happens.
It keeps no time of its own: a terminal waits for a person, a test sends the
next event at once, a clock sends `TimeUp` when the seconds of a wait are over.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from enum import Enum

from ivr.simulator.twiml import Fault, Verb
from ivr.simulator.world import World

# Said by Twilio itself when a page fails and there is no fallback.
CANNED_ERROR = "We are sorry, an application error has occurred. Goodbye."

# Twilio rings for about this much longer than a Dial's timeout
# (twilio.com/docs/voice/twiml/dial).
EXTRA_RING_SECONDS = 5


class Event(Enum):
    """What can happen during a call, besides keys and words."""

    TIME_UP = "time up"
    HANG_UP = "the caller hangs up"
    PICK_UP = "the line picks up"
    BUSY = "the line is busy"
    FAILED = "the number cannot be called"
    LINE_HANGS_UP = "the line hangs up"


@dataclass(frozen=True, slots=True)
class Key:
    """A key pressed by the caller, or by the line."""

    digit: str
    by_line: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What speech recognition made of what the caller, or her radio, said."""

    text: str
    confidence: float | None = 0.9


Happening = Event | Key | Words


class Waiting(Enum):
    """What a call is waiting for."""

    SPEAKING = "the hotline speaks"
    LISTENING = "the hotline listens"
    RINGING = "a line rings"
    LINE_SPEAKING = "the line hears the brief"
    LINE_LISTENING = "the line may press a key"
    BRIDGED = "the two are connected"
    OVER = "the call is over"


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait: for what, for how many seconds at most, and who is called."""

    what: Waiting
    seconds: float = 0.0
    number: str = ""
    keys: bool = False
    speech: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """A line of the call's script: who heard or did it, and the words."""

    who: str
    text: str


class _CallerGone(Exception):
    pass


class _LineGone(Exception):
    pass


Flow = Generator[Wait, Happening, None]
Page = tuple[str, tuple[Verb, ...]]
"""An address and the verbs that were found there."""


@dataclass
class Call:
    """A call to the hotline. Begin with `start`, go on with `happen`."""

    world: World
    caller: str
    sid: str = ""
    script: list[Heard] = field(default_factory=list)
    seconds: float = 0.0
    wait: Wait = Wait(Waiting.OVER)
    fault: Fault | None = None
    dialled: list[str] = field(default_factory=list)
    _flow: Flow | None = None
    _child: str = ""

    def start(self) -> Wait:
        """Dial the hotline and play up to the first wait."""
        self.sid = self.sid or self.world.sid("CA")
        self._flow = self._play()
        try:
            self.wait = next(self._flow)
        except StopIteration:
            self.wait = Wait(Waiting.OVER)
        return self.wait

    def happen(self, event: Happening) -> Wait:
        """Let something happen and play up to the next wait."""
        if self._flow is None or self.wait.what is Waiting.OVER:
            return self.wait
        if event is Event.TIME_UP:
            self.seconds += self.wait.seconds
        try:
            self.wait = self._flow.send(event)
        except StopIteration:
            self.wait = Wait(Waiting.OVER)
        return self.wait

    def listen(self) -> Wait:
        """Let all that is being said be heard to its end."""
        while self.wait.what in (Waiting.SPEAKING, Waiting.LINE_SPEAKING):
            self.happen(Event.TIME_UP)
        return self.wait

    def _fields(self, **more: str) -> dict[str, str]:
        return self.world.fields(
            CallSid=self.sid,
            From=self.caller,
            To=self.world.hotline_number,
            Caller=self.caller,
            Called=self.world.hotline_number,
            Direction="inbound",
            **more,
        )

    def _play(self) -> Flow:
        status = "completed"
        try:
            url = f"{self.world.hotline_url}/voice"
            page: Page | None = self._page(url, CallStatus="ringing")
            while page is not None:
                page = yield from self._run(*page)
        except _CallerGone:
            self.script.append(Heard("officer", "(hangs up)"))
        except Fault as fault:
            self.fault = fault
            self.script.append(Heard("carrier", CANNED_ERROR))
        else:
            self.script.append(Heard("carrier", "(the call ends)"))
        try:
            self.world.post(
                "status",
                f"{self.world.hotline_url}/voice/status",
                self._fields(CallStatus=status, CallDuration=str(int(self.seconds))),
            )
        except Fault:
            pass  # Recorded as a webhook; nothing hangs on it.

    def _page(self, url: str, **more: str) -> Page:
        form = self._fields(**{"CallStatus": "in-progress", **more})
        return self.world.verbs("voice", url, form)

    def _run(
        self, url: str, verbs: tuple[Verb, ...]
    ) -> Generator[Wait, Happening, Page | None]:
        for verb in verbs:
            if verb.name in ("Say", "Play", "Pause"):
                yield from self._speak(verb, bargeable=False)
            elif verb.name == "Gather":
                fields = yield from self._gather(verb)
                if fields is not None:
                    return self._page(self._action(verb, url), **fields)
            elif verb.name == "Redirect":
                return self._page(self.world.resolve(verb.text, url))
            elif verb.name == "Dial":
                fields = yield from self._dial(verb, url)
                if verb.attributes.get("action"):
                    return self._page(self._action(verb, url), **fields)
            elif verb.name in ("Hangup", "Reject"):
                return None
        return None

    def _action(self, verb: Verb, url: str) -> str:
        return self.world.resolve(verb.attributes.get("action", url), url)

    def _speak(
        self, verb: Verb, bargeable: bool
    ) -> Generator[Wait, Happening, Key | Words | None]:
        seconds = verb.seconds
        if verb.name == "Say":
            self.script.append(Heard("hotline", verb.text))
        elif verb.name == "Pause":
            seconds = float(verb.attributes.get("length", "1"))
        wait = Wait(Waiting.SPEAKING, seconds, keys=bargeable, speech=bargeable)
        while True:
            event = yield wait
            if event is Event.HANG_UP:
                raise _CallerGone
            if event is Event.TIME_UP:
                return None
            if bargeable and isinstance(event, Key | Words):
                return event

    def _gather(self, verb: Verb) -> Generator[Wait, Happening, dict[str, str] | None]:
        kinds = verb.attributes.get("input", "dtmf").split()
        event: Happening | None = None
        for child in verb.children:
            event = yield from self._speak(child, bargeable=True)
            if event is not None and _taken(event, kinds):
                break
            event = None
        timeout = verb.attributes.get("timeout", "5")
        seconds = 5.0 if timeout == "auto" else float(timeout)
        wait = Wait(
            Waiting.LISTENING, seconds, keys="dtmf" in kinds, speech="speech" in kinds
        )
        most = int(verb.attributes.get("numDigits", "0"))
        finish = verb.attributes.get("finishOnKey", "#")
        digits = ""
        while True:
            event = event or (yield wait)
            if event is Event.HANG_UP:
                raise _CallerGone
            if event is Event.TIME_UP:
                break
            if isinstance(event, Words) and "speech" in kinds and not digits:
                told = {"SpeechResult": event.text}
                if event.confidence is not None:
                    told["Confidence"] = str(event.confidence)
                self.script.append(Heard("officer", event.text))
                return told
            if isinstance(event, Key) and not event.by_line and "dtmf" in kinds:
                self.script.append(Heard("officer", f"[{event.digit}]"))
                if finish and event.digit == finish:
                    break
                digits += event.digit
                if most and len(digits) >= most:
                    break
            event = None
        if digits:
            return {"Digits": digits}
        if verb.attributes.get("actionOnEmptyResult") == "true":
            return {}
        return None

    def _dial(self, verb: Verb, url: str) -> Generator[Wait, Happening, dict[str, str]]:
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
                raise _CallerGone
            stops = star and self.world.behaviour.star_while_ringing
            if isinstance(event, Key) and event.digit == "*" and stops:
                return "no-answer"
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
        except (Fault, _LineGone):
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
                    target = self._action(verb, url)
                    return self.world.verbs("whisper", target, {**form, "Digits": key})
        return True

    def _tell_line(self, verb: Verb) -> Generator[Wait, Happening, str]:
        if verb.name == "Say":
            self.script.append(Heard("line hears", verb.text))
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
            raise _CallerGone
        if event is Event.LINE_HANGS_UP:
            raise _LineGone
        if isinstance(event, Key) and event.by_line:
            self.script.append(Heard("line", f"[{event.digit}]"))
            return event.digit
        return ""

    def _talk(self, number: str, star: bool) -> Generator[Wait, Happening, None]:
        self.script.append(Heard("carrier", "(connected)"))
        while True:
            event = yield Wait(Waiting.BRIDGED, 60.0, number)
            if event is Event.HANG_UP:
                raise _CallerGone
            by_star = isinstance(event, Key) and event.digit == "*" and star
            if event is Event.LINE_HANGS_UP or by_star:
                return


def _taken(event: Happening, kinds: list[str]) -> bool:
    if isinstance(event, Words):
        return "speech" in kinds
    return isinstance(event, Key) and not event.by_line and "dtmf" in kinds
