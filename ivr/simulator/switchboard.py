"""Many calls at once, in time: each wait ends when its seconds are over.

The clock is the real one for people, or one that a test turns by hand; a call is
the same coroutine either way.
"""

import heapq
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ivr.simulator.account import Account
from ivr.simulator.call import Call
from ivr.simulator.conversation import Entry, told
from ivr.simulator.events import Event, Happening, Key, Waiting, Words
from ivr.simulator.thread import Thread

# A hotline that hangs keeps one of these busy for 15 seconds.
HANDS = 16
KEPT_CALLS = 30

# What the end of a wait is in a transcript, where it is anything.
SILENCES = {
    Waiting.LISTENING: "Officer stays silent",
    Waiting.RINGING: "Line does not answer",
    Waiting.LINE_LISTENING: "Line stays silent",
}
DEEDS = {
    Event.HANG_UP: "Officer hangs up",
    Event.PICK_UP: "Line answers",
    Event.BUSY: "Line is busy",
    Event.FAILED: "Line cannot be called",
    Event.LINE_HANGS_UP: "Line hangs up",
}


@dataclass
class Live:
    """A call, what is written of it, and which of its waits is the present one."""

    call: Call
    entries: list[Entry] = field(default_factory=list)
    turn: int = 0
    read: int = 0
    machine: bool = False
    """Whether a voicemail picked up, and no person."""
    lock: threading.Lock = field(default_factory=threading.Lock)


class Switchboard:
    """The calls and texts of one world. Thread-safe."""

    def __init__(
        self, account: Account, clock: Callable[[], float] | None = None
    ) -> None:
        """Without a ``clock`` it is turned by `turn`; with one, `run` follows it."""
        self.account, self.world = account, account.world
        self.calls: dict[str, Live] = {}
        self.threads: dict[str, Thread] = {}
        self.version = 0
        self._turned = 0.0
        self._clock = clock or (lambda: self._turned)
        self._due: list[tuple[float, int, str, int]] = []
        self._count = 0
        self._changed = threading.Condition()
        self._hands = ThreadPoolExecutor(HANDS, "switch") if clock else None
        # Texts may come, and requests be answered, when nobody here did anything.
        self.world.changed = self.tell

    def text(self, phone: str, body: str) -> None:
        """Send a text from a phone and take in what comes back."""
        thread = self._thread(phone)
        thread.text(body)
        self.tell()

    def look(self, phone: str) -> Thread:
        """A phone's texts, with those that have come by themselves."""
        thread = self._thread(phone)
        thread.look()
        return thread

    def dial(self, phone: str) -> str:
        """Call the hotline; the call's sid."""
        call = Call(self.world, phone, sid=self.world.sid("CA"), clock=self._clock)
        live = Live(call, [Entry(0, "Officer calls")])
        self.account.calls.announce(self, call)
        with self._changed:
            self.calls[call.sid] = live
            for old in list(self.calls)[:-KEPT_CALLS] if self._hands else ():
                if self.calls[old].call.wait.what is Waiting.OVER:
                    del self.calls[old]
        with live.lock:
            call.start()
            self._after(live)
        return call.sid

    def happen(self, sid: str, event: Happening, deed: str = "") -> None:
        """Let something happen in a call; ``deed`` as a transcript has it."""
        live = self.calls.get(sid)
        if live is None:
            return
        with live.lock:
            self._happen(live, event, deed)

    def stay_silent(self, sid: str) -> None:
        """Whoever is listened to says nothing until that is noticed."""
        self.hear_out(sid)
        live = self.calls.get(sid)
        # Two who speak with each other are not listened to.
        if live is not None and live.call.wait.what is not Waiting.BRIDGED:
            self.happen(sid, Event.TIME_UP)

    def hear_out(self, sid: str) -> None:
        """Let what is being said come to its end."""
        live = self.calls.get(sid)
        if live is None:
            return
        with live.lock:
            while live.call.wait.what in (Waiting.SPEAKING, Waiting.LINE_SPEAKING):
                self._happen(live, Event.TIME_UP, "")

    def turn(self, seconds: float) -> None:
        """Turn the clock on, and end every wait that is over by then, in order."""
        until = self._turned + seconds
        while self._due and self._due[0][0] <= until:
            due, _, sid, turn = heapq.heappop(self._due)
            self._turned = due
            self._time_up(sid, turn)
        self._turned = until

    def run(self) -> None:
        """Follow the clock in a thread of its own, for as long as the program runs."""
        threading.Thread(target=self._run, name="switchboard", daemon=True).start()

    def wait_for_change(self, version: int, seconds: float) -> int:
        """The version after this one, or this one when the seconds are over."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != version, seconds)
            return self.version

    def _thread(self, phone: str) -> Thread:
        with self._changed:
            return self.threads.setdefault(phone, Thread(self.world, phone))

    def _happen(self, live: Live, event: Happening, deed: str) -> None:
        wait = live.call.wait
        if wait.what is Waiting.OVER:
            return
        if event is Event.TIME_UP:
            deed = SILENCES.get(wait.what, "")
        elif not deed:
            deed = _deed(event)
        if deed:
            what, _, words = deed.partition(": ")
            live.entries.append(Entry(0, what, words))
        live.call.happen(event)
        self._after(live)

    def _after(self, live: Live) -> None:
        fresh = live.call.script[live.read :]
        live.read = len(live.call.script)
        for what, words in told(fresh):
            last = live.entries[-1]
            if what == last.what == "Hotline says":
                live.entries[-1] = Entry(0, what, f"{last.words} {words}")
            else:
                live.entries.append(Entry(0, what, words))
        live.turn += 1
        wait = live.call.wait
        if wait.what is not Waiting.OVER:
            with self._changed:
                self._count += 1
                due = self._clock() + wait.seconds
                heapq.heappush(self._due, (due, self._count, live.call.sid, live.turn))
        self.tell()

    def _time_up(self, sid: str, turn: int) -> None:
        live = self.calls.get(sid)
        if live is None:
            return
        with live.lock:
            # Something else may have happened since this wait began.
            if live.turn == turn:
                self._happen(live, Event.TIME_UP, "")

    def _run(self) -> None:
        assert self._hands is not None
        while True:
            with self._changed:
                ready = []
                while self._due and self._due[0][0] <= self._clock():
                    ready.append(heapq.heappop(self._due))
            for _, _, sid, turn in ready:
                self._hands.submit(self._time_up, sid, turn)
            time.sleep(0.02)

    def tell(self) -> None:
        """Something that is shown has changed: whoever watches looks again."""
        with self._changed:
            self.version += 1
            self._changed.notify_all()


def _deed(event: Happening) -> str:
    if isinstance(event, Words):
        return f"Officer says: {event.text}"
    if isinstance(event, Key):
        return f"{'Line' if event.by_line else 'Officer'} presses: {event.digit}"
    return DEEDS.get(event, "")
