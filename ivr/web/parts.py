"""The parts that the web side is assembled from."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ivr.channels.edition import Edition
from ivr.web.memory import Memory, Notes, Outbox, Transfers

XML = "text/xml"
"""What TwiML is sent as; Flask's own default happens to be taken as well."""


@dataclass(frozen=True)
class Parts:
    """Everything a handler is handed; see `ivr.web.memory` for the interfaces."""

    edition: Callable[[], Edition]
    """The content in force now."""
    memory: Memory
    outbox: Outbox
    transfers: Transfers
    notes: Notes
    hash_of: Callable[[str], str]
    """The keyed hash of a caller's number."""
    today: Callable[[], date]
    health: Callable[[], dict[str, str]]
    """What is degraded and why; empty when all is well."""
    secret_key: str

    def attempt(self, call_sid: str, *about: str) -> str:
        """The id of a transfer attempt: the same for the same call and turn.

        It stands in URLs and proves, without a database, which call a called
        line belongs to.
        """
        words = "\n".join(("attempt", call_sid, *about)).encode()
        return hmac.new(self.secret_key.encode(), words, hashlib.sha256).hexdigest()[
            :32
        ]
