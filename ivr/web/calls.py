"""Calls: what the caller did after hearing a place, and what she hears next."""

import time
from dataclasses import replace

from flask import Blueprint, Response, request

from ivr.channels.addresses import address, place_at, place_from
from ivr.channels.edition import Edition
from ivr.dialogue.ground import MENU_PLACE
from ivr.dialogue.instead import after_failed_text, without_call, without_text
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.reply import Reply, Then
from ivr.dialogue.respond import respond, respond_to_both
from ivr.dialogue.understanding import meant, press, understand
from ivr.web.callers import Caller, caller_of
from ivr.web.memory import Note
from ivr.web.missing import keep_if_missed
from ivr.web.parts import XML, Parts

# Nothing of hers: it must not move her from where she left off.
UNTOLD = frozenset({Act.ARRIVE, Act.SILENCE, Act.NOISE, Act.UNKNOWN})

# CallStatus of a call that has ended (twilio.com/docs/voice/twiml). A number can be
# set up to tell of each step of a call; the others end nothing.
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


def call_routes(parts: Parts) -> Blueprint:
    """The routes that Twilio calls while an officer is on the line."""
    routes = Blueprint("calls", __name__)

    @routes.post("/voice")
    def arrive() -> Response:
        began = time.perf_counter()
        edition = parts.edition()
        standing = parts.memory.recall(caller_of(parts, request).who)
        place = place_from(standing.address) if standing.fresh else None
        if place and place.plain() != MENU_PLACE:
            intent = Intent(Act.RESUME)
        else:
            place = MENU_PLACE
            intent = Intent(Act.ARRIVE, "again" if standing.known else "")
        reply = respond(edition.protocol, place, intent)
        return answer(parts, edition, reply, intent, began)

    @routes.post("/voice/<topic>/<item>")
    def turn(topic: str, item: str) -> Response:
        began = time.perf_counter()
        edition = parts.edition()
        place = place_at(topic, item, request.args.to_dict(flat=False))
        first, second = _meant(parts, edition, place)
        reply = respond_to_both(edition.protocol, place, first, second)
        return answer(parts, edition, reply, first, began)

    @routes.post("/voice/status")
    def ended() -> Response:
        caller = caller_of(parts, request)
        if request.form.get("CallStatus", "") not in OVER:
            return Response(status=204)
        parts.transfers.hung_up(caller.call)
        outcome = request.form["CallStatus"]
        parts.notes.note(Note("voice", "ended", who=caller.who, outcome=outcome))
        return Response(status=204)

    return routes


def answer(
    parts: Parts, edition: Edition, reply: Reply, intent: Intent, began: float
) -> Response:
    """Keep the reply's promises, note the exchange, and speak the page.

    A promise that cannot be kept is not made: the reply is mended first.
    """
    caller = caller_of(parts, request)
    asked_for = reply.then is Then.CONNECT and len(reply.lines) == 1
    if asked_for and not parts.transfers.may_begin(caller.who):
        reply = without_call(edition.protocol, reply)
    if reply.text and not _promised(parts, caller, reply.text):
        reply = without_text(edition.protocol, reply, sorry=parts.outbox.sends)
    for subject in parts.outbox.failed(caller.call):
        reply = after_failed_text(edition.protocol, reply, subject)
    if reply.then is Then.CONNECT:
        page = _dialled(parts, edition, reply, caller)
    else:
        page = edition.page(replace(reply, text=""))
    if intent.act not in UNTOLD:
        parts.memory.remember(caller.who, address(reply.at.plain()))
    note = Note(
        "voice",
        "call",
        who=caller.who,
        place=reply.at,
        intent="" if intent.act is Act.UNKNOWN else str(intent),
        outcome=reply.lines[-1] if reply.then is Then.CONNECT else reply.then.value,
        milliseconds=(time.perf_counter() - began) * 1000,
    )
    parts.notes.note(note)
    return Response(page, mimetype=XML)


def _meant(
    parts: Parts, edition: Edition, place: Place
) -> tuple[Intent, Intent | None]:
    form = request.form
    digits, speech = form.get("Digits", ""), form.get("SpeechResult", "")
    if digits:
        return press(edition.vocabulary, place, digits), None
    if not speech.strip():
        return Intent(Act.SILENCE), None
    understood = understand(
        edition.vocabulary,
        place,
        "voice",
        speech,
        _confidence(form.get("Confidence", "")),
        parts.today(),
    )
    first, second = meant(understood, "voice", place)
    keep_if_missed(parts, edition, "voice", speech, first, understood.found)
    return first, second


def _confidence(text: str) -> float | None:
    """Twilio's 0.0 to 1.0; it may be absent, and anything else is no answer."""
    try:
        value = float(text[:20])
    except ValueError:
        return None
    return value if 0.0 <= value <= 1.0 else None


def _promised(parts: Parts, caller: Caller, subject: str) -> bool:
    if not caller.textable:
        return False
    return parts.outbox.promise(caller.number, caller.who, caller.call, subject)


def _dialled(parts: Parts, edition: Edition, reply: Reply, caller: Caller) -> bytes:
    """The page that calls a line, and the attempt it begins."""
    nonce = parts.nonce(request.headers.get("I-Twilio-Idempotency-Token", ""))
    call = request.form.get("CallSid", "")
    attempt = parts.attempt(nonce, call, *reply.lines, reply.at.topic, reply.at.item)
    line, first = reply.lines[-1], len(reply.lines) == 1
    parts.transfers.begin(attempt, caller.call, caller.who, line, first)
    return edition.voice.dial(reply, attempt)


def word(text: str) -> str:
    """A status of the carrier, or nothing if it is not one word of letters."""
    return text if text.replace("-", "").isalpha() and len(text) < 20 else ""
