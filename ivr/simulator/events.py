"""What happens during a call, and what a call waits for."""

from collections.abc import Generator
from dataclasses import dataclass
from enum import Enum

from ivr.simulator.world import Page as Page


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
    """A line of the call's script: who heard or did it, and the words.

    ``seconds`` is how long it takes to say, where it is said.
    """

    who: str
    text: str
    seconds: float = 0.0


class CallerGone(Exception):
    """The caller has hung up."""


class LineGone(Exception):
    """The line that was called has hung up."""


Flow = Generator[Wait, Happening, None]
