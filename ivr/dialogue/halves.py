"""The two things that the two halves of a text ask for: "she's 15, who do I call".

A text is parted where something is joined or where a victim has been told of. Of all
ways to part it, that one counts whose weaker half speaks most for what it is about.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from ivr.dialogue.gist import Scores
from ivr.dialogue.signs import Run

# A text is parted in so many places.
MOST_PLACES = 8

# What has nothing to say for it.
NOTHING = -9.0


class Halves(NamedTuple):
    """What the halves are about, and how sure that is of the less sure of them."""

    things: tuple[int, ...] = ()
    """Where two different things stand among all; none if there are no two."""
    about: float = NOTHING
    """How much speaks for what the half is about."""
    apart: float = 0.0
    """How much more than for its asking for nothing."""
    ahead: float = 0.0
    """How much more than for any other thing."""


def cuts_of(run: Run, places: Iterable[int]) -> list[int]:
    """Where in a run of words the second half may begin, of ``places`` in the text."""
    cuts = [bisect_left(run.at, place) for place in sorted(set(places))]
    return [cut for cut in cuts[:MOST_PLACES] if 0 < cut < len(run.at)]


def halves_of(scores: Scores, idle: Scores, both: Callable[[int, int], bool]) -> Halves:
    """The best halves of a text.

    ``scores`` has a row for the first and one for the second half of each way to
    part it, ``idle`` how much speaks for each half's being mere talk; ``both`` says
    of two things whether they can be asked for together.
    """
    best = Halves()
    if len(scores) == 0 or scores.shape[1] < 2:
        return best
    things = scores.argmax(axis=1).tolist()
    second, most = np.partition(scores, -2, axis=1)[:, -2:].T
    tops = np.stack([most, most - idle, most - second], axis=1).tolist()
    for at in range(0, len(tops), 2):
        one, two = things[at], things[at + 1]
        about = min(tops[at][0], tops[at + 1][0])
        if about > best.about and both(one, two):
            best = Halves((one, two), *map(min, tops[at], tops[at + 1]))
    return best
