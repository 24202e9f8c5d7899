"""The two things that the two halves of a text ask for: "she's 15, who do I call".

A text is parted where something is joined or where a victim has been told of. Of all
ways to part it, that one counts whose weaker half speaks most for what it is about.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ivr.dialogue.gist import NEVER, Run, Scores

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


def halves_of(
    run: Run, places: Iterable[int], scored: Callable[[Run], tuple[Scores, float]]
) -> Halves:
    """The best halves of a run of words, parted before one of ``places``.

    ``scored`` gives how much speaks for each thing, and for its being mere talk.
    """
    best = Halves()
    for place in sorted(set(places))[:MOST_PLACES]:
        at = bisect_left(run, (place, ""))
        if not 0 < at < len(run):
            continue
        one, *first = _top(*scored(run[:at]))
        two, *second = _top(*scored(run[at:]))
        if one == two or min(first[0], second[0]) <= best.about:
            continue
        best = Halves((one, two), *map(min, first, second))
    return best


def _top(scores: Scores, idle: float) -> tuple[int, float, float, float]:
    """Which thing is first, how much speaks for it, and how much more than for
    mere talk and for the next."""
    most = max(scores)
    first = scores.index(most)
    scores[first] = NEVER
    return first, most, most - idle, most - max(scores)
