"""`make bench`: the hotline against a bare Flask view under the same server.

Requests per second over real sockets, signed, in turns so that a slow moment
of the machine hits both; then the microseconds of each part of one answer.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import date
from itertools import cycle
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from flask import Flask, Response
from twilio.request_validator import RequestValidator
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from benchmarks.calls import calls
from benchmarks.database import measure
from ivr.channels.edition import load_edition
from ivr.dialogue.ground import MENU_PLACE
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.respond import respond
from ivr.dialogue.texting import texted
from ivr.dialogue.understanding import understand
from ivr.settings import trial_environ
from ivr.simulator.world import signature
from ivr.store.migrating import migrate

ROOT = Path(__file__).parent.parent
SECONDS, ROUNDS, CLIENTS, WORKERS = 2.0, 3, 4, 2
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


def bare(port: int, folder: str) -> None:
    """Serve a Flask view that returns constant bytes, with our server's settings."""
    from ivr.serving import Server
    from ivr.settings import Settings

    app = Flask("bare", static_folder=None)
    page = load_edition(ROOT / "protocol.yaml", ROOT / "prompts").page(
        respond(
            load_edition(ROOT / "protocol.yaml", ROOT / "prompts").protocol,
            Place("minor", "separate"),
            Intent(Act.NEXT),
        )
    )
    app.extensions["wake"] = lambda: None
    app.post("/<path:path>")(lambda path: Response(page, mimetype="text/xml"))

    class Bare(Server):
        """Our production server around the bare view."""

        def load(self) -> Flask:
            return app

    settings = Settings.from_environ({**trial_environ(port), "SPOOL_DIR": folder})
    Bare(settings, f"127.0.0.1:{port}", WORKERS).run()


def load(port: int, path: str, signed: list[tuple[str, str]]) -> float:
    """Requests per second of some clients for some seconds, each officer in turn."""
    counts = [0] * CLIENTS
    until = time.perf_counter() + SECONDS

    def client(index: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        requests = cycle(signed[index::CLIENTS])
        while time.perf_counter() < until:
            body, sign = next(requests)
            headers = {**HEADERS, "X-Twilio-Signature": sign}
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            counts[index] += 1

    threads = [threading.Thread(target=client, args=(i,)) for i in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def microseconds(action: Callable[[], object], times: int = 3000) -> float:
    """The median of some runs, each of many calls."""
    runs = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(times // 5):
            action()
        runs.append((time.process_time() - began) / (times // 5) * 1e6)
    return median(runs)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as made:
        return int(made.getsockname()[1])


def wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("The server did not start.")


def throughput() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ports = free_port(), free_port()
        environ = {
            **trial_environ(ports[0]),
            "SPOOL_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/bench.db",
        }
        migrate(environ["DATABASE_URL"])
        serve = [sys.executable, "-m", "ivr", "serve", "--port", str(ports[0])]
        serve += ["--workers", str(WORKERS)]
        plain = [sys.executable, "-m", "benchmarks", "bare", str(ports[1]), folder]
        servers = [
            subprocess.Popen(serve, env=environ, cwd=ROOT),
            subprocess.Popen(plain, cwd=ROOT),
        ]
        try:
            for port in ports:
                wait(port)
            cases = {
                "/sms": {"Body": "minor"},
                "/voice/minor/separate": {"SpeechResult": "Next.", "Confidence": "0.9"},
            }
            for path, more in cases.items():
                signed = []
                url = environ["PUBLIC_URL"] + path
                for officer in range(2_000):
                    form = {
                        "AccountSid": environ["TWILIO_ACCOUNT_SID"],
                        "CallSid": f"CA{officer:032x}",
                        "From": f"+1612555{officer:04d}",
                        "To": environ["HOTLINE_NUMBER"],
                        "MessageSid": f"SM{officer:032x}",
                        **more,
                    }
                    sign = signature(environ["TWILIO_AUTH_TOKEN"], url, form)
                    signed.append((urlencode(form), sign))
                rates: tuple[list[float], list[float]] = ([], [])
                for _ in range(ROUNDS):
                    for which, port in enumerate(ports):
                        rates[which].append(load(port, path, signed))
                ours, theirs = median(rates[0]), median(rates[1])
                print(
                    f"{path:24} {ours:7.0f}/s  bare Flask {theirs:7.0f}/s  "
                    f"ratio {ours / theirs:.2f}"
                )
        finally:
            for server in servers:
                server.terminate()
                server.wait()


def parts() -> None:
    edition = load_edition(ROOT / "protocol.yaml", ROOT / "prompts", "+16125550100")
    place = Place("minor", "separate")
    form = {
        "AccountSid": "AC" + "0" * 32,
        "CallSid": "CA" + "0" * 32,
        "From": "+16125550142",
        "SpeechResult": "Next.",
        "Confidence": "0.93",
    }
    body = urlencode(form).encode()
    url = "https://hotline.example.org/voice/minor/separate"
    validator = RequestValidator("token")
    sign = validator.compute_signature(url, form)
    environ = EnvironBuilder(path="/voice/minor/separate", method="POST").get_environ()

    def parse() -> object:
        import io

        fresh = {**environ, "wsgi.input": io.BytesIO(body)}
        fresh["CONTENT_TYPE"] = HEADERS["Content-Type"]
        fresh["CONTENT_LENGTH"] = str(len(body))
        return Request(fresh).form["From"]

    today = date.today()
    reply = respond(edition.protocol, place, Intent(Act.NEXT))
    by_text = texted(Intent(Act.OPEN, "minor"), MENU_PLACE, edition.protocol)
    whole = respond(edition.protocol, MENU_PLACE, by_text)
    vocabulary = edition.vocabulary
    flask_app = Flask("bare", static_folder=None)
    flask_app.post("/voice/<topic>/<item>")(lambda topic, item: "")

    def dispatch() -> object:
        return list(flask_app.wsgi_app(dict(environ), lambda *_: None))

    measured = {
        "dispatch (Flask, an empty view)": dispatch,
        "form": parse,
        "signature": lambda: validator.validate(url, form, sign),
        "understanding, a listed word": lambda: understand(
            vocabulary, place, "voice", "Next.", 0.93, today
        ),
        "understanding, a misspelling": lambda: understand(
            vocabulary, place, "text", "navagator", None, today
        ),
        "respond": lambda: respond(edition.protocol, place, Intent(Act.NEXT)),
        "render, a page looked up": lambda: edition.page(reply),
        "render, a page made anew": lambda: edition.voice.page(reply),
        "render, a text made anew": lambda: edition.messages.text(whole),
    }
    for name, action in measured.items():
        print(f"{name:32} {microseconds(action):7.1f} microseconds")


def main() -> None:
    if sys.argv[1:2] == ["bare"]:
        bare(int(sys.argv[2]), sys.argv[3])
        return
    print(f"{os.cpu_count()} cores, {WORKERS} workers, {CLIENTS} clients")
    throughput()
    parts()
    measure()
    calls()
    print(json.dumps({"python": sys.version.split()[0]}))


if __name__ == "__main__":
    main()
