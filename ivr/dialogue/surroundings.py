"""What stands around a place: whom it is about, what the steps beside it are about,
and which line comes after which."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.dialogue.ground import places, whom
from ivr.dialogue.place import Place
from ivr.dialogue.stems import stem
from ivr.dialogue.writings import sayings
from ivr.protocol.model import Protocol, Transfer
from ivr.protocol.plain import plain

# Where a wording names a resource by its id stands no word of the step's own.
_NAMED = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Of each place, by topic and item, the resource that it is about; of each track
    the stems of each step's words; of each line the one that is called next."""

    whom: Mapping[tuple[str, str], str] = field(default_factory=dict)
    steps: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    following: Mapping[str, str] = field(default_factory=dict)

    def about(self, place: Place) -> str:
        """The resource that a place is about; nothing if it is about none."""
        return self.whom.get((place.topic, place.item), "")


NOWHERE = Surroundings()
"""Of a vocabulary without a protocol."""


def surroundings_of(protocol: Protocol) -> Surroundings:
    """What stands around each place of a protocol."""
    return Surroundings(
        {(at.topic, at.item): whom(protocol, at) for at in places(protocol)},
        {
            track: tuple(
                _stems(protocol, track, item) for item in protocol.items(track)
            )
            for track in protocol.tracks
        },
        {
            id: one.transfer.next
            for id, one in protocol.resources.items()
            if isinstance(one.transfer, Transfer) and one.transfer.next
        },
    )


def _stems(protocol: Protocol, track: str, item: str) -> frozenset[str]:
    step = protocol.step(track, item).model_dump()
    written = (_NAMED.sub(" ", text) for text in sayings(step))
    return frozenset(stem(word) for text in written for word in plain(text).split())
