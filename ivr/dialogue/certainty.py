"""How sure the hotline must be before it does what it understood.

One table. An intent that is understood less surely than "act" but at least
"ask" is asked back; below that it counts as not understood. Putting an officer
through and hanging up need more, since they cost most when they are wrong.
Set on tests/understanding/messages-tune.tsv and on what a recogniser printed
(heard-tune.tsv there); `make eval` shows what they come to on messages that were held
out.
"""

from dataclasses import dataclass

from ivr.dialogue.intent import Act


@dataclass(frozen=True, slots=True)
class Threshold:
    """From ``act`` on it is done, from ``ask`` on it is asked back; 0 to 1."""

    act: float
    ask: float


ORDINARY = Threshold(act=0.6, ask=0.25)

THRESHOLDS: dict[tuple[str, Act], Threshold] = {
    ("voice", Act.REACH): Threshold(act=0.65, ask=0.3),
    ("voice", Act.GOODBYE): Threshold(act=0.8, ask=0.4),
    ("text", Act.GOODBYE): Threshold(act=0.85, ask=0.85),
    # Much that is asked of others is asked in the words for how the line is used.
    ("text", Act.HELP): Threshold(act=0.73, ask=0.4),
    # "Did you mean yes?" would ask for the same again.
    ("text", Act.YES): Threshold(act=0.4, ask=0.4),
    ("text", Act.NO): Threshold(act=0.4, ask=0.4),
}

# Where a question waits for its answer, another command must be surer than an
# answer: over noise "no" is printed as "no idea".
BESIDE_A_QUESTION = 0.65

TEXT = Threshold(act=0.6, ask=0.4)

# What is surely for the hotline is no surer to be meant than this: private messages
# are many, and each that is answered is answered wrongly.
MOST_SURE = 0.735

# A line that nothing names is asked back, unless so much speaks against its being
# meant for somebody else (log-odds): no private message may get a number in answer.
UNNAMED_LINE = 4.0

# Of a line that may be either of two it is asked which from here on. Of the tuning
# messages, by writers not learned from, as many more are understood by that as are
# asked back though one was plainly meant.
EITHER = 0.3

# What is learned from texts is so much less sure of those by other writers.
LEARNED_SURE = 0.97


def threshold(channel: str, act: Act) -> Threshold:
    """The threshold for an act in a channel."""
    ordinary = ORDINARY if channel == "voice" else TEXT
    return THRESHOLDS.get((channel, act), ordinary)
