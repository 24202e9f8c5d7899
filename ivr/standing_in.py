"""`python -m ivr fallback`: fixed pages for elsewhere, while the hotline is away."""

from collections.abc import Iterator

from ivr.channels.edition import Edition
from ivr.channels.message import twiml
from ivr.dialogue.reply import Part

CALLED = "{{To}}"
"""What a TwiML Bin puts the called number for: the hotline's own
(twilio.com/docs/serverless/twiml-bins/getting-started)."""


def pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """What each page is for, and its TwiML. The edition's number is ``CALLED``."""
    protocol = edition.protocol
    numbered = protocol.numbered()
    lines = [id for id in protocol.resources if protocol.resources[id].is_line]
    offered = [id for id in protocol.offer if id in lines]
    line = next(iter((*offered, *lines)), "")
    yield "For calls", edition.voice.standing_in(line, numbered).decode()
    parts = (Part("failsafe"), *(Part("failsafe-number", about=id) for id in numbered))
    yield "For texts", twiml(edition.messages.body(parts)).decode()
