"""Plays one call: the caller's leg, and the leg of whoever is called for her.

The call is a coroutine that yields what it waits for and is sent what happens.
It keeps no time of its own: a terminal waits for a person, a test sends the
next event at once, a clock sends `TimeUp` when the seconds of a wait are over.
"""

from collections.abc import Generator
from dataclasses import dataclass, field

from ivr.simulator.dialling import Dialling
from ivr.simulator.events import (
    CallerGone,
    Event,
    Flow,
    Happening,
    Heard,
    Key,
    Page,
    Wait,
    Waiting,
    Words,
)
from ivr.simulator.twiml import Fault, Verb
from ivr.simulator.world import World

# Said by Twilio itself when a page fails and there is no fallback.
CANNED_ERROR = "We are sorry, an application error has occurred. Goodbye."


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
    entry: str = ""
    """Another path for the first request plays a call from its middle."""
    told: dict[str, str] = field(default_factory=dict)
    """What the first request tells besides, such as SpeechResult."""
    _flow: Flow | None = None

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
            middle = self.world.hotline_url + self.entry
            url = middle if self.entry else self.world.voice_url
            page: Page | None = self._page(url, CallStatus="ringing", **self.told)
            while page is not None:
                page = yield from self._run(*page)
        except CallerGone:
            self.script.append(Heard("officer", "(hangs up)"))
        except Fault as fault:
            self.fault = fault
            self.script.append(Heard("carrier", CANNED_ERROR))
        else:
            self.script.append(Heard("carrier", "(the call ends)"))
        try:
            told = self._fields(CallStatus=status, CallDuration=str(int(self.seconds)))
            if self.world.status_url:
                self.world.post("status", self.world.status_url, told)
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
                    return self._page(self.world.action(verb, url), **fields)
            elif verb.name == "Redirect":
                return self._page(self.world.resolve(verb.text, url))
            elif verb.name == "Dial":
                fields = yield from self._dialling().run(verb, url)
                if verb.attributes.get("action"):
                    return self._page(self.world.action(verb, url), **fields)
            elif verb.name in ("Hangup", "Reject"):
                return None
        return None

    def _dialling(self) -> Dialling:
        return Dialling(self.world, self.caller, self.sid, self.script, self.dialled)

    def _speak(
        self, verb: Verb, bargeable: bool
    ) -> Generator[Wait, Happening, Key | Words | None]:
        seconds = verb.seconds
        if verb.name == "Say":
            self.script.append(Heard("hotline", verb.text, verb.seconds))
        elif verb.name == "Pause":
            seconds = float(verb.attributes.get("length", "1"))
        wait = Wait(Waiting.SPEAKING, seconds, keys=bargeable, speech=bargeable)
        while True:
            event = yield wait
            if event is Event.HANG_UP:
                raise CallerGone
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
                raise CallerGone
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


def _taken(event: Happening, kinds: list[str]) -> bool:
    if isinstance(event, Words):
        return "speech" in kinds
    return isinstance(event, Key) and not event.by_line and "dtmf" in kinds
