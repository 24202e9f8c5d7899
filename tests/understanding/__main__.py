"""`make eval`: how well the hotline hears, as one table.

Each figure that floors.yaml knows is held against it; the exit code is 1 if one
falls short.
"""

import sys
from collections.abc import Iterator

from tests.content import edition
from tests.understanding.cost import cost_figures
from tests.understanding.floors import Floor, floors
from tests.understanding.listening import is_stale
from tests.understanding.measures import Figure, figures, text_figures
from tests.understanding.seconds import CEILINGS, measured
from tests.understanding.seconds import floors as least
from tests.understanding.sounds import sound_figures

SECONDS = "Seconds"


def main() -> int:
    """Print the table; 1 if a figure falls short, or the recordings are too old."""
    if is_stale():
        print(
            "What heard-*.tsv hold was heard with other phrases, sounds or hints than "
            "stand here now. Run `make hear` (half an hour), then this again.",
            file=sys.stderr,
        )
        return 1
    bounds = floors() | {
        f"{SECONDS}: {name}": Floor(at_most=most) for name, most in CEILINGS.items()
    }
    shares = least(edition())
    bounds |= {f"{SECONDS}: {name}": Floor(at_least=it) for name, it in shares.items()}
    short: list[str] = []
    group = ""
    for figure in (
        # No floor is set on what was tuned on, and it takes the longest to judge.
        *text_figures("tune"),
        *figures(),
        *_seconds(),
        *sound_figures(),
        *cost_figures(),
    ):
        if figure.group != group:
            group = figure.group
            print(f"\n{group}")
        bound = bounds.pop(figure.key, None)
        print(_line(figure, bound))
        if bound and not bound.holds(figure.value):
            short.append(figure.key)
    print()
    for key in bounds:
        short.append(f"{key} (not measured)")
    for key in short:
        print(f"Falls short: {key}")
    if not short:
        print("Every floor holds.")
    return 1 if short else 0


def _seconds() -> Iterator[Figure]:
    """What she waits for, as `seconds` counts it."""
    for name, value in measured(edition()).items():
        yield Figure(SECONDS, name, value, "{:.2f}")


def _line(figure: Figure, bound: Floor | None) -> str:
    value = figure.form.format(figure.value)
    said = "" if bound is None else bound.said(figure.form)
    mark = "" if bound is None or bound.holds(figure.value) else "  FALLS SHORT"
    return f"  {figure.name:<44}{value:>9}{said}{mark}"


if __name__ == "__main__":
    sys.exit(main())
