"""How sure the hotline must be before it does what it understood.

One table. An intent that is understood less surely than "act" but at least
"ask" is asked back; below that it counts as not understood. Putting an officer
through and hanging up need more, since they cost most when they are wrong.
Set by hand on the tables in tests/dialogue/test_understanding.py, and not yet
measured on messages they were not set on.
"""

from dataclasses import dataclass

from ivr.dialogue.intent import Act


@dataclass(frozen=True, slots=True)
class Threshold:
    """From ``act`` on it is done, from ``ask`` on it is asked back; 0 to 1."""

    act: float
    ask: float


ORDINARY = Threshold(act=0.55, ask=0.25)

THRESHOLDS: dict[tuple[str, Act], Threshold] = {
    ("voice", Act.REACH): Threshold(act=0.6, ask=0.3),
    ("voice", Act.GOODBYE): Threshold(act=0.8, ask=0.4),
    ("text", Act.GOODBYE): Threshold(act=0.85, ask=0.85),
}

TEXT = Threshold(act=0.8, ask=0.5)


def threshold(channel: str, act: Act) -> Threshold:
    """The threshold for an act in a channel."""
    ordinary = ORDINARY if channel == "voice" else TEXT
    return THRESHOLDS.get((channel, act), ordinary)
