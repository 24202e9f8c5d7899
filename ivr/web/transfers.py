"""A line is called: its brief, its key, and the officer's way back.

Every turn carries in its address where the officer stands, which lines were
tried, and the attempt's id, which only her own call can have led to. What the
store remembers beyond that guards against a late or second accept; without it
the transfer still goes on.
"""

import time

from flask import Blueprint, Response, request

from ivr.channels.addresses import lines_in, place_at
from ivr.channels.edition import Edition
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.respond import respond
from ivr.web.calls import answer
from ivr.web.parts import XML, Parts

DECLINE = "9"


def transfer_routes(parts: Parts) -> Blueprint:
    """The routes that Twilio calls about a line being dialled."""
    routes = Blueprint("transfers", __name__)

    @routes.post("/voice/transfer/<line>/whisper/<topic>/<item>")
    def whisper(line: str, topic: str, item: str) -> Response:
        edition, at, lines = _turn(line, topic, item)
        attempt, child = _attempt(at, lines), request.form.get("CallSid", "")
        if line not in _lines(edition) or not attempt:
            return _xml(edition.voice.refuse())
        if parts.transfers.screen(attempt, child) == "refused":
            return _xml(edition.voice.refuse())
        return _xml(edition.voice.brief(line, at, lines, attempt))

    @routes.post("/voice/transfer/<line>/accept/<topic>/<item>")
    def accept(line: str, topic: str, item: str) -> Response:
        edition, at, lines = _turn(line, topic, item)
        attempt, child = _attempt(at, lines), request.form.get("CallSid", "")
        digits = request.form.get("Digits", "")
        if line not in _lines(edition) or not attempt:
            return _xml(edition.voice.refuse())
        if not digits or digits.startswith(DECLINE):
            return _xml(edition.voice.refuse())
        if parts.transfers.accept(attempt, child) == "refused":
            return _xml(edition.voice.refuse(late=True))
        return _xml(edition.voice.accept())

    @routes.post("/voice/transfer/<line>/done/<topic>/<item>")
    def done(line: str, topic: str, item: str) -> Response:
        began = time.perf_counter()
        edition, at, lines = _turn(line, topic, item)
        form = request.form
        attempt = request.args.get("attempt", "")
        status = form.get("DialCallStatus", "")
        bridged = form.get("DialBridged", "").casefold()
        genuine = attempt == _expected(form.get("CallSid", ""), at, lines)
        accepted = (
            parts.transfers.close(attempt, f"{status}/{bridged}"[:40])
            if genuine
            else None
        )
        connected = _connected(status, bridged, accepted)
        tried = tuple(id for id in lines if id in _lines(edition)) or (line,)
        intent = (
            Intent(Act.RETURNED, line)
            if connected
            else Intent(Act.UNANSWERED, "|".join(tried))
        )
        reply = respond(edition.protocol, at, intent)
        return answer(parts, edition, reply, intent, began)

    def _turn(
        line: str, topic: str, item: str
    ) -> tuple[Edition, Place, tuple[str, ...]]:
        edition = parts.edition()
        query = request.args.to_dict(flat=False)
        return edition, place_at(topic, item, {}), lines_in(query) or (line,)

    def _expected(call: str, at: Place, lines: tuple[str, ...]) -> str:
        return parts.attempt(call, *lines, at.topic, at.item)

    def _attempt(at: Place, lines: tuple[str, ...]) -> str:
        """The attempt's id, or nothing if this leg is not of the call it names."""
        given = request.args.get("attempt", "")
        parent = request.form.get("ParentCallSid", "")
        return given if parent and given == _expected(parent, at, lines) else ""

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


def _xml(page: bytes) -> Response:
    return Response(page, mimetype=XML)
