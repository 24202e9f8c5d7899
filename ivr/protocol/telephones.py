"""Which telephone numbers there can be.

A list of those that are given out is always behind: phonenumbers 9.0.43 has not the
area code 924, which is in service. Only what no plan has room for is no number; what
the list has not is merely unlikely.
"""

import re

import phonenumbers
from phonenumbers import PhoneNumber, ValidationResult

# North America's plan: no area and no exchange begins with 0 or 1, and no area ends
# in 11 (nanpa.com/numbering/numbering-plan).
_NORTH_AMERICAN = re.compile(r"[2-9](?!11)\d\d[2-9]\d{6}")
_NORTH_AMERICA = 1


def parsed(number: str, country: str | None = None) -> PhoneNumber | None:
    """A number that there can be; None for any other.

    ``country`` is two letters; without it the number begins with plus and its
    country's code. One without its area is none: nobody can dial it from afar.
    """
    try:
        made = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(made)
    if reason != ValidationResult.IS_POSSIBLE:
        return None
    national = phonenumbers.national_significant_number(made)
    if made.country_code == _NORTH_AMERICA and not _NORTH_AMERICAN.fullmatch(national):
        return None
    return made


def likely(number: PhoneNumber) -> bool:
    """Whether phonenumbers knows its area to be given out."""
    return bool(phonenumbers.is_valid_number(number))
