"""The phone in the browser: one page, its state as it changes, and what people do."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, jsonify, request, send_from_directory

from ivr.simulator.account import Account
from ivr.simulator.conversation import OFFICER
from ivr.simulator.events import Event, Happening, Key, Waiting, Words
from ivr.simulator.rest import rest_routes
from ivr.simulator.switchboard import Live, Switchboard
from ivr.simulator.world import Webhook

PAGE = Path(__file__).parent / "page"
SHOWN_WEBHOOKS = 60
BEAT_SECONDS = 10.0
SHOW_SECONDS = 0.05
RADIO = "adam twelve copy code four en route to county"
STANDS_FOR = ("127.0.0.1", "localhost", "::1")
# Where what she says next will be sent is where she stands.
STANDS = re.compile(r'<Gather[^>]* action="[^"]*/voice/([\w-]+)/([\w-]+)["?]')

Fail = Callable[[bool], None]
"""Makes a part fail, or well again."""

DEEDS: dict[str, tuple[Happening, str]] = {
    "hang up": (Event.HANG_UP, ""),
    "radio": (Words(RADIO, 0.4), f"Radio says: {RADIO}"),
    "answer": (Event.PICK_UP, ""),
    "voicemail": (Event.PICK_UP, ""),
    "busy": (Event.BUSY, ""),
    "no answer": (Event.TIME_UP, ""),
    "accept": (Key("1", by_line=True), ""),
    "decline": (Key("9", by_line=True), ""),
    "line hang up": (Event.LINE_HANGS_UP, ""),
}
STATES = {
    Waiting.RINGING: ("ringing", "it rings."),
    Waiting.LINE_SPEAKING: ("screening", "hears the brief."),
    Waiting.LINE_LISTENING: ("screening", "may press a key."),
    Waiting.BRIDGED: ("bridged", "speaks with the officer."),
}


def simulator_app(
    board: Switchboard,
    api_url: str,
    failing: Mapping[str, tuple[str, Fail]],
    quick: Sequence[str] = (),
) -> Flask:
    """The account's REST API and the phone page; ValueError beside the real Twilio.

    ``failing`` names what can be made to fail: the words on its button, and how.
    ``quick`` are words to text with one press.
    """
    host = urlsplit(api_url).hostname or ""
    if host not in STANDS_FOR:
        raise ValueError(
            "The simulator plays Twilio and must not stand beside it: set "
            "TWILIO_API_URL to an address of this machine."
        )
    app = Flask("simulator", static_folder=None)
    app.register_blueprint(rest_routes(board.account))
    app.register_blueprint(phone_routes(board, failing, quick))
    return app


def phone_routes(
    board: Switchboard,
    failing: Mapping[str, tuple[str, Fail]],
    quick: Sequence[str],
) -> Blueprint:
    """``/phone`` and what belongs to it."""
    routes = Blueprint("phone", __name__)
    on: dict[str, bool] = dict.fromkeys(failing, False)

    @routes.before_request
    def only_here() -> tuple[Response, int] | None:
        # A page of another site must not reach it by a name of its own.
        if (urlsplit(f"//{request.host}").hostname or "") not in STANDS_FOR:
            return jsonify(error="Open it as 127.0.0.1."), 403
        return None

    @routes.get("/phone")
    def page() -> Response:
        answer = send_from_directory(PAGE, "phone.html")
        answer.headers["Content-Security-Policy"] = (
            "default-src 'self'; img-src data:; frame-ancestors 'none'"
        )
        return answer

    @routes.get("/phone/<name>")
    def part(name: str) -> Response:
        return send_from_directory(PAGE, name)

    @routes.get("/phone/events")
    def events() -> Response:
        phone = request.args.get("phone") or OFFICER

        def stream() -> Iterator[str]:
            version = -1
            while True:
                fresh = board.wait_for_change(version, BEAT_SECONDS)
                if fresh == version:
                    yield ": still here\n\n"
                    continue
                version = fresh
                told = state(board, phone, weather(board.account))
                told["quick"] = list(quick)
                yield f"data: {json.dumps(told)}\n\n"
                # What happens at once is shown at once, and many things as one.
                time.sleep(SHOW_SECONDS)

        answer = Response(stream(), mimetype="text/event-stream")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @routes.post("/phone/do")
    def act() -> tuple[Response, int] | Response:
        told = request.get_json(silent=True)
        if not isinstance(told, dict):
            return jsonify(error="What was sent is no JSON object."), 400
        error = perform(told)
        if error:
            return jsonify(error=error), 400
        return jsonify(done=True)

    def perform(told: dict[str, Any]) -> str:
        phone = str(told.get("phone") or OFFICER)
        what = str(told.get("do", ""))
        if what == "text":
            board.text(phone, str(told.get("body", "")))
        elif what == "call":
            board.dial(phone)
        elif what == "weather":
            return change(str(told.get("name", "")), bool(told.get("on")))
        else:
            live = board.calls.get(str(told.get("sid", ""))) or latest(board, phone)
            if live is None:
                return "There is no call yet: press Call the hotline."
            if what == "key":
                board.happen(live.call.sid, Key(str(told.get("digit", ""))[:1]))
            elif what == "say":
                sure = told.get("confidence")
                confidence = float(sure) if isinstance(sure, int | float) else 0.9
                board.happen(
                    live.call.sid, Words(str(told.get("words", ""))[:400], confidence)
                )
            elif what in DEEDS:
                board.happen(live.call.sid, *DEEDS[what])
            elif what == "silence":
                board.stay_silent(live.call.sid)
            else:
                return f"Nobody knows how to do {what!r}."
        return ""

    def change(name: str, value: bool) -> str:
        if name == "rest":
            board.account.weather.rest = "broken" if value else "fair"
        elif name in failing:
            # Shown once it is so: starting a hotline anew takes a second.
            failing[name][1](value)
            on[name] = value
        else:
            return f"There is no weather called {name!r}."
        board.tell()
        return ""

    def weather(account: Account) -> list[dict[str, Any]]:
        rest = account.weather.rest != "fair"
        shown = [{"name": "rest", "words": "Twilio's API fails", "on": rest}]
        for name, (words, _) in failing.items():
            shown.append({"name": name, "words": words, "on": on[name]})
        return shown

    return routes


def latest(board: Switchboard, phone: str) -> Live | None:
    """The last call of a phone, going on or over."""
    own = [live for live in list(board.calls.values()) if live.call.caller == phone]
    return own[-1] if own else None


def state(
    board: Switchboard, phone: str, weather: list[dict[str, Any]]
) -> dict[str, Any]:
    """All that one window shows."""
    live = latest(board, phone)
    thread = board.look(phone)
    hooks = [hook for hook in list(board.world.webhooks) if _of(hook, phone, live)]
    return {
        "phone": phone,
        "hotline": board.world.hotline_number,
        "bubbles": [
            {
                "who": one.who,
                "text": one.text,
                "characters": one.characters,
                "segments": one.segments,
            }
            for one in list(thread.bubbles)
        ],
        "text_fault": str(thread.fault or ""),
        "call": _call(live, hooks) if live else None,
        "desks": list(_desks(board)),
        "webhooks": [_hook(hook) for hook in hooks[-SHOWN_WEBHOOKS:]],
        # The list begins anew where its beginning has been dropped.
        "hooks_from": f"{phone} {max(0, len(hooks) - SHOWN_WEBHOOKS)}",
        "weather": weather,
    }


def _call(live: Live, hooks: list[Webhook]) -> dict[str, Any]:
    call = live.call
    pages = [hook.body.decode("utf-8", "replace") for hook in hooks if hook.status]
    places = [found for page in pages for found in STANDS.findall(page)]
    words = f"In a call: {call.wait.what.value}."
    if call.wait.what is Waiting.OVER:
        words = f"{call.fault}" if call.fault else "The call is over."
    return {
        "sid": call.sid,
        "over": call.wait.what is Waiting.OVER,
        "words": words,
        "place": " / ".join(places[-1]) if places else "",
        "script": [
            {"who": one.who, "text": one.text, "seconds": round(one.seconds, 2)}
            for one in list(call.script)
        ],
        "conversation": "".join(f"{entry}\n" for entry in list(live.entries)),
    }


def _desks(board: Switchboard) -> Iterator[dict[str, str]]:
    for live in list(board.calls.values()):
        wait = live.call.wait
        if wait.what in STATES:
            name, words = STATES[wait.what]
            number = live.call.dialled[-1] if live.call.dialled else ""
            yield {
                "sid": live.call.sid,
                "number": number,
                "state": name,
                "words": words,
            }


def _of(hook: Webhook, phone: str, live: Live | None) -> bool:
    form = hook.form
    if live and live.call.sid in (form.get("CallSid"), form.get("ParentCallSid")):
        return True
    return "MessageSid" in form and phone in (form.get("From"), form.get("To"))


def _hook(hook: Webhook) -> dict[str, Any]:
    told = ("Body", "SpeechResult", "Digits", "DialCallStatus", "MessageStatus")
    shown = [hook.form[name] for name in told if hook.form.get(name)]
    return {
        "path": urlsplit(hook.url).path,
        "told": ", ".join(shown) or hook.form.get("CallStatus", ""),
        "status": hook.status,
        "error": hook.error,
        "milliseconds": round(hook.milliseconds, 1),
        "twiml": hook.body.decode("utf-8", "replace"),
    }
