"""What the web side asks of those who remember; they are handed in.

Nothing here is needed for an answer. Whatever is out of reach says so by its
return value, within half a second and after that at once; none raises.
``who`` and ``call`` are keyed hashes, of a number and of a call's id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from ivr.dialogue.place import Place

Channel = Literal["voice", "text"]

PLACE_SECONDS = 4 * 60 * 60
"""How long a text's NEXT goes on from where she stood: about one shift's scene."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One text and what became of it.

    ``before`` is the address where she stood; ``at`` in seconds since 1970;
    ``clear`` whether it was understood, ``moved`` whether the answer was another
    than the one before; ``digest`` a keyed hash of words that meant nothing, to
    know them again.
    """

    sid: str
    before: str
    at: float
    clear: bool = True
    moved: bool = True
    digest: str = ""

    def written(self) -> list[Any]:
        """As a list that JSON can carry."""
        kinds = f"{self.clear:d}{self.moved:d}"
        return [self.sid, self.before, round(self.at, 3), kinds, self.digest]

    @classmethod
    def read(cls, written: list[Any]) -> "Exchange":
        """Read `written` back; ValueError or TypeError if it is not such a list."""
        sid, before, at, kinds, digest = written
        # Rows may still have a third, before these, that was always 1.
        clear, moved = (kind == "1" for kind in kinds[-2:])
        return cls(str(sid), str(before), float(at), clear, moved, str(digest))


@dataclass(frozen=True, slots=True)
class Standing:
    """What is remembered of one officer.

    ``address`` is where she stands, empty if nowhere; ``fresh`` whether that is
    recent enough to go on from in a new call; ``known`` whether she has called
    or texted before; ``lately`` her last few texts, oldest first; ``repeated``
    the exchange that this very message has led to before; ``away`` that nobody
    could be asked; ``at`` when it was written, in seconds since 1970, 0 if never.
    """

    address: str = ""
    fresh: bool = False
    known: bool = False
    lately: tuple[Exchange, ...] = ()
    repeated: Exchange | None = None
    away: bool = False
    at: float = 0.0


class Memory(Protocol):
    """Who stood where."""

    def recall(self, who: str, message_sid: str = "") -> Standing:
        """What is remembered of her; as it was before that message, if repeated."""

    def remember(self, who: str, address: str) -> None:
        """Keep where a call stands now."""

    def answered(
        self,
        who: str,
        address: str,
        exchange: Exchange,
        standing: Standing,
        whatever: bool = False,
    ) -> bool:
        """Keep where a text has led, with the exchanges before it.

        False, and nothing is kept, if something else has been since ``standing``
        was recalled, unless it is to be kept ``whatever`` has been. An empty
        ``address`` leaves her where she stands: nobody could be asked where.
        """


class Outbox(Protocol):
    """Texts that were promised during a call."""

    @property
    def sends(self) -> bool:
        """Whether texts are sent during calls at all."""

    def promise(self, to: str, who: str, call: str, subject: str) -> bool:
        """Keep a text to be sent. False: it cannot be promised, say so."""

    def failed(self, call: str) -> tuple[str, ...]:
        """The subjects of this call's texts that failed and were not yet told."""

    def delivery(self, text: str, sid: str, status: str, code: str) -> None:
        """A delivery callback of the carrier."""


Verdict = Literal["accepted", "refused", "unknown"]


class Transfers(Protocol):
    """Who was called for whom. One row for each attempt; all idempotent."""

    def may_begin(self, who: str) -> bool:
        """Whether this phone may be put through once more this hour."""

    def begin(self, attempt: str, call: str, who: str, line: str, first: bool) -> None:
        """A line is being dialled; ``first`` if she asked for it herself."""

    def screen(self, attempt: str, child: str) -> Verdict:
        """The line picked up and asks for the brief."""

    def accept(self, attempt: str, child: str) -> Verdict:
        """The line pressed the key. "unknown": nobody remembers, so trust it."""

    def close(self, attempt: str, outcome: str) -> bool | None:
        """The call came back. Whether it had been accepted; None: not known."""

    def hung_up(self, call: str) -> None:
        """The officer's call is over; whatever it still rang for is abandoned."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is noted of one exchange.

    ``intent`` is empty for words that were not understood: they are not kept.
    """

    channel: Channel
    kind: str
    who: str = ""
    place: Place | None = None
    intent: str = ""
    outcome: str = ""
    milliseconds: float = 0.0


class Notes(Protocol):
    """One note for each exchange, written off the answer path."""

    def note(self, note: Note) -> None:
        """Note an exchange. Never waits and never raises."""


class Missed(Protocol):
    """Words that meant nothing, masked, where an agency wants to learn from them."""

    def keep(self, channel: Channel, masked: str) -> None:
        """Have masked words counted soon. Never waits and never raises."""


Health = Mapping[str, str]
"""What is degraded, and why; empty when all is well."""
