"""What the web side asks of those who remember; they are handed in.

Nothing here is needed for an answer. Whatever is out of reach says so by its
return value, at once: no method waits for a database, and none raises.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from ivr.dialogue.place import Place

Channel = Literal["voice", "text"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is remembered of one officer.

    ``place`` is where she stands; ``fresh`` whether that is recent enough to go
    on from in a new call; ``known`` whether she has ever called or texted.
    """

    place: Place | None = None
    fresh: bool = False
    known: bool = False


class Memory(Protocol):
    """Who stood where. ``who`` is the keyed hash of a number, never a number."""

    def recall(self, who: str, channel: Channel, message_sid: str = "") -> Standing:
        """What is remembered of her; as it was before that message, if repeated."""

    def remember(
        self, who: str, place: Place, channel: Channel, message_sid: str = ""
    ) -> None:
        """Keep where she stands now."""

    def may_reply(self, who: str, understood: bool, body: str) -> bool:
        """Whether this text is to be answered, or two robots are talking."""

    def may_transfer(self, who: str) -> bool:
        """Whether this phone may be put through once more this hour."""


class Outbox(Protocol):
    """Texts that were promised during a call."""

    @property
    def sends(self) -> bool:
        """Whether texts are sent during calls at all."""

    def promise(self, to: str, body: str, who: str, call: str, subject: str) -> bool:
        """Keep a text to be sent. False: it cannot be promised, say so."""

    def failed(self, call: str) -> tuple[str, ...]:
        """The subjects of this call's texts that failed and were not yet told."""

    def delivery(self, text: str, sid: str, status: str, code: str) -> None:
        """A delivery callback of the carrier."""


Verdict = Literal["accepted", "refused", "unknown"]


class Transfers(Protocol):
    """Who was called for whom. One row for each attempt; all idempotent."""

    def begin(self, attempt: str, call: str, line: str) -> None:
        """A line is being dialled."""

    def screen(self, attempt: str, child: str) -> Verdict:
        """The line picked up and asks for the brief."""

    def accept(self, attempt: str, child: str) -> Verdict:
        """The line pressed the key. "unknown": nobody remembers, so trust it."""

    def close(self, attempt: str, outcome: str) -> bool | None:
        """The call came back. Whether it had been accepted; None: not known."""


class Notes(Protocol):
    """One note for each exchange, written off the answer path."""

    def note(
        self,
        *,
        channel: Channel,
        kind: str,
        who: str = "",
        place: Place | None = None,
        intent: str = "",
        outcome: str = "",
        milliseconds: float = 0.0,
    ) -> None:
        """Note an exchange. Never waits and never raises."""
