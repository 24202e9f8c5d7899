"""What the officer meant, or what the world did while she waited."""

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """The kinds of intent; ``target`` below is what the intent is about."""

    # What she can mean.
    OPEN = "open"
    """Target: a topic: a track's id, ``signs``, ``statute``, ``numbers``, ``menu``."""
    OVERVIEW = "overview"
    """All steps of a track at a glance, as a text gives them. Target: the track."""
    STEP = "step"
    """Target: ``minor:3``, the third step of a track, or ``:3``, of this one."""
    REACH = "reach"
    """Put me through, or tell me the number. Target: a resource's id."""
    CARD = "card"
    """What a text says of a resource. Target: its id."""
    NEXT = "next"
    BACK = "back"
    """Target of both: nothing, or ``steps``: past all of this topic, to the steps."""
    REPEAT = "repeat"
    HOLD = "hold"
    TEXT = "text"
    """Text me. Target: a topic or a resource, or nothing: where she stands."""
    HELP = "help"
    GOODBYE = "goodbye"
    CANCEL = "cancel"
    YES = "yes"
    NO = "no"
    RESUME = "resume"
    """Go on where an earlier call or text left off."""

    # What was heard when nothing was meant by it, or not clearly.
    SILENCE = "silence"
    NOISE = "noise"
    """Radio or scene talk: no error of hers."""
    UNKNOWN = "unknown"
    LOST = "lost"
    """A text that is none of these: it is told which words work."""
    ASK = "ask"
    """A near miss. Target: the one or two intents it could be, split by ``|``."""

    # What the world did.
    ARRIVE = "arrive"
    """A call came in. Target: ``again`` for a repeat caller."""
    UNANSWERED = "unanswered"
    """Target: the lines tried that did not come on, in order, split by ``|``."""
    RETURNED = "returned"
    """Target: the resource she has spoken with."""


STEPS = "steps"
"""Where next and back lead from another topic: to the step that was left for it."""

SPAN, YOUNG = "span", "young"
NOTES = frozenset({"", SPAN, YOUNG})
"""The notes there are: an age that spans two tracks, and one that is young."""


@dataclass(frozen=True, slots=True)
class Intent:
    """An act, what it is about, and a note she should hear with the answer.

    ``note`` is a prompt's key without ``note-``: ``span`` when the ages she
    gave cross the border between two tracks and the safer one was taken.
    ``str(intent)`` is its one written form: ``open minor``, ``next``,
    ``ask open minor|open adult``; ``Intent.parse`` reads it back.
    """

    act: Act
    target: str = ""
    note: str = ""

    def __str__(self) -> str:
        words = f"{self.act} {self.target}" if self.target else str(self.act)
        return f"{words}#{self.note}" if self.note else words

    @classmethod
    def parse(cls, text: str) -> "Intent":
        """Read ``str(intent)`` back; ValueError if there is no such act or note."""
        if text.startswith(f"{Act.ASK} "):
            # A question has no note; the intents it asks about may have one each.
            return cls(Act.ASK, text.removeprefix(f"{Act.ASK} "))
        words, _, note = text.partition("#")
        if note not in NOTES:
            raise ValueError(f"There is no note {note!r}.")
        act, _, target = words.partition(" ")
        return cls(Act(act), target, note)


TALK, FOR_OTHERS = Intent(Act.NOISE), Intent(Act.NOISE, "private")
"""A text that asks for nothing, and one that was meant for somebody else."""
