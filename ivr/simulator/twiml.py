"""Reads TwiML as strictly as Twilio's own tools describe it.

What is not known here is an error with Twilio's code, never passed over: a page
that works on the simulator must not fail on the telephone.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from ivr.simulator.values import NO_WORDS, wrong_value, wrong_words

MOST_BYTES = 64 * 1024

_URL = "action method".split()
ATTRIBUTES: dict[str, frozenset[str]] = {
    name: frozenset(attributes.split())
    for name, attributes in {
        "Say": "voice loop language",
        "Play": "loop digits",
        "Pause": "length",
        "Gather": "input action method timeout speechTimeout maxSpeechTime "
        "profanityFilter finishOnKey numDigits partialResultCallback "
        "partialResultCallbackMethod language hints bargeIn debug "
        "actionOnEmptyResult speechModel enhanced",
        "Redirect": "method",
        "Hangup": "",
        "Reject": "reason",
        "Dial": "action method timeout hangupOnStar timeLimit callerId record trim "
        "answerOnBridge ringTone recordingStatusCallback",
        "Number": "sendDigits url method statusCallbackEvent statusCallback "
        "statusCallbackMethod",
        "Message": "to from action method statusCallback",
        "Body": "",
        "Media": "",
        "break": "strength time",
        "prosody": "volume rate pitch",
        "say-as": "interpret-as format",
        "sub": "alias",
        "emphasis": "level",
        "p": "",
        "s": "",
        "w": "role",
        "lang": "xml:lang",
        "phoneme": "alphabet ph",
    }.items()
}
SSML = frozenset("break prosody say-as sub emphasis p s w lang phoneme".split())
INSIDE: dict[tuple[str, str], frozenset[str]] = {
    ("voice", "Response"): frozenset(
        "Say Play Pause Gather Redirect Hangup Reject Dial".split()
    ),
    ("whisper", "Response"): frozenset("Say Play Pause Gather Redirect Hangup".split()),
    ("sms", "Response"): frozenset("Message Redirect".split()),
    ("voice", "Gather"): frozenset("Say Play Pause".split()),
    ("voice", "Dial"): frozenset({"Number"}),
    ("sms", "Message"): frozenset("Body Media".split()),
}
XML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})


class Fault(Exception):
    """Twilio's error code, and what it would write in its debugger."""

    def __init__(self, code: int, what: str) -> None:
        super().__init__(f"Error {code}: {what}")
        self.code = code
        self.what = what


@dataclass(frozen=True, slots=True)
class Verb:
    """One element: its name, attributes, children, and its words as a caption."""

    name: str
    attributes: dict[str, str]
    children: tuple["Verb", ...]
    text: str
    seconds: float = 0.0
    """How long it takes to say, at 160 words a minute."""


def read(
    body: bytes, content_type: str, kind: str, spoken: bool = True
) -> tuple[Verb, ...]:
    """The verbs of a document; Fault if Twilio would refuse any of it.

    ``kind`` is ``voice``, ``whisper`` or ``sms``. Plain text is a text to the phone,
    and is said in a call if it is ``spoken``; a sound is played.
    """
    if len(body) > MOST_BYTES:
        raise Fault(11750, f"The answer has {len(body)} bytes; 64 kB is the most.")
    plain = body.decode("utf-8", "replace").strip()
    if content_type == "text/plain" and plain and (spoken or kind == "sms"):
        if kind == "sms":
            return (Verb("Message", {}, (), plain),)
        words = Verb("Say", {}, (), plain, _words_seconds(plain, 1.0))
        return words, Verb("Hangup", {}, (), "")
    if content_type.startswith("audio/") and kind != "sms":
        return (Verb("Play", {}, (), content_type),)
    if content_type not in XML_TYPES:
        raise Fault(12300, f"The content type {content_type!r} is not one of TwiML's.")
    if body[:1].isspace():
        raise Fault(12100, "The answer begins with white space.")
    try:
        root = ET.fromstring(body)
    except ET.ParseError as error:
        raise Fault(12100, f"The answer is not well-formed XML: {error}.") from None
    if root.tag != "Response":
        raise Fault(12100, f"The root element is <{root.tag}>, not <Response>.")
    if root.attrib:
        raise Fault(12200, "<Response> has no attributes.")
    _no_words(root)
    return tuple(_verb(child, "Response", kind) for child in root)


def _verb(element: ET.Element, parent: str, kind: str) -> Verb:
    name = element.tag
    family = "voice" if kind == "whisper" and parent != "Response" else kind
    allowed = INSIDE.get((family, parent), frozenset())
    if parent == "Say" or parent in SSML:
        allowed = SSML
    if kind == "whisper" and name == "Dial":
        raise Fault(13201, "<Dial> may not stand in what a called line hears.")
    if name not in allowed:
        raise Fault(12200, f"<{name}> may not stand in <{parent}>.")
    for attribute, value in element.attrib.items():
        known = attribute.replace("{http://www.w3.org/XML/1998/namespace}", "xml:")
        if known not in ATTRIBUTES[name]:
            raise Fault(12200, f"<{name}> has no attribute {attribute!r}.")
        _unless(wrong_value(name, known, value))
    _no_words(element)
    children = tuple(_verb(child, name, kind) for child in element)
    text = "".join(element.itertext())
    if name not in ("Message", "Body"):
        # White space is speech's least concern, and a text's own.
        text = " ".join(text.split())
    media = any(child.name == "Media" for child in children)
    if not media:
        _unless(wrong_words(name, element.attrib, text))
    seconds = _spoken_seconds(element) if name == "Say" else 0.0
    return Verb(name, dict(element.attrib), children, text, seconds)


def _unless(wrong: tuple[int, str] | None) -> None:
    if wrong:
        raise Fault(*wrong)


def _no_words(element: ET.Element) -> None:
    """Between verbs nothing may stand that nobody would hear."""
    if element.tag in NO_WORDS:
        for words in (element.text, *(child.tail for child in element)):
            if (words or "").strip():
                raise Fault(12200, f"Words stand in <{element.tag}> beside its verbs.")


def _spoken_seconds(element: ET.Element, rate: float = 1.0) -> float:
    """Words at 160 a minute, single digits at half a second, breaks as given."""
    if element.tag == "break":
        given = element.get("time", "500ms")
        number = float(re.sub(r"[^\d.]", "", given) or 0)
        return number / 1000 if given.endswith("ms") else number
    if element.tag == "prosody":
        percent = element.get("rate", "100%")
        if percent.endswith("%"):
            rate *= float(percent[:-1]) / 100
    seconds = _words_seconds(element.text, rate)
    for child in element:
        seconds += _spoken_seconds(child, rate) + _words_seconds(child.tail, rate)
    return seconds


def _words_seconds(text: str | None, rate: float) -> float:
    words = (text or "").split()
    digits = sum(len(word.strip(",.")) == 1 and word[0].isdigit() for word in words)
    return (digits * 0.5 + (len(words) - digits) * 60 / 160) / rate
