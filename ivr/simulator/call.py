"""Plays one call: the caller's leg, and the leg of whoever is called for her.

The call is a coroutine that yields what it waits for and is sent what happens.
It keeps no time of its own: a terminal waits for a person, a test sends the
next event at once, a clock sends `TimeUp` when the seconds of a wait are over.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field

from ivr.simulator.dialling import Dialling
from ivr.simulator.events import (
    CallerGone,
    Event,
    Flow,
    Happening,
    Heard,
    Page,
    Wait,
    Waiting,
)
from ivr.simulator.legs import Leg
from ivr.simulator.transport import Form
from ivr.simulator.twiml import Fault, Verb
from ivr.simulator.world import World

# Said by Twilio itself when a page fails and there is no fallback.
CANNED_ERROR = "We are sorry, an application error has occurred. Goodbye."
# Pages in a row without a word, a silence or a key between them.
MOST_PAGES = 11


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
    clock: Callable[[], float] | None = None
    """Without one, only waits that came to their end are time that passed."""
    _flow: Flow | None = None
    _cookies: dict[str, str] = field(default_factory=dict)
    _pages: int = 0
    _began: float = 0.0
    _over: bool = False

    def now(self) -> float:
        """Seconds on the call's clock."""
        return self.clock() if self.clock else self.seconds

    def start(self) -> Wait:
        """Dial the hotline and play up to the first wait."""
        self.sid = self.sid or self.world.sid("CA")
        self._began = self.now()
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
        if event is not Event.TIME_UP or self.wait.seconds:
            self._pages = 0
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
        try:
            middle = self.world.hotline_url + self.entry
            url = middle if self.entry else self.world.voice_url
            page: Page | None = self._page(url, CallStatus="ringing", **self.told)
            while page is not None:
                page = yield from self._run(*page)
        except CallerGone:
            self._left()
        except Fault as fault:
            self.fault = fault
            self.script.append(Heard("carrier", CANNED_ERROR))
        else:
            self.script.append(Heard("carrier", "(the call ends)"))
        self._ended()

    def _left(self) -> None:
        if not self._over:
            self.script.append(Heard("officer", "(hangs up)"))
            self._ended()

    def _ended(self) -> None:
        """Tell the hotline, once, that she is gone."""
        if self._over:
            return
        self._over = True
        lasted = str(int(self.now() - self._began))
        told = self._fields(CallStatus="completed", CallDuration=lasted)
        try:
            if self.world.status_url:
                self.world.post("status", self.world.status_url, told)
        except Fault:
            pass  # Recorded as a webhook; nothing hangs on it.

    def _page(self, url: str, method: str = "POST", **more: str) -> Page:
        form = self._fields(**{"CallStatus": "in-progress", **more})
        return self._fetch("voice", url, form, method)

    def _fetch(self, kind: str, url: str, form: Form, method: str = "POST") -> Page:
        """One page of either leg; Fault also where pages only lead to pages."""
        self._pages += 1
        if self._pages > MOST_PAGES:
            raise Fault(11215, "The pages lead to each other, and nobody hears any.")
        keep = self._cookies if self.world.behaviour.call_cookies else {}
        return self.world.verbs(kind, url, form, dict(keep), keep, method)

    def _run(
        self, url: str, verbs: tuple[Verb, ...]
    ) -> Generator[Wait, Happening, Page | None]:
        leg = Leg(self.script, self.world.behaviour)
        for verb in verbs:
            if verb.name in ("Say", "Play", "Pause"):
                yield from leg.speak(verb)
            elif verb.name == "Gather":
                fields = yield from leg.gather(verb)
                if fields is not None:
                    return self._follow(verb, url, fields)
            elif verb.name == "Redirect":
                target = self.world.resolve(verb.text, url)
                return self._page(target, verb.attributes.get("method", "POST"))
            elif verb.name == "Dial":
                fields = yield from self._dialling().run(verb, url)
                if verb.attributes.get("action"):
                    return self._follow(verb, url, fields)
            elif verb.name in ("Hangup", "Reject"):
                return None
        return None

    def _follow(self, verb: Verb, url: str, fields: dict[str, str]) -> Page:
        method = verb.attributes.get("method", "POST")
        return self._page(self.world.action(verb, url), method, **fields)

    def _dialling(self) -> Dialling:
        return Dialling(
            self.world,
            self.caller,
            self.sid,
            self.script,
            self._fetch,
            self.now,
            self._left,
            self.dialled,
        )
