"""Dates of birth, and the age that somebody has who was born then."""

import re
from dataclasses import dataclass
from datetime import date

from ivr.protocol.model import OLDEST

MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """An age that is at least ``least`` and at most ``most`` years."""

    least: int
    most: int


def since(dated: re.Match[str], today: date) -> Span | None:
    """The age of who was born on a date.

    The month comes first, but where no month has its number: 25/12/2009.
    """
    month, day, year = (int(part) for part in dated.groups())
    if month > MOST_MONTHS:
        month, day = day, month
    try:
        born = date(century(year, today), month, day)
    except ValueError:
        return None
    before = (today.month, today.day) < (born.month, born.day)
    return plausible(today.year - born.year - before, 0)


def century(year: int, today: date) -> int:
    """A year of two figures in full, the latest that is past."""
    if year >= 100:
        return year
    return year + (2000 if year <= today.year % 100 else 1900)


def plausible(age: int, unsure: int) -> Span | None:
    """An age that may be so many years less; None if nobody is so old."""
    return Span(max(0, age - unsure), age) if 0 <= age <= OLDEST else None
