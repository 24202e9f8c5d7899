"""How many parts a text is billed and sent as, and which characters spoil it.

GSM 03.38: 160 units in one part, 153 in each of several; a character outside
the alphabet makes the whole text UCS-2, 70 and 67
(twilio.com/docs/glossary/what-sms-character-limit). United States toll-free
numbers are said to carry 152, so our own texts are held to that.
"""

from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[]~|€\f")

MOST_SEGMENTS = 4
TOLL_FREE_SEGMENT = 152


@dataclass(frozen=True, slots=True)
class Size:
    """What a text takes: its units, its parts, and its alphabet."""

    units: int
    segments: int
    plain: bool


def foreign(text: str) -> tuple[str, ...]:
    """The characters that make a text twice as dear, each once, in order."""
    return tuple(dict.fromkeys(c for c in text if c not in BASIC | EXTENDED))


def size(text: str, single: int = 160, part: int = 153) -> Size:
    """Count a text's units and parts, for a line's capacities.

    An extended character takes two units and cannot straddle two parts, so the
    parts are filled one by one.
    """
    if foreign(text):
        units = [len(c.encode("utf-16-be")) // 2 for c in text]
        return Size(sum(units), _parts(units, 70, 67), plain=False)
    units = [2 if c in EXTENDED else 1 for c in text]
    return Size(sum(units), _parts(units, single, part), plain=True)


def _parts(units: list[int], single: int, part: int) -> int:
    if sum(units) <= single:
        return 1
    parts, room = 1, part
    for unit in units:
        if unit > room:
            parts, room = parts + 1, part
        room -= unit
    return parts
