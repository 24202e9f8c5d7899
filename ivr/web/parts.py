"""The parts that the web side is assembled from."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ivr.channels.edition import Edition
from ivr.web.cookies import PlaceCookie
from ivr.web.memory import Health, Memory, Missed, Notes, Outbox, Transfers

NONCE = 12
"""Characters of an attempt's nonce."""

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
    cookie: PlaceCookie
    """Where texts stand, for while the memory is out of reach."""
    today: Callable[[], date]
    now: Callable[[], float]
    """Seconds since 1970."""
    health: Callable[[], Health]
    counts: Callable[[], bytes]
    """All that is counted, in the form that monitoring reads."""
    wake: Callable[[], None]
    """Starts what works on its own in this process; nothing if it has."""
    secret_key: str
    missed: Missed | None = None
    """Where words that meant nothing are counted, masked; None: nowhere."""

    def hash_of(self, text: str) -> str:
        """The keyed hash of a number or of a call's id, 64 characters."""
        return self._mac("number", text)

    def digest_of(self, words: str) -> str:
        """A short keyed hash of words, to know the same again within minutes."""
        return self._mac("words", words)[:12]

    def attempt(self, nonce: str, call_sid: str, *about: str) -> str:
        """The id of one try to reach a line: its nonce, and a proof.

        It stands in URLs and proves, without a database, which call a called
        line belongs to.
        """
        return nonce + self._mac("attempt", nonce, call_sid, *about)[:32]

    def nonce(self, token: str) -> str:
        """A nonce for a new attempt; the same if Twilio repeats the request.

        ``token`` is its I-Twilio-Idempotency-Token, which stays the same when a
        request is tried again (twilio.com/docs/usage/webhooks/
        webhooks-connection-overrides).
        """
        if token:
            return self._mac("nonce", token)[:NONCE]
        return secrets.token_hex(NONCE // 2)

    def _mac(self, *words: str) -> str:
        text = "\n".join(words).encode("utf-8", "surrogatepass")
        return hmac.new(self.secret_key.encode(), text, hashlib.sha256).hexdigest()
