"""The floors and ceilings that figures are held to, from floors.yaml."""

from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "floors.yaml"


@dataclass(frozen=True, slots=True)
class Floor:
    """What a figure must reach, or must not exceed."""

    at_least: float | None = None
    at_most: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a figure keeps to it."""
        low = self.at_least is None or value >= self.at_least
        return low and (self.at_most is None or value <= self.at_most)

    def said(self, form: str) -> str:
        """As it stands beside a figure: ``  (97.0% or more)``."""
        if self.at_least is not None:
            return f"  ({form.format(self.at_least)} or more)"
        assert self.at_most is not None
        return f"  ({form.format(self.at_most)} or less)"


def floors() -> dict[str, Floor]:
    """Each floor by its figure's key, ``group: name``."""
    written = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        f"{group}: {name}": Floor(**bound)
        for group, names in written.items()
        for name, bound in names.items()
    }
