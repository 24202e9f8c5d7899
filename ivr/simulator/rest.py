"""The part of Twilio's REST API that a hotline uses, in its JSON shapes.

twilio.com/docs/messaging/api/message-resource, …/usage/twilios-response
"""

import base64
import hmac
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request
from werkzeug.serving import WSGIRequestHandler, make_server

from ivr.simulator.account import WORDS, Account, Refused

API = "/2010-04-01/Accounts/<sid>"
PAGE_SIZE = 50
STOP_SECONDS = 0.05
"""How long a server that is told to stop may take to look up."""


def rest_routes(account: Account) -> Blueprint:
    """Texts: sent, listed, looked up. The number: changed. Calls: listed, ended."""
    routes = Blueprint("rest", __name__)
    world = account.world

    @routes.before_request
    def enter() -> Response | None:
        given = request.headers.get("Authorization", "")
        pair = f"{world.account_sid}:{world.auth_token}".encode()
        expected = "Basic " + base64.b64encode(pair).decode()
        if not hmac.compare_digest(given.encode(), expected.encode()):
            return _error(20003, 401)
        if (request.view_args or {}).get("sid") != world.account_sid:
            return _error(20404, 404)
        return None

    @routes.errorhandler(Refused)
    def refused(error: Refused) -> Response:
        return _error(error.code, error.status)

    @routes.post(f"{API}/Messages.json")
    def create(sid: str) -> Response:
        weather = account.weather
        strikes = weather.strikes()
        if strikes == "too many":
            return _error(20429, 429)
        if strikes == "broken":
            return _error(20500, 500)
        if strikes == "dropped":
            return _cut()
        if strikes == "slow":
            time.sleep(weather.seconds)
        message = account.send(request.form)
        if strikes == "answer lost":
            return _cut()
        answer = jsonify(message.written(world.account_sid))
        answer.status_code = 201
        return answer

    @routes.get(f"{API}/Messages.json")
    def listed(sid: str) -> Response:
        to = request.args.get("To")
        found = [one for one in account.messages if to in (None, one.to)]
        written = [one.written(world.account_sid) for one in found]
        return _paged("Messages", "messages", written)

    @routes.get(f"{API}/Messages/<message>.json")
    def one(sid: str, message: str) -> Response:
        for known in account.messages:
            if known.sid == message:
                return jsonify(known.written(world.account_sid))
        raise Refused(20404, 404)

    @routes.get(f"{API}/IncomingPhoneNumbers.json")
    def numbers(sid: str) -> Response:
        number = account.number.written()
        wanted = request.args.get("PhoneNumber")
        found = [number] if wanted in (None, number["phone_number"]) else []
        return _paged("IncomingPhoneNumbers", "incoming_phone_numbers", found)

    @routes.get(f"{API}/Calls.json")
    def calls(sid: str) -> Response:
        return _paged("Calls", "calls", account.calls.listed(request.args))

    @routes.post(f"{API}/Calls.json")
    def dial(sid: str) -> Response:
        raise Refused(21201)

    @routes.route(f"{API}/Calls/<call>.json", methods=["GET", "POST"])
    def call(sid: str, call: str) -> Response:
        if call not in account.calls.begun:
            raise Refused(20404, 404)
        if request.method == "POST":
            account.calls.change(call, request.form)
        return jsonify(account.calls.written(call))

    @routes.route(f"{API}/IncomingPhoneNumbers/<one>.json", methods=["GET", "POST"])
    def number(sid: str, one: str) -> Response:
        if one != account.number.sid:
            raise Refused(20404, 404)
        if request.method == "POST":
            account.number.change(request.form)
        return jsonify(account.number.written())

    def _paged(resource: str, key: str, found: list[dict[str, Any]]) -> Response:
        """One page of a list, with the address of the next."""
        size = min(_number(request.args.get("PageSize"), PAGE_SIZE), 1000) or 1
        page = _number(request.args.get("Page"), 0)
        base = f"/2010-04-01/Accounts/{world.account_sid}/{resource}.json"
        start = page * size
        shown = found[start : start + size]
        more = start + size < len(found)

        def at(number: int) -> str:
            return f"{base}?PageSize={size}&Page={number}"

        told = {
            key: shown,
            "start": start,
            "end": start + len(shown) - 1,
            "page": page,
            "page_size": size,
            "first_page_uri": at(0),
            "next_page_uri": at(page + 1) if more else None,
            "previous_page_uri": at(page - 1) if page else None,
            "uri": at(page),
        }
        return jsonify(told)

    return routes


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else default


def _error(code: int, status: int) -> Response:
    answer = jsonify(
        code=code,
        message=WORDS.get(code, "An error has occurred"),
        more_info=f"https://www.twilio.com/docs/errors/{code}",
        status=status,
    )
    answer.status_code = status
    return answer


def _cut() -> Response:
    """Cut the connection: whoever asked learns nothing."""
    line = request.environ.get("werkzeug.socket")
    if isinstance(line, socket.socket):
        line.shutdown(socket.SHUT_RDWR)
    return Response(status=500)


class Quiet(WSGIRequestHandler):
    """A request handler that writes no log: addresses of texts are nobody's."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Not written."""


@contextmanager
def served(app: Flask, port: int = 0) -> Iterator[str]:
    """Serve on loopback while inside; the address. A thread for each request."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(
        target=server.serve_forever, args=(STOP_SECONDS,), name="served", daemon=True
    )
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rest_app(account: Account) -> Flask:
    """The API alone, as a WSGI application."""
    app = Flask("simulator", static_folder=None)
    app.register_blueprint(rest_routes(account))
    return app
