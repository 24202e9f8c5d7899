"""Inbound texts, and what became of those we sent."""

import time
from dataclasses import dataclass

from flask import Blueprint, Response, request

from ivr.channels.addresses import address, place_from
from ivr.channels.edition import Edition
from ivr.channels.message import EMPTY, twiml
from ivr.dialogue.ground import MENU_PLACE
from ivr.dialogue.intent import Intent
from ivr.dialogue.place import Place
from ivr.dialogue.reply import Reply
from ivr.dialogue.texting import UNCLEAR, respond_by_text
from ivr.dialogue.understanding import NO_ANSWER, meant, understand
from ivr.protocol.reserved import is_reserved
from ivr.web.loops import breaks_off
from ivr.web.memory import Exchange, Note, Standing
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
        who = parts.hash_of(form.get("From", ""))
        sid = form.get("MessageSid", "")[:40]
        answer = _answer(parts, edition, who, sid, body)
        if answer and not answer.kept(parts, who):
            # Another of her texts was answered just then: this one comes after it.
            answer = _answer(parts, edition, who, sid, body)
            if answer:
                answer.kept(parts, who, whatever=True)
        if answer is None:
            return Response(EMPTY, mimetype=XML)
        repeated = answer.standing.repeated is not None
        if not repeated:
            missed = (answer.intent, answer.found)
            keep_if_missed(parts, edition, "text", body, *missed)
        if answer.breaks_off:
            place = answer.place
            parts.notes.note(Note("text", "loop", who=who, place=place))
            return Response(EMPTY, mimetype=XML)
        note = Note(
            "text",
            "repeated" if repeated else "text",
            who=who,
            place=answer.at,
            intent=str(answer.intent) if answer.exchange.clear else "",
            milliseconds=(time.perf_counter() - began) * 1000,
        )
        parts.notes.note(note)
        bodies = [edition.text(reply) for reply in answer.replies]
        response = Response(twiml(*filter(None, bodies)), mimetype=XML)
        parts.cookie.write(response, address(answer.at))
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
            parts.notes.note(Note("text", "delivery", outcome=outcome[:30]))
        return Response(status=204)

    return routes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a text comes to, and what was remembered when it came.

    ``place`` is where she stood, ``written`` its address as it was written, ``at``
    where she stands after it; ``found`` the way by which she was understood.
    """

    standing: Standing
    written: str
    place: Place
    at: Place
    intent: Intent
    found: str
    replies: tuple[Reply, ...]
    exchange: Exchange

    @property
    def breaks_off(self) -> bool:
        """Whether it is left without an answer: a robot's."""
        if self.standing.repeated is not None:
            return False
        return breaks_off(self.standing.lately, self.exchange)

    def kept(self, parts: Parts, who: str, whatever: bool = False) -> bool:
        """Remember it. False if she has been answered elsewhere meanwhile."""
        if self.standing.repeated is not None or self.breaks_off:
            return True
        led = address(self.at) if self.exchange.clear else self.written
        if self.standing.away and self.place == self.at == MENU_PLACE:
            # Nobody could say where she stood, so she may not have left it.
            led = ""
        standing = self.standing
        return parts.memory.answered(who, led, self.exchange, standing, whatever)


def _answer(
    parts: Parts, edition: Edition, who: str, sid: str, body: str
) -> Answer | None:
    """What a text comes to where she stands; None if nobody waits for an answer."""
    standing = parts.memory.recall(who, sid)
    written = parts.cookie.read(request) if standing.away else standing.address
    place = place_from(written) or MENU_PLACE
    if is_reserved(body, asked=bool(place.asked)):
        return None
    understood = understand(
        edition.vocabulary, place, "text", body, None, parts.today()
    )
    if understood.found in NO_ANSWER:
        return None
    first, second = meant(understood, "text", place)
    clear = first.act not in UNCLEAR
    replies = respond_by_text(edition.protocol, place, first, second)
    at = replies[-1].at if clear else place
    exchange = Exchange(
        sid,
        written,
        parts.now(),
        clear=clear,
        moved=at != place,
        digest="" if clear else parts.digest_of(body),
    )
    found = understood.found
    return Answer(standing, written, place, at, first, found, replies, exchange)
