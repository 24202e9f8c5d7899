"""What the texts that a coordinator has written teach of a protocol's commands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ivr.dialogue.intent import FOR_OTHERS, Act, Intent
from ivr.protocol.asked import EITHER, OR, PRIVATE, Asked

Taught = tuple[tuple[Intent, ...], tuple[str, ...]]
"""What was meant, and the texts that meant it."""


def taught_by(asked: Iterable[Asked], known: Sequence[Intent]) -> Iterator[Taught]:
    """Texts and what was meant by them: what this protocol has not is unknown.

    What could mean either of two asks which, in the order in which ``known`` has them.
    """
    places = {str(one): at for at, one in enumerate(known)}
    pairs = {
        frozenset(one.target.split(OR)): one for one in known if one.act is Act.ASK
    }
    for means, texts in asked:
        yield tuple(_meant(one, places, pairs) for one in means), texts


def _meant(
    written: str,
    places: Mapping[str, int],
    pairs: Mapping[frozenset[str], Intent],
) -> Intent:
    if written == PRIVATE:
        return FOR_OTHERS
    if written == Act.STEP:
        return Intent(Act.STEP)
    two = written.removeprefix(f"{EITHER} ").split(OR)
    if len(two) > 1 and places.keys() >= set(two):
        asked = Intent(Act.ASK, OR.join(sorted(two, key=places.__getitem__)))
        return pairs.get(frozenset(two), asked)
    if written.partition("#")[0] in places:
        return Intent.parse(written)
    return Intent(Act.UNKNOWN, written)
