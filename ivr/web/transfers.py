"""A line is called: its brief, its key, and the officer's way back.

Every turn carries in its address where the officer stands, which lines were
tried, and the attempt's id, which only her own call can have led to. What the
store remembers beyond that guards against a late or second accept; without it
the transfer still goes on.
"""

import hmac
import logging
import time

from flask import Blueprint, Response, request

from ivr.channels.addresses import lines_in, place_at
from ivr.channels.edition import Edition
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.respond import respond
from ivr.web.calls import answer, word
from ivr.web.memory import Note
from ivr.web.parts import NONCE, XML, Parts

log = logging.getLogger(__name__)

# Cancelled before anybody answered (twilio.com/docs/voice/twiml/dial). Nothing of
# ours does that, so it was the officer, who wants nobody else called either.
STOPPED = "canceled"


def transfer_routes(parts: Parts) -> Blueprint:
    """The routes that Twilio calls about a line being dialled."""
    routes = Blueprint("transfers", __name__)

    @routes.post("/voice/transfer/<line>/whisper/<topic>/<item>")
    def whisper(line: str, topic: str, item: str) -> Response:
        edition, at, lines = _turn(line, topic, item)
        attempt, child = _attempt(at, lines), parts.hash_of(_child())
        if line not in _lines(edition) or not attempt:
            return _xml(edition.voice.refuse())
        if parts.transfers.screen(attempt, child) == "refused":
            _note(line, at, "too late for the brief")
            return _xml(edition.voice.refuse())
        _note(line, at, "hears the brief")
        return _xml(edition.voice.brief(line, at, lines, attempt))

    @routes.post("/voice/transfer/<line>/accept/<topic>/<item>")
    def accept(line: str, topic: str, item: str) -> Response:
        edition, at, lines = _turn(line, topic, item)
        attempt, child = _attempt(at, lines), parts.hash_of(_child())
        digits = request.form.get("Digits", "")
        if line not in _lines(edition) or not attempt:
            return _xml(edition.voice.refuse())
        if not digits or digits.startswith(edition.voice.prompts.keys.decline):
            _note(line, at, "declined")
            return _xml(edition.voice.refuse())
        if parts.transfers.accept(attempt, child) == "refused":
            _note(line, at, "too late to accept")
            return _xml(edition.voice.refuse(late=True))
        _note(line, at, "accepted")
        return _xml(edition.voice.accept())

    @routes.post("/voice/transfer/<line>/done/<topic>/<item>")
    def done(line: str, topic: str, item: str) -> Response:
        began = time.perf_counter()
        edition, at, lines = _turn(line, topic, item)
        form = request.form
        attempt = request.args.get("attempt", "")
        status = form.get("DialCallStatus", "")
        bridged = form.get("DialBridged", "").casefold()
        genuine = _is(attempt, form.get("CallSid", ""), at, lines)
        accepted = None
        if genuine:
            outcome = f"{word(status)} {word(bridged)}".strip()
            accepted = parts.transfers.close(attempt, outcome)
        connected = _connected(status, bridged, accepted)
        if connected and accepted is False:
            log.warning("A line was connected that had pressed no key: %s.", line)
            _note(line, at, "connected without a key")
        tried = tuple(id for id in lines if id in _lines(edition)) or (line,)
        intent = (
            Intent(Act.RETURNED, line)
            if connected or status == STOPPED
            else Intent(Act.UNANSWERED, "|".join(tried))
        )
        reply = respond(edition.protocol, at, intent)
        return answer(parts, edition, reply, intent, began)

    def _turn(
        line: str, topic: str, item: str
    ) -> tuple[Edition, Place, tuple[str, ...]]:
        edition = parts.edition()
        query = request.args.to_dict(flat=False)
        at = place_at(topic, item, {"left": query.get("left", ())})
        return edition, at, lines_in(query) or (line,)

    def _is(attempt: str, call: str, at: Place, lines: tuple[str, ...]) -> bool:
        expected = parts.attempt(attempt[:NONCE], call, *lines, at.topic, at.item)
        return bool(call) and hmac.compare_digest(
            attempt.encode("utf-8", "replace"), expected.encode("utf-8", "replace")
        )

    def _attempt(at: Place, lines: tuple[str, ...]) -> str:
        """The attempt's id, or nothing if this leg is not of the call it names."""
        given = request.args.get("attempt", "")
        parent = request.form.get("ParentCallSid", "")
        return given if _is(given, parent, at, lines) else ""

    def _note(line: str, at: Place, outcome: str) -> None:
        note = Note("voice", "line", place=at, intent=line, outcome=outcome)
        parts.notes.note(note)

    return routes


def _connected(status: str, bridged: str, accepted: bool | None) -> bool:
    """Whether the two have spoken.

    What DialCallStatus says after a declined brief is not documented, and
    "completed" with DialBridged=false has been seen; so the bridge decides
    where it is told, and our own record of the key where it is not.
    """
    if bridged in ("true", "false"):
        return bridged == "true"
    return status == "completed" and accepted is not False


def _lines(edition: Edition) -> tuple[str, ...]:
    resources = edition.protocol.resources
    return tuple(id for id, one in resources.items() if one.is_line)


def _child() -> str:
    return request.form.get("CallSid", "")


def _xml(page: bytes) -> Response:
    return Response(page, mimetype=XML)
