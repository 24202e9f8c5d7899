"""What the attributes and the words of TwiML may be, with Twilio's error codes.

twilio.com/docs/voice/twiml/gather, …/say, …/dial, …/pause and /messaging/twiml.
"""

import re

# The least and the most; None where there is no most.
WHOLE: dict[tuple[str, str], tuple[int, int | None]] = {
    ("Gather", "numDigits"): (1, None),
    ("Gather", "timeout"): (0, None),
    ("Gather", "maxSpeechTime"): (1, 60),
    ("Pause", "length"): (0, None),
    ("Dial", "timeout"): (1, 600),
    ("Dial", "timeLimit"): (1, 86400),
    ("Say", "loop"): (0, None),
    ("Play", "loop"): (0, None),
}
YES_NO = frozenset(
    "profanityFilter bargeIn debug actionOnEmptyResult enhanced hangupOnStar "
    "answerOnBridge".split()
)
ONE_OF = {
    ("Gather", "input"): frozenset({"dtmf", "speech"}),
    ("Reject", "reason"): frozenset({"rejected", "busy"}),
    ("emphasis", "level"): frozenset({"strong", "moderate", "reduced"}),
}
SEVERAL = frozenset({("Gather", "input")})
MOST_HINTS, LONGEST_HINT = 500, 100
LONGEST_MESSAGE = 1600
# How long one Say may be, by the beginning of its voice's name; others 4096.
LONGEST_SAY = {"Polly.": 3000, "Google.": 5000}
SECONDS = re.compile(r"\d+(\.\d+)?(ms|s)")
PERCENT = re.compile(r"\d+(\.\d+)?%")
RATES = frozenset("x-slow slow medium fast x-fast default".split())
# Between these only verbs may stand.
NO_WORDS = frozenset({"Response", "Gather", "Hangup", "Reject"})

Wrong = tuple[int, str]
"""Twilio's error code, and what is wrong."""


def wrong_value(name: str, attribute: str, value: str) -> Wrong | None:
    """What is wrong with one attribute's value, if anything."""
    key = (name, attribute)
    said = f'{attribute}="{value}" of <{name}>'
    if key in WHOLE and (key, value) != (("Gather", "timeout"), "auto"):
        least, most = WHOLE[key]
        number = int(value) if re.fullmatch(r"\d{1,9}", value) else -1
        if number < least or (most is not None and number > most):
            return 12200, f"{said} is no whole number from {least} to {most or 'any'}."
    elif attribute in YES_NO and value not in ("true", "false"):
        return 12200, f"{said} is neither true nor false."
    elif attribute.casefold().endswith("method") and value not in ("GET", "POST"):
        return 12200, f"{said} is neither GET nor POST."
    elif key in ONE_OF:
        given = value.split() if key in SEVERAL else [value]
        if not given or not ONE_OF[key].issuperset(given):
            return 12200, f"{said} is not known."
    elif key == ("Gather", "speechTimeout"):
        if not re.fullmatch(r"auto|[1-9]\d*", value):
            return 13327, f"{said} is neither auto nor a whole number."
    elif key == ("Gather", "finishOnKey"):
        if not re.fullmatch(r"[0-9*#]?", value):
            return 12200, f"{said} is no key."
    elif key == ("Gather", "hints"):
        hints = [hint.strip() for hint in value.split(",")]
        if len(hints) > MOST_HINTS or any(len(hint) > LONGEST_HINT for hint in hints):
            return 13330, "There are too many hints, or one is too long."
    elif key == ("break", "time"):
        if not SECONDS.fullmatch(value):
            return 12200, f"{said} is no time."
    elif (
        key == ("prosody", "rate")
        and value not in RATES
        and not PERCENT.fullmatch(value)
    ):
        return 12200, f"{said} is no rate."
    return None


def wrong_words(name: str, attributes: dict[str, str], words: str) -> Wrong | None:
    """What is wrong with what stands in an element, or with its attributes together."""
    if name == "Say":
        voice = attributes.get("voice", "")
        most = next(
            (most for name, most in LONGEST_SAY.items() if voice.startswith(name)), 4096
        )
        if not words:
            return 13520, "<Say> is empty."
        if len(words) > most:
            return 13521, f"<Say> has {len(words)} characters; {most} is the most."
    if name == "Redirect" and not words:
        return 12200, "<Redirect> names no address."
    if name == "Play" and not words and not attributes.get("digits"):
        return 12200, "<Play> names no sound."
    if name in ("Dial", "Number") and not words:
        return 12200, f"<{name}> names no number."
    if name == "Message" and not 0 < len(words) <= LONGEST_MESSAGE:
        return 14103, f"<Message> has {len(words)} characters; 1 to 1600 are sent."
    # twilio.com/docs/api/errors/13335
    if attributes.get("speechTimeout") == "auto" and attributes.get("speechModel"):
        return 13335, 'speechTimeout="auto" may not stand beside a speechModel.'
    return None
