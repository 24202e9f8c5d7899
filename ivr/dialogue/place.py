"""Where the officer stands: the whole state of a call, small enough for a URL."""

from dataclasses import dataclass, replace
from enum import StrEnum

RESUMED = ("resume",)
"""What is ``asked`` of who comes back to where she was: whether she goes on."""


class Pace(StrEnum):
    """Who turns the page."""

    STEPWISE = ""
    """She does, by saying next."""
    READING = "reading"
    """We do: she said nothing at the menu, so every step is read to her."""
    AGAIN = "again"
    """We do, for the second and last time."""
    HOLD = "hold"
    """Nobody does: she asked for silence."""


@dataclass(frozen=True, slots=True)
class Place:
    """A topic and an item in it, by id, with how the last turns went.

    ``missed`` and ``quiet`` count the turns in a row that were not understood
    and that brought nothing at all; ``asked`` holds the intents (as text) of a
    question she has been asked, such as "Minor?". ``left`` is the step of a track,
    as ``minor.safety``, that she has left for another topic and can go back to;
    ``given`` the resource whose number or card was the last thing told.
    """

    topic: str
    item: str
    pace: Pace = Pace.STEPWISE
    missed: int = 0
    quiet: int = 0
    asked: tuple[str, ...] = ()
    left: str = ""
    given: str = ""

    @property
    def resumed(self) -> bool:
        """Whether she was asked if she goes on.

        Keys and words mean then what they mean anywhere, and yes and no as well.
        """
        return self.asked == RESUMED

    def plain(self) -> "Place":
        """The same topic and item with nothing held against her."""
        return Place(self.topic, self.item, left=self.left)

    def but(self, **changes: object) -> "Place":
        """The same place with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
