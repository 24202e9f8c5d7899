"""Who is on the line, as far as a hotline may know: a hash, and where to text."""

from dataclasses import dataclass, field

import phonenumbers
from flask import Request
from phonenumbers import PhoneNumberType

from ivr.web.parts import Parts

# In North America the numbering plan does not tell the two apart.
TEXTABLE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


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
    """Whether it can be anybody's: a withheld one comes as words, or as a number
    that spells them (+266696687 is ANONYMOUS)."""
    if not number.startswith("+") or len(number) > 16:
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
