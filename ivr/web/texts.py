"""Inbound texts, and what became of those we sent."""

import time

from flask import Blueprint, Response, request

from ivr.channels.addresses import address, place_from
from ivr.channels.message import EMPTY, twiml
from ivr.dialogue.ground import MENU_PLACE
from ivr.dialogue.texting import UNCLEAR, respond_by_text
from ivr.dialogue.understanding import NO_ANSWER, meant, understand
from ivr.protocol.reserved import is_reserved
from ivr.web.loops import breaks_off
from ivr.web.memory import Exchange
from ivr.web.missing import keep_if_missed
from ivr.web.parts import XML, Parts

# Twilio splits nothing and refuses nothing below this.
LONGEST_BODY = 1600
ENDS = frozenset({"delivered", "undelivered", "failed"})


def text_routes(parts: Parts) -> Blueprint:
    """The routes that Twilio calls about texts."""
    routes = Blueprint("texts", __name__)

    @routes.post("/sms")
    def inbound() -> Response:
        began = time.perf_counter()
        form = request.form
        body = form.get("Body", "")[:LONGEST_BODY]
        if form.get("OptOutType") or is_reserved(body, asked=True):
            # The carrier has acted on it and has answered.
            return Response(EMPTY, mimetype=XML)
        edition = parts.edition()
        protocol, who = edition.protocol, parts.hash_of(form.get("From", ""))
        sid = form.get("MessageSid", "")[:40]
        standing = parts.memory.recall(who, sid)
        written = parts.cookie.read(request) if standing.away else standing.address
        place = place_from(written) or MENU_PLACE
        if is_reserved(body, asked=bool(place.asked)):
            return Response(EMPTY, mimetype=XML)
        understood = understand(
            edition.vocabulary, place, "text", body, None, parts.today()
        )
        if understood.found in NO_ANSWER:
            return Response(EMPTY, mimetype=XML)
        first, second = meant(understood, "text", place)
        clear = first.act not in UNCLEAR
        replies = respond_by_text(protocol, place, first, second)
        at = replies[-1].at if clear else place
        exchange = Exchange(
            sid,
            written,
            parts.now(),
            clear=clear,
            moved=at != place,
            digest="" if clear else parts.digest_of(body),
        )
        if standing.repeated is None:
            keep_if_missed(parts, edition, "text", body, first, understood.found)
            if breaks_off(standing.lately, exchange):
                parts.notes.note(channel="text", kind="loop", who=who, place=place)
                return Response(EMPTY, mimetype=XML)
            parts.memory.answered(
                who, address(at) if clear else written, exchange, standing.lately
            )
        parts.notes.note(
            channel="text",
            kind="text" if standing.repeated is None else "repeated",
            who=who,
            place=at,
            intent=str(first) if clear else "",
            milliseconds=(time.perf_counter() - began) * 1000,
        )
        bodies = [edition.text(reply) for reply in replies]
        response = Response(twiml(*filter(None, bodies)), mimetype=XML)
        parts.cookie.write(response, address(at))
        return response

    @routes.post("/sms/status")
    def status() -> Response:
        form = request.form
        status, code = form.get("MessageStatus", ""), form.get("ErrorCode", "")
        parts.outbox.delivery(
            request.args.get("text", ""), form.get("MessageSid", ""), status, code
        )
        if status in ENDS:
            outcome = f"{status} {code}" if code.isdecimal() else status
            parts.notes.note(channel="text", kind="delivery", outcome=outcome[:30])
        return Response(status=204)

    return routes
