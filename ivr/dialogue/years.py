"""Years that are told in words."""

import re
from collections.abc import Iterable, Mapping

# Where a year in words has its last two figures.
LATE = ("late", "nought", "twenty", "nineteen")

# Years of birth in two figures go back to this one of the last century.
OLD_BORN = 40


def years_in_words(
    numbers: Mapping[str, int], joints: Iterable[str], nought: Iterable[str]
) -> re.Pattern[str]:
    """Years told in words: "two thousand and eight", "oh eight", "twenty ten"."""
    called: dict[int, str] = {}
    for word, value in numbers.items():
        called.setdefault(value, re.escape(word))

    def any_of(values: Iterable[int]) -> str:
        return "|".join(called[one] for one in values if one in called) or "(?!)"

    joint = "|".join(map(re.escape, joints))
    zero = "|".join(map(re.escape, nought)) or "(?!)"
    unit, teen = any_of(range(1, 10)), any_of(range(10, 20))
    ten = any_of(range(20, 100, 10))
    twenty, nineteen = any_of([20]), any_of([19])
    below = rf"{teen}|(?:{ten})(?: (?:{unit}))?"
    old = any_of(range(OLD_BORN, 100, 10))
    return re.compile(
        rf"(?<!\S)(?:(?P<thousand>{any_of([2])}) (?:{any_of([1000])})"
        rf"(?: (?:{joint}))?(?: (?P<late>{unit}|{below}))?"
        rf"|(?:(?:{twenty}) )?(?:{zero}) (?P<nought>{unit})"
        rf"|(?:{twenty}) (?P<twenty>{teen}|(?:{twenty})(?: (?:{unit}))?)"
        rf"|(?:{nineteen}) (?P<nineteen>(?:{old})(?: (?:{unit}))?))(?!\S)"
    )
