"""What the texts that a coordinator has written teach of a protocol's commands."""

from collections.abc import Iterable, Iterator

from ivr.dialogue.intent import FOR_OTHERS, Act, Intent
from ivr.protocol.asked import PRIVATE, Asked

Taught = tuple[tuple[Intent, ...], tuple[str, ...]]
"""What was meant, and the texts that meant it."""


def taught_by(asked: Iterable[Asked], known: frozenset[str]) -> Iterator[Taught]:
    """Texts and what was meant by them: what this protocol has not is unknown."""
    for means, texts in asked:
        meant = (
            FOR_OTHERS
            if one == PRIVATE
            else Intent.parse(one)
            if one.partition("#")[0] in known or one == Act.STEP
            else Intent(Act.UNKNOWN, one)
            for one in means
        )
        yield tuple(meant), texts
