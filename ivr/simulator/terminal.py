"""An officer's phone in a terminal: texts as bubbles, calls as they are spoken."""

import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ivr.simulator.call import Call
from ivr.simulator.conversation import OFFICER
from ivr.simulator.events import Event, Happening, Key, Waiting, Words
from ivr.simulator.showing import Guide
from ivr.simulator.thread import HELP as CARRIERS_HELP
from ivr.simulator.thread import OPT_IN, OPT_OUT, Bubble, Thread
from ivr.simulator.world import World

HELP = """\
  text WORDS   send a text, for example: text menu
  call         call the hotline
  help         this list
  quit         put the phone away
  (an empty line looks for texts that have come by themselves)"""

IN_CALL = """\
  During a call: a key (0-9, * or #), or words to say; an empty line is silence.
  radio WORDS  something your radio says      hang up   end the call"""

LINE_HELP = """\
  The line: answer, decline, busy, no answer, voicemail; once it hears the brief:
  a key ({accept} accepts, {decline} declines) or an empty line;
  once connected: hang up.
  You, while it rings: * or hang up."""

CARRIERS_WORD = "(no answer, as it should be for a word of the carrier's)"
OPTED_OUT = "(no answer: this phone has texted STOP. Text START to be answered again.)"
BROKEN_OFF = """\
(no answer: it wants none, or the hotline takes it for what a robot may have
  texted. README.md says when, under "Texts that get no answer".)"""

WIDTH = 72
# A text promised in a call's last sentence is a moment later than the sentence.
ARRIVING_SECONDS = 1.5


class _Gone(Exception):
    """No more input."""


@dataclass
class Terminal:
    """The phone. ``ask`` reads a line of input, ``show`` prints one."""

    world: World
    guide: Guide
    ask: Callable[[str], str]
    show: Callable[[str], None]
    phone: str = OFFICER
    arriving_seconds: float = ARRIVING_SECONDS
    """How long after a call a text is waited for."""

    def __post_init__(self) -> None:
        self.thread = Thread(self.world, self.phone)
        self._line = ""

    def run(self) -> None:
        """Read commands until `quit` or the end of input."""
        self.show(f"An officer's phone. The hotline is {self.world.hotline_number}.")
        self.show(HELP)
        try:
            while self._command(self._read("\nphone> ")):
                pass
        except _Gone:
            self.show("")

    def _read(self, prompt: str) -> str:
        try:
            return self.ask(prompt).strip()
        except EOFError:
            raise _Gone from None

    def _command(self, line: str) -> bool:
        word, _, rest = line.partition(" ")
        word = word.casefold()
        if word in ("quit", "exit", "q"):
            return False
        if word == "text" and rest.strip():
            self._text(rest.strip())
        elif word == "call":
            self._call()
        elif line:
            self.show(HELP)
        else:
            self._arrivals()
        return True

    def _arrivals(self) -> None:
        """Show the texts that have come by themselves since the last look."""
        for bubble in self.thread.look():
            self.show("  A text arrives:")
            for line in drawn(bubble):
                self.show(line)

    def _text(self, body: str) -> None:
        came = self.thread.text(body)
        for bubble in came:
            for line in drawn(bubble):
                self.show(line)
        if self.thread.fault:
            self.show(f"  ! {self.thread.fault}")
        elif not came:
            self.show(f"  {self._unanswered(body)}")

    def _unanswered(self, body: str) -> str:
        """Why nothing came back, where nothing has failed."""
        word = "".join(filter(str.isalnum, body.casefold()))
        if word in OPT_OUT | OPT_IN | CARRIERS_HELP:
            return CARRIERS_WORD
        return OPTED_OUT if self.phone in self.world.opted_out else BROKEN_OFF

    def _call(self) -> None:
        call = Call(self.world, self.phone)
        self.show(IN_CALL)
        call.start()
        shown = 0
        while True:
            shown = self._script(call, shown)
            self._arrivals()
            if call.wait.what is Waiting.OVER:
                break
            if call.wait.what in (Waiting.SPEAKING, Waiting.LINE_SPEAKING):
                call.happen(Event.TIME_UP)
                continue
            for event in self._events(call):
                call.happen(event)
                if call.wait.what in (Waiting.SPEAKING, Waiting.LINE_SPEAKING):
                    break
        if call.fault:
            self.show(f"  ! {call.fault}")
        time.sleep(self.arriving_seconds)
        self._arrivals()

    def _script(self, call: Call, shown: int) -> int:
        names = {"hotline": "HOTLINE", "line hears": "LINE HEARS", "officer": "YOU"}
        for heard in call.script[shown:]:
            name = names.get(heard.who, heard.who.upper())
            if heard.who in ("officer", "line") and heard.text.startswith("["):
                continue
            indent = f"  {name:>10}  "
            self.show(
                textwrap.fill(
                    heard.text,
                    WIDTH,
                    initial_indent=indent,
                    subsequent_indent=" " * len(indent),
                )
            )
        return len(call.script)

    def _events(self, call: Call) -> Iterator[Happening]:
        what = call.wait.what
        if what is Waiting.LISTENING:
            yield self._said(self._read("  > "))
        elif what is Waiting.RINGING:
            keys = {"accept": self.guide.accept, "decline": self.guide.decline}
            self.show(LINE_HELP.format(**keys))
            self._line = self._read(f"  {call.wait.number} rings> ").casefold()
            yield self._rung(self._line)
        elif what is Waiting.LINE_LISTENING:
            # A voicemail presses nothing.
            known = {"decline": self.guide.decline, "voicemail": ""}
            line = known.get(self._line)
            if line is None:
                line = self._read("  the line presses> ").casefold()
            if line == "hang up":
                yield Event.LINE_HANGS_UP
            else:
                yield Key(line[0], by_line=True) if line else Event.TIME_UP
        else:
            line = self._read("  connected; hang up, or * to come back> ")
            yield Key("*") if line == "*" else Event.LINE_HANGS_UP

    def _said(self, line: str) -> Happening:
        if not line:
            return Event.TIME_UP
        if line.casefold() in ("hang up", "hangup"):
            return Event.HANG_UP
        if len(line) == 1 and line in "0123456789*#":
            return Key(line)
        if line.casefold().startswith("radio "):
            return Words(line[6:], 0.5)
        return Words(line, 0.9)

    def _rung(self, line: str) -> Happening:
        if line.startswith(("busy", "b")):
            return Event.BUSY
        if line.startswith(("no", "n")) or not line:
            return Event.TIME_UP
        if line.startswith("hang"):
            return Event.HANG_UP
        return Key("*") if line == "*" else Event.PICK_UP


def drawn(bubble: Bubble) -> Iterator[str]:
    """A text as a bubble, with what it takes to send."""
    wrapped = [
        piece
        for line in bubble.text.splitlines()
        for piece in textwrap.wrap(line, WIDTH - 8) or [""]
    ]
    width = max(map(len, wrapped), default=0)
    yield f"  ╭{'─' * (width + 2)}╮"
    for line in wrapped:
        yield f"  │ {line:<{width}} │"
    yield f"  ╰{'─' * (width + 2)}╯"
    parts = "segment" if bubble.segments == 1 else "segments"
    yield f"    {bubble.characters} characters, {bubble.segments} {parts}"


def run_phone(world: World, guide: Guide) -> None:
    """The phone on this terminal; piped input works as well."""
    interactive = sys.stdin.isatty()

    def ask(prompt: str) -> str:
        if interactive:
            return input(prompt)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        print(f"{prompt}{line.rstrip()}")
        return line

    Terminal(world, guide, ask, print).run()
