"""What is named in a text of what the hotline has, and where it stands there."""

from dataclasses import dataclass

from ivr.dialogue.intent import Act, Intent

# Moves from where she stands, which a sentence may ask for as well.
MOVES = frozenset({Act.NEXT, Act.BACK, Act.REPEAT, Act.RESUME, Act.HELP})


@dataclass(frozen=True, slots=True)
class Named:
    """Something the hotline has, named from word ``start`` up to ``end``."""

    start: int
    end: int
    intent: Intent
    cue: bool = False
    """It only hints at what it is: "look for" at the signs."""
    aged: bool = False
    """It is an age."""
    denied: bool = False
    """It is named as what is not meant: "not the law"."""
    other: bool = False
    """It is a track, told by what the victim is not: "no minor"."""
    digits: bool = False
    """It is told by its own telephone number."""
    born: bool = False
    """It is an age that follows from a birth."""
    settled: bool = False
    """It is named as what she has already: "got the law"."""
    bounded: bool = False
    """It is an age above or below another: "over 18"."""

    @property
    def moves(self) -> bool:
        """It is a move within the steps."""
        return self.intent.act in MOVES


def is_ordinal(one: Named) -> bool:
    """Whether it may be a step that is meant by its number alone: "the eighth"."""
    return one.intent.act is Act.STEP and one.cue


def step_named(start: int, end: int, number: int) -> Named:
    """A step that is meant by its number alone."""
    return Named(start, end, Intent(Act.STEP, f":{number}"), cue=True)
