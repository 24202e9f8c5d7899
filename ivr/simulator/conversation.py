"""Transcripts that a trainer can read and correct, run as tests.

A file is a list of lines in the order in which things happen. Lines of the
officer, her radio and the called line are done; lines of the hotline are
compared with what it really did. "..." stands for any words; indented lines go
on from the one above; "#" begins a remark.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ivr.simulator.call import Call
from ivr.simulator.events import Event, Heard, Key, Waiting, Words
from ivr.simulator.thread import Thread
from ivr.simulator.world import World

# A number that is reserved for fiction.
OFFICER = "+16125550142"

DOES = (
    "Officer texts",
    "Officer calls",
    "Officer says",
    "Officer presses",
    "Officer stays silent",
    "Officer hangs up",
    "Radio says",
    "Line answers",
    "Line presses",
    "Line stays silent",
    "Line is busy",
    "Line does not answer",
    "Line cannot be called",
    "Line hangs up",
)
HAPPENS = (
    "Hotline says",
    "Hotline texts",
    "Hotline calls",
    "Hotline is silent",
    "Line hears",
    "Connected",
    "Call ends",
    "Carrier says",
    "Text arrives",
)


class TranscriptError(Exception):
    """A transcript cannot be read: which line, and what may stand there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is done or happens; ``line`` counts from 1."""

    line: int
    what: str
    words: str = ""

    def __str__(self) -> str:
        if "\n" in self.words:
            indented = self.words.replace("\n", "\n  ")
            return f"{self.what}:\n  {indented}"
        return f"{self.what}: {self.words}" if self.words else self.what


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What a transcript says should have happened, and what did."""

    line: int
    expected: str
    happened: str

    def __str__(self) -> str:
        return (
            f"line {self.line}:\n  expected  {self.expected}\n"
            f"  happened  {self.happened}"
        )


def parse(text: str) -> tuple[Entry, ...]:
    """Read a transcript; TranscriptError names the line that cannot be read."""
    entries: list[Entry] = []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip() or raw.startswith("#"):
            continue
        if raw[0].isspace():
            if not entries:
                raise TranscriptError(f"line {number}: nothing to go on from above.")
            last = entries[-1]
            words = f"{last.words}\n{raw.strip()}" if last.words else raw.strip()
            entries[-1] = Entry(last.line, last.what, words)
            continue
        what, _, words = raw.partition(":")
        if what.strip() not in DOES + HAPPENS:
            raise TranscriptError(
                f"line {number}: {what.strip()!r} is not known. A line begins with "
                f"one of: {', '.join(DOES + HAPPENS)}."
            )
        entries.append(Entry(number, what.strip(), words.strip()))
    return tuple(entries)


@dataclass
class Conversation:
    """One officer's texts and calls, and what happened that nobody has read yet."""

    world: World
    phone: str = OFFICER
    settle: Callable[[], None] = lambda: None
    """Waits until texts that are on their way have come."""
    happened: list[Entry] = field(default_factory=list)
    call: Call | None = None
    _read: int = 0

    def __post_init__(self) -> None:
        self.thread = Thread(self.world, self.phone)

    def do(self, entry: Entry) -> None:
        """Do what a line says; whatever follows from it is in ``happened``."""
        if entry.what == "Officer texts":
            for bubble in self.thread.text(entry.words):
                who = "Hotline texts" if bubble.who == "hotline" else "Carrier says"
                self._note(who, bubble.text)
            if self.thread.fault:
                self._note("Carrier says", f"(error {self.thread.fault.code})")
            self._arrivals()
            return
        if entry.what == "Officer calls":
            self.call = Call(self.world, self.phone)
            self._read = 0
            self.call.start()
        elif self.call is None:
            raise TranscriptError(f"line {entry.line}: there is no call yet.")
        else:
            for event in _events(entry):
                # Whoever speaks up waits for the other to have finished, save
                # for hanging up, which needs no turn.
                if event is not Event.HANG_UP:
                    self.call.listen()
                bridged = self.call.wait.what is Waiting.BRIDGED
                if event is Event.TIME_UP and bridged:
                    continue
                self.call.happen(event)
        self.call.listen()
        self._script()
        self._arrivals()

    def _arrivals(self) -> None:
        self.settle()
        for bubble in self.thread.look():
            self._note("Text arrives", bubble.text)

    def _note(self, what: str, words: str = "") -> None:
        last = self.happened[-1] if self.happened else None
        if last and last.what == what == "Hotline says":
            self.happened[-1] = Entry(0, what, f"{last.words} {words}")
        else:
            self.happened.append(Entry(0, what, words))

    def _script(self) -> None:
        assert self.call is not None
        fresh = self.call.script[self._read :]
        self._read = len(self.call.script)
        for what, words in told(fresh):
            self._note(what, words)
        if not fresh or (
            self.call.wait.what is Waiting.LISTENING
            and not any(one.who in ("hotline", "carrier") for one in fresh)
        ):
            self._note("Hotline is silent")


def told(fresh: Iterable[Heard]) -> Iterator[tuple[str, str]]:
    """A script in the lines of a transcript; what people did is left out."""
    for heard in fresh:
        if heard.who == "hotline":
            yield "Hotline says", heard.text
        elif heard.who == "line hears":
            yield "Line hears", heard.text
        elif heard.who == "carrier" and heard.text.startswith("(calls "):
            yield "Hotline calls", heard.text[7:-1]
        elif heard.text == "(connected)":
            yield "Connected", ""
        elif heard.text == "(the call ends)":
            yield "Call ends", ""
        elif heard.who == "carrier" and not heard.text.startswith("("):
            yield "Carrier says", heard.text


def _events(entry: Entry) -> Iterator[Event | Key | Words]:
    if entry.what in ("Officer says", "Radio says"):
        yield Words(entry.words, 0.9)
    elif entry.what in ("Officer presses", "Line presses"):
        for digit in entry.words:
            yield Key(digit, by_line=entry.what.startswith("Line"))
    else:
        yield {
            "Officer stays silent": Event.TIME_UP,
            "Officer hangs up": Event.HANG_UP,
            "Line answers": Event.PICK_UP,
            "Line stays silent": Event.TIME_UP,
            "Line is busy": Event.BUSY,
            "Line does not answer": Event.TIME_UP,
            "Line cannot be called": Event.FAILED,
            "Line hangs up": Event.LINE_HANGS_UP,
        }[entry.what]


def run(
    text: str, world: World, settle: Callable[[], None] = lambda: None
) -> tuple[Mismatch, ...]:
    """Run a transcript against a hotline; nothing is returned if all was so."""
    return tuple(_compare(text, Conversation(world, settle=settle)))


def record(text: str, world: World, settle: Callable[[], None] = lambda: None) -> str:
    """The transcript with the hotline's lines as they really were."""
    talk = Conversation(world, settle=settle)
    lines = [line for line in text.splitlines() if line.startswith("#")]
    for entry in parse(text):
        if entry.what not in DOES:
            continue
        lines.append(str(entry))
        talk.do(entry)
        lines += map(str, talk.happened)
        talk.happened.clear()
    return "\n".join(lines) + "\n"


def _compare(text: str, talk: Conversation) -> Iterator[Mismatch]:
    line = 0
    for entry in parse(text):
        line = entry.line
        if entry.what in DOES:
            for extra in talk.happened:
                yield Mismatch(line, "(nothing more)", str(extra))
            talk.happened.clear()
            talk.do(entry)
            continue
        if not talk.happened:
            yield Mismatch(line, str(entry), "(nothing)")
            continue
        came = talk.happened.pop(0)
        if came.what != entry.what or not matches(entry.words, came.words):
            yield Mismatch(line, str(entry), str(came))
    for extra in talk.happened:
        yield Mismatch(line, "(nothing more)", str(extra))


def matches(expected: str, happened: str) -> bool:
    """Whether words are as expected; "..." stands for any, spacing for nothing."""
    plain = " ".join(expected.split())
    pattern = ".*".join(re.escape(piece.strip()) for piece in plain.split("..."))
    return bool(re.fullmatch(rf"\s*{pattern}\s*", " ".join(happened.split()), re.S))
