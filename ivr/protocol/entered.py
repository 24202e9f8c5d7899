"""Telephone numbers as they are entered: what else can stand under ``number:``."""

import re
from collections.abc import Iterator
from importlib.resources import files

import phonenumbers

from ivr.protocol.faults import Fault
from ivr.protocol.model import Protocol
from ivr.protocol.yamlfile import YamlFile

# What a number is written with; everything else is neither spoken nor dialled.
_NUMBER = re.compile(r"\+?[\d ()./-]+")

# What stands behind a number that somebody else dials for her, or a tone.
_EXTENSION = re.compile(r"[\s,;]*(?:[^\W\d_]{1,9}\.?|[#,;])[\s.:]*\d{1,7}$")

_SCHEME = re.compile(r"[a-z]+:", re.IGNORECASE)

# Fewer digits are those of a short number: what they lead to depends on who dials.
_SHORTEST = 7
# And none has more (ITU-T E.164).
_LONGEST = 15

# Where the countries of the time zones stand, as the zones themselves do.
_ZONES = "zoneinfo/zone.tab"


def check_country(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    """That there is such a country to have numbers."""
    if protocol.country not in phonenumbers.SUPPORTED_REGIONS:
        there = _country_of(protocol.timezone)
        hint = f" Did you mean {there!r}, where {protocol.timezone} is?"
        yield file.fault(
            ("country",),
            f"country: no country has the code {protocol.country!r}.",
            "Write the two letters that ISO 3166 gives to the country whose numbers "
            f"stand here.{hint if there else ''}",
        )


def _country_of(timezone: str) -> str:
    """The code of the country in which a time zone is; "" if there is no such zone."""
    table = files("tzdata").joinpath(_ZONES).read_text("utf-8")
    rows = (row.split("\t") for row in table.splitlines() if row[:1] != "#")
    return next((row[0] for row in rows if row[2] == timezone), "")


def check_entered(protocol: Protocol, file: YamlFile, id: str) -> Iterator[Fault]:
    """What else than the digits of a whole number stands under a resource's number;
    nothing if it is to be judged as a number."""
    number = (protocol.resources[id].number or "").strip()
    found = _other(number)
    if found:
        what, do = found
        yield file.fault(
            ("resources", id, "number"), f"resources.{id}.number: {what}", do
        )


def _other(number: str) -> tuple[str, str] | None:
    scheme, digits = _SCHEME.match(number), re.sub(r"\D", "", number)
    if scheme:
        bare = number[scheme.end() :]
        return (
            f"{scheme.group()!r} stands before the number.",
            f'Write the number alone: "{bare}".',
        )
    extension = _EXTENSION.search(number)
    if extension and extension.start() and _NUMBER.fullmatch(number[: extension.end()]):
        extension = None
    if extension and _NUMBER.fullmatch(number[: extension.start()]):
        if len(re.sub(r"\D", "", number[: extension.start()])) >= _SHORTEST:
            return (
                f"{extension.group().strip(' ,;')!r} is an extension, and the hotline "
                "dials none.",
                f'Write the number alone, "{number[: extension.start()].strip()}", '
                "and the extension into say: and text:. If nobody can be reached "
                "without it, write transfer: false, and the reason under why:.",
            )
    if re.search(r"[^\W\d_]", number):
        figures = phonenumbers.convert_alpha_characters_in_number(number)
        told = len(re.sub(r"\D", "", figures))
        if number[0] in "+(0123456789" and _SHORTEST <= told <= _LONGEST:
            return (
                f"letters stand in {number!r}, and letters are not spoken.",
                f'Write the figures that they stand for: "{figures}".',
            )
    if not _NUMBER.fullmatch(number):
        return (
            f"{number!r} is not one telephone number.",
            "Write one, in figures, with spaces or dashes between its groups.",
        )
    if len(digits) < _SHORTEST:
        return (
            f"{number!r} is too short: only whole numbers can be dialled from here.",
            "Write the whole number by which they are reached. If there is none, "
            "remove number: and transfer:, and write the short one into say: and "
            "text:, for the officer to dial herself.",
        )
    return None
