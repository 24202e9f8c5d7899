"""Inbound texts, and what became of those we sent."""

import time

from flask import Blueprint, Response, request

from ivr.channels.message import EMPTY, twiml
from ivr.dialogue.ground import MENU_PLACE
from ivr.dialogue.texting import UNCLEAR, respond_by_text
from ivr.dialogue.understanding import decide, understand
from ivr.protocol.reserved import is_reserved
from ivr.web.parts import XML, Parts

# Twilio splits nothing and refuses nothing below this.
LONGEST_BODY = 1600


def text_routes(parts: Parts) -> Blueprint:
    """The routes that Twilio calls about texts."""
    routes = Blueprint("texts", __name__)

    @routes.post("/sms")
    def inbound() -> Response:
        began = time.perf_counter()
        form = request.form
        body = form.get("Body", "")[:LONGEST_BODY]
        if form.get("OptOutType") or is_reserved(body):
            # The carrier has acted on it and has answered.
            return Response(EMPTY, mimetype=XML)
        edition = parts.edition()
        protocol, who = edition.protocol, parts.hash_of(form.get("From", ""))
        sid = form.get("MessageSid", "")
        standing = parts.memory.recall(who, "text", sid)
        place = standing.place or MENU_PLACE
        understood = understand(
            edition.vocabulary, place, "text", body, None, parts.today()
        )
        meant = decide(understood, "text", place)
        clear = meant.act not in UNCLEAR
        if not parts.memory.may_reply(who, clear, body):
            return Response(EMPTY, mimetype=XML)
        replies = respond_by_text(protocol, place, meant, understood.then)
        bodies = [edition.text(reply) for reply in replies]
        place = replies[-1].at
        if clear:
            parts.memory.remember(who, place, "text", sid)
        parts.notes.note(
            channel="text",
            kind="text",
            who=who,
            place=place,
            intent=str(meant) if clear else "",
            milliseconds=(time.perf_counter() - began) * 1000,
        )
        return Response(twiml(*filter(None, bodies)), mimetype=XML)

    @routes.post("/sms/status")
    def status() -> Response:
        form = request.form
        parts.outbox.delivery(
            request.args.get("text", ""),
            form.get("MessageSid", ""),
            form.get("MessageStatus", ""),
            form.get("ErrorCode", ""),
        )
        return Response(status=204)

    return routes
