"""The phone in the browser: one page, its state as it changes, and what people do."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, jsonify, request, send_from_directory

from ivr.simulator.account import Account
from ivr.simulator.conversation import OFFICER
from ivr.simulator.events import Event, Happening, Key, Words
from ivr.simulator.rest import rest_routes
from ivr.simulator.showing import Guide, latest, state
from ivr.simulator.switchboard import Switchboard

PAGE = Path(__file__).parent / "page"
BEAT_SECONDS = 10.0
SHOW_SECONDS = 0.05
STANDS_FOR = ("127.0.0.1", "localhost", "::1")

Fail = Callable[[bool], None]
"""Makes a part fail, or well again."""

DEEDS: dict[str, tuple[Happening, str]] = {
    "hang up": (Event.HANG_UP, ""),
    "answer": (Event.PICK_UP, ""),
    "voicemail": (Event.PICK_UP, ""),
    "busy": (Event.BUSY, ""),
    "no answer": (Event.TIME_UP, ""),
    "line hang up": (Event.LINE_HANGS_UP, ""),
}


def simulator_app(
    board: Switchboard,
    api_url: str,
    failing: Mapping[str, tuple[str, Fail]],
    guide: Guide,
) -> Flask:
    """The account's REST API and the phone page; ValueError beside the real Twilio.

    ``failing`` names what can be made to fail: the words on its button, and how.
    """
    host = urlsplit(api_url).hostname or ""
    if host not in STANDS_FOR:
        raise ValueError(
            "The simulator plays Twilio and must not stand beside it: set "
            "TWILIO_API_URL to an address of this machine."
        )
    app = Flask("simulator", static_folder=None)
    app.register_blueprint(rest_routes(board.account))
    app.register_blueprint(phone_routes(board, failing, guide))
    return app


def phone_routes(
    board: Switchboard,
    failing: Mapping[str, tuple[str, Fail]],
    guide: Guide,
) -> Blueprint:
    """``/phone`` and what belongs to it."""
    routes = Blueprint("phone", __name__)
    on: dict[str, bool] = dict.fromkeys(failing, False)
    deeds = {
        **DEEDS,
        "accept": (Key(guide.accept, by_line=True), ""),
        "decline": (Key(guide.decline, by_line=True), ""),
        "radio": (Words(guide.radio, 0.4), f"Radio says: {guide.radio}"),
    }

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
        phone = _number(request.args.get("phone", ""))

        def stream() -> Iterator[str]:
            version = -1
            while True:
                fresh = board.wait_for_change(version, BEAT_SECONDS)
                if fresh == version:
                    yield ": still here\n\n"
                    continue
                version = fresh
                told = state(board, phone, weather(board.account), guide)
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
        phone = _number(str(told.get("phone") or ""))
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
            elif what in deeds:
                if what in ("answer", "voicemail"):
                    live.machine = what == "voicemail"
                board.happen(live.call.sid, *deeds[what])
            elif what in ("silence", "line silent"):
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


def _number(given: str) -> str:
    """Whose phone it is. In an address a plus that is typed as such is a space."""
    digits = given.strip()
    return f"+{digits}" if digits.isdecimal() else given or OFFICER
