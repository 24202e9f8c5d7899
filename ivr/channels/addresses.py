"""Places as URLs and back. A call's whole state stands here and nowhere else.

Ids are small letters, digits and dashes, so nothing needs escaping; whatever
else arrives reads as a place that does not exist, which leads to the menu.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlencode, urlsplit

from ivr.dialogue.ground import QUIET_TURNS
from ivr.dialogue.intent import Intent
from ivr.dialogue.place import Pace, Place

MOST_MISSED = 3

# An id, or a track's and a step's.
_IDS = re.compile(r"[a-z][a-z0-9-]{0,39}(\.[a-z][a-z0-9-]{0,39})?")


def address(place: Place) -> str:
    """``/voice/minor/safety?quiet=1`` for a place."""
    query: list[tuple[str, str | int]] = []
    if place.pace is not Pace.STEPWISE:
        query.append(("pace", place.pace))
    if place.missed:
        query.append(("missed", place.missed))
    if place.quiet:
        query.append(("quiet", place.quiet))
    query += [("asked", _packed(intent)) for intent in place.asked]
    query += [(name, id) for name, id in _beside(place) if id]
    tail = f"?{urlencode(query)}" if query else ""
    return f"/voice/{place.topic}/{place.item}{tail}"


def place_at(topic: str, item: str, query: Mapping[str, Sequence[str]]) -> Place:
    """Read an address back. Total: what makes no sense is left out."""
    try:
        pace = Pace(_first(query, "pace"))
    except ValueError:
        pace = Pace.STEPWISE
    return Place(
        topic,
        item,
        pace,
        _count(query, "missed", MOST_MISSED),
        _count(query, "quiet", QUIET_TURNS),
        tuple(filter(None, map(_unpacked, query.get("asked", ())[:2]))),
        _ids(query, "left"),
        _ids(query, "given"),
    )


def place_from(text: str) -> Place | None:
    """Read a whole address back; None if it is not one."""
    parts = urlsplit(text)
    segments = parts.path.split("/")
    if len(segments) != 4 or segments[:2] != ["", "voice"]:
        return None
    return place_at(segments[2], segments[3], parse_qs(parts.query))


def transfer_address(
    line: str, turn: str, at: Place, lines: tuple[str, ...], attempt: str = ""
) -> str:
    """The address of one turn of a transfer: its whisper, its accept, its end.

    It carries all that the turn needs, so that a transfer goes on without a
    database: where the officer stands, the lines tried so far and the attempt.
    """
    query = {"lines": ".".join(lines), **({"attempt": attempt} if attempt else {})}
    query |= {"left": at.left} if at.left else {}
    path = f"/voice/transfer/{line}/{turn}/{at.topic}/{at.item}"
    return f"{path}?{urlencode(query)}"


def lines_in(query: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The lines tried so far, as `transfer_address` wrote them."""
    return tuple(filter(None, _first(query, "lines").split(".")[:20]))


def _beside(place: Place) -> tuple[tuple[str, str], ...]:
    return (("left", place.left), ("given", place.given))


def _ids(query: Mapping[str, Sequence[str]], name: str) -> str:
    written = _first(query, name)
    return written if _IDS.fullmatch(written) else ""


def _first(query: Mapping[str, Sequence[str]], name: str) -> str:
    values = query.get(name, ())
    return values[0] if values else ""


def _count(query: Mapping[str, Sequence[str]], name: str, most: int) -> int:
    value = _first(query, name)
    # Length first: int() of a million digits takes seconds.
    if not (value.isascii() and value.isdigit() and len(value) < 4):
        return 0
    return min(int(value), most)


def _packed(intent: str) -> str:
    return intent.replace(" ", ".").replace("#", "~")


def _unpacked(text: str) -> str:
    written = text.replace(".", " ").replace("~", "#")
    try:
        return str(Intent.parse(written))
    except ValueError:
        return ""
