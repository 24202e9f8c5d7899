"""What the hotline does about an intent, in no channel's words."""

from dataclasses import dataclass
from enum import Enum

from ivr.dialogue.place import Place


@dataclass(frozen=True, slots=True)
class Part:
    """One prompt to be told, and what it is about.

    ``topic`` and ``item`` name a track and its step, or another topic;
    ``about`` is a resource's id, or the written intents of a question. The
    channels fill in the wording.
    """

    prompt: str
    topic: str = ""
    item: str = ""
    about: str = ""


class Then(Enum):
    """What follows what was told."""

    LISTEN = "listen"
    CONNECT = "connect"
    END = "end"


@dataclass(frozen=True, slots=True)
class Reply:
    """Tell ``parts``, stand ``at`` a place, then listen, connect or end.

    ``lines`` are the lines tried for her so far, the last to be dialled now;
    ``text`` is what is to be texted to her: a topic's or a resource's id.
    """

    at: Place
    parts: tuple[Part, ...] = ()
    then: Then = Then.LISTEN
    lines: tuple[str, ...] = ()
    text: str = ""
