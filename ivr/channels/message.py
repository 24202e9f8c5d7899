"""How a reply is texted: one message, plain characters, numbers as written."""

from collections.abc import Iterable
from functools import lru_cache

from twilio.twiml.messaging_response import MessagingResponse

from ivr.channels.values import worded
from ivr.channels.wording import Controls, Number, Pieces, Wording
from ivr.dialogue.reply import Part, Reply
from ivr.protocol.model import Protocol
from ivr.protocol.prompts import MessageFile

EMPTY = b'<?xml version="1.0" encoding="UTF-8"?><Response />'


class Messages:
    """The words of texts, and the TwiML that sends them."""

    def __init__(
        self, protocol: Protocol, prompts: MessageFile, controls: Controls
    ) -> None:
        self.protocol = protocol
        self.wording = Wording(protocol, prompts.prompts, "text", controls)

    def text(self, reply: Reply) -> str:
        """The body of a reply's one message."""
        return self.body(reply.parts)

    def body(self, parts: Iterable[Part]) -> str:
        """The words of some parts, a line each."""
        lines = (self._written(worded(self.wording, part)) for part in parts)
        return "\n".join(line for line in lines if line)

    def _written(self, pieces: Pieces) -> str:
        return "".join(
            self.protocol.resources[piece.resource].number or ""
            if isinstance(piece, Number)
            else piece
            for piece in pieces
        )


@lru_cache(maxsize=10_000)
def twiml(*bodies: str) -> bytes:
    """Messaging TwiML with one message for each body; none means no answer."""
    response = MessagingResponse()
    for body in bodies:
        response.message(body)
    return str(response).encode()
