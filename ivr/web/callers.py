"""Who is on the line, as far as a hotline may know: a hash, and where to text."""

from dataclasses import dataclass, field

import phonenumbers
from flask import Request
from phonenumbers import PhoneNumberType

from ivr.protocol.telephones import parsed
from ivr.web.parts import Parts

# In North America the numbering plan does not tell the first two apart; the last is a
# number that is not listed yet, such as one of a new area code.
TEXTABLE = (
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.UNKNOWN,
)

# What comes for a number that is withheld, or not known: words, or these digits, which
# are the words' keys on a telephone (twilio.com/changelog/upcoming-changes-to-withheld-
# caller-ids-behavior-for-dial-calls). Some carriers put North America's 1 before them.
WITHHELD = {
    "+266696687": "ANONYMOUS",
    "+2562533": "BLOCKED",
    "+7378742833": "RESTRICTED",
    "+17378742833": "RESTRICTED",
    "+86282452253": "UNAVAILABLE",
    "+8656696": "UNKNOWN",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """``who`` and ``call`` are keyed hashes; ``number`` is in E.164.

    Both ``who`` and ``number`` are empty where the number is withheld: those
    who withhold it must not be taken for each other.
    """

    who: str
    call: str
    number: str = field(repr=False)

    @property
    def textable(self) -> bool:
        """Whether the number may be a mobile phone's; the carrier knows for sure."""
        if not self.number:
            return False
        return phonenumbers.number_type(phonenumbers.parse(self.number)) in TEXTABLE


def caller_of(parts: Parts, request: Request) -> Caller:
    """The caller of a voice webhook."""
    call = parts.hash_of(request.form.get("CallSid", ""))
    number = request.form.get("From", "")
    if not _exists(number):
        return Caller("", call, "")
    return Caller(parts.hash_of(number), call, number)


def _exists(number: str) -> bool:
    """Whether it can be anybody's."""
    if not number.startswith("+") or len(number) > 16 or number in WITHHELD:
        return False
    return parsed(number) is not None
