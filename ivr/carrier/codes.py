"""What Twilio's error codes mean for a text that was promised.

Each code's page is twilio.com/docs/api/errors/<code>. Twilio warns that codes
may change, so one that is not listed is judged by the HTTP status alone: 429
and 5xx are tried again, all else is given up.
"""

# No text to this phone will ever be taken, as long as nothing changes there.
PHONE_CANNOT = {
    "21211": "the number is not valid",
    "21214": "the number cannot be reached",
    "21217": "the number is not valid",
    "21610": "the phone has opted out with STOP",
    "21614": "the number is not a mobile phone",
    "30004": "the phone blocks our texts",
    "30005": "the number does not exist any more",
    "30006": "the number is a landline, or its carrier takes no texts",
}

# No text will be taken until our account is put right.
ACCOUNT_CANNOT = {
    "20003": "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not taken",
    "401": "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not taken",
    "21219": "the number is not verified on a trial account",
    "21408": "texts to this country are not switched on",
    "21606": "our number cannot send texts",
    "30002": "our account is suspended",
    "30032": "our toll-free number is not verified",
    "30034": "our number is not registered",
}

# This text will not be taken; another may be.
TEXT_CANNOT = {
    **ACCOUNT_CANNOT,
    "21602": "the text is empty",
    "21612": "the number cannot be reached from ours",
    "21617": "the text is too long",
    "21658": "the text is too long",
    "30007": "a carrier filtered the text",
}

# Nothing was done, or it may have been: try again.
TRY_AGAIN = {
    "20429": "too many requests",
    "21611": "our number's queue is full",
    "30001": "the queue is full",
}


def may_try_again(code: str, status: int) -> bool:
    """Whether a refused text may still go through later."""
    if code in PHONE_CANNOT or code in TEXT_CANNOT:
        return False
    return code in TRY_AGAIN or status == 429 or status >= 500


def account_cannot(code: str) -> bool:
    """Whether no phone can be texted until somebody puts our account right."""
    return code in ACCOUNT_CANNOT


def told(code: str) -> str:
    """The code with what it means, as far as that is known; of nobody."""
    meaning = {**PHONE_CANNOT, **TEXT_CANNOT, **TRY_AGAIN}.get(code, "")
    if meaning:
        return f"{code}: {meaning}"
    return f"{code}, see twilio.com/docs/api/errors" if code.isdecimal() else code


def phone_cannot(code: str) -> bool:
    """Whether a code says that this phone cannot be texted at all.

    An opt-out is undone by START, which the carrier answers and does not tell
    us of; so it counts for the text at hand only.
    """
    return code in PHONE_CANNOT and code != "21610"
