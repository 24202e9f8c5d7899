"""What stands in one reading of a text, before anything is chosen of it."""

from dataclasses import dataclass

from ivr.dialogue.halves import Halves
from ivr.dialogue.intent import Intent
from ivr.dialogue.named import Named


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in one reading of a text."""

    words: list[str]
    named: list[Named]
    numbers: list[tuple[int, int, Intent]]
    """Numbers that may be ages, and the track each leads to."""
    scores: list[float]
    """How much speaks for each thing."""
    likely: list[int]
    """Which things most speaks for, the likeliest first."""
    shared: float
    """What all that speaks for anything comes to, the likeliest being 1."""
    idle: float
    """How much speaks for its asking for nothing."""
    private: float
    """How much speaks for its being meant for somebody else."""
    both: float
    """How much speaks for its asking for two things."""
    elsewhere: float
    """How much speaks for its asking for what only others have."""
    halves: Halves
    mended: frozenset[str]
    """The words that only mending has found."""
    asks: bool
    """It asks what to do."""
    strange: set[int]
    """Where words stand that are neither ours nor light."""
    foreign: set[int]
    """Where words stand that are none of English either."""
