"""What is asked of whoever carries texts; it is handed in."""

from typing import Protocol


class Outcome(Protocol):
    """What became of one try: a sid, or a code and whether to try again."""

    @property
    def sid(self) -> str: ...

    @property
    def code(self) -> str: ...

    @property
    def again(self) -> bool: ...


class Carrier(Protocol):
    """Hands a text to whoever carries it. Ends within the lease, never raises."""

    def send(self, to: str, body: str, text: str, validity: int) -> Outcome:
        """``text`` is the id that delivery callbacks name; ``validity`` in seconds."""


class Codes(Protocol):
    """What a carrier's error codes mean."""

    def phone_cannot(self, code: str) -> bool:
        """Whether this phone can never be texted."""

    def account_cannot(self, code: str) -> bool:
        """Whether no phone can be texted until our account is put right."""

    def told(self, code: str) -> str:
        """The code and what it means, for whoever can mend it."""


class Unknown:
    """The `Codes` of a carrier of whom nothing is known."""

    def phone_cannot(self, code: str) -> bool:
        """Nobody knows, so it is tried."""
        return False

    def account_cannot(self, code: str) -> bool:
        """Nobody knows."""
        return False

    def told(self, code: str) -> str:
        """The code alone."""
        return code


UNKNOWN = Unknown()
