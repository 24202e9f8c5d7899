"""Stand-ins for those who remember, where nobody does: every answer still goes out."""

from ivr.dialogue.place import Place
from ivr.web.memory import Channel, Verdict


class NoOutbox:
    """An `Outbox` that promises nothing."""

    sends = False

    def promise(self, to: str, body: str, who: str, call: str, subject: str) -> bool:
        """Never: there is nobody to send it."""
        return False

    def failed(self, call: str) -> tuple[str, ...]:
        """Nothing was promised, so nothing failed."""
        return ()

    def delivery(self, text: str, sid: str, status: str, code: str) -> None:
        """Ignored."""


class NoTransfers:
    """A `Transfers` that keeps no rows: the signed addresses alone decide."""

    def begin(self, attempt: str, call: str, line: str) -> None:
        """Not kept."""

    def screen(self, attempt: str, child: str) -> Verdict:
        """Not known."""
        return "unknown"

    def accept(self, attempt: str, child: str) -> Verdict:
        """Not known, so the key is trusted."""
        return "unknown"

    def close(self, attempt: str, outcome: str) -> bool | None:
        """Not known."""
        return None


class NoNotes:
    """A `Notes` that keeps none."""

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
        """Not kept."""
