"""How the simulator's webhooks travel: over a socket, or straight into a WSGI app."""

import io
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes, urlencode, urlsplit

import requests
from urllib3.exceptions import HTTPError, NameResolutionError

from ivr.simulator.twiml import MOST_BYTES

# Twilio gives up on connecting after 5 seconds, twice, and on the whole after 15
# (twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
CONNECT_SECONDS, TOTAL_SECONDS = 5.0, 15.0

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; header names in small letters."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    cookies: Mapping[str, str] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().casefold()


class ConnectFailed(Exception):
    """Nobody answered at that address; the code that Twilio has for why."""

    def __init__(self, code: int = 11205) -> None:
        super().__init__(f"Error {code}")
        self.code = code


class TimedOut(Exception):
    """The server was reached and did not answer in time."""


class Transport(Protocol):
    """Asks once; raises ConnectFailed or TimedOut, nothing else."""

    def post(self, url: str, headers: Mapping[str, str], form: Form) -> Answer:
        """Post a form and give the answer; redirects are not followed."""

    def get(self, url: str, headers: Mapping[str, str]) -> Answer:
        """The same, where all that is told stands in the address."""


class HttpTransport:
    """Real sockets, kept open between posts."""

    def __init__(self, total_seconds: float = TOTAL_SECONDS) -> None:
        self._own = threading.local()
        self._total = total_seconds

    @property
    def _session(self) -> requests.Session:
        """One for each thread: its cookies are no other call's."""
        made: requests.Session | None = getattr(self._own, "session", None)
        if made is None:
            made = self._own.session = requests.Session()
            # A proxy of this machine's settings must not carry our traffic.
            made.trust_env = False
        return made

    def post(self, url: str, headers: Mapping[str, str], form: Form) -> Answer:
        """Post over HTTP."""
        headers = {**headers, "Content-Type": FORM}
        return self._asked("POST", url, headers, urlencode(form))

    def get(self, url: str, headers: Mapping[str, str]) -> Answer:
        """Get over HTTP."""
        return self._asked("GET", url, headers, None)

    def _asked(
        self, method: str, url: str, headers: Mapping[str, str], body: str | None
    ) -> Answer:
        until = time.monotonic() + self._total
        session = self._session
        try:
            with session.request(
                method,
                url,
                data=body,
                headers=dict(headers),
                timeout=(CONNECT_SECONDS, self._total),
                allow_redirects=False,
                stream=True,
            ) as got:
                content = self._read(got, until)
        except requests.RequestException as error:
            # A connection kept open to a server that is gone fails the next too.
            session.close()
            if isinstance(error, requests.ReadTimeout):
                raise TimedOut from error
            raise ConnectFailed(_why(error)) from error
        except (HTTPError, OSError) as error:
            # The line was cut, or fell silent, in the middle of an answer.
            session.close()
            raise TimedOut from error
        cookies = {name: value for name, value in got.cookies.items() if value}
        session.cookies.clear()
        lowered = {name.casefold(): value for name, value in got.headers.items()}
        return Answer(got.status_code, lowered, content, cookies)

    def _read(self, got: requests.Response, until: float) -> bytes:
        """The body, for as long and as much as Twilio would wait for and take."""
        content = b""
        while piece := got.raw.read1(MOST_BYTES, decode_content=True):
            content += piece
            if time.monotonic() > until:
                raise TimeoutError
            if len(content) > MOST_BYTES:
                got.close()
                break
        return content


def _why(error: requests.RequestException) -> int:
    if isinstance(error, requests.exceptions.SSLError):
        return 11220
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return 11210 if isinstance(reason, NameResolutionError) else 11205


FORM = "application/x-www-form-urlencoded"

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WsgiTransport:
    """The same requests, without a socket: for tests of many calls."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app

    def post(self, url: str, headers: Mapping[str, str], form: Form) -> Answer:
        """Call the app as a server would."""
        return self._asked("POST", url, headers, urlencode(form).encode())

    def get(self, url: str, headers: Mapping[str, str]) -> Answer:
        """The same, with nothing but an address."""
        return self._asked("GET", url, headers, b"")

    def _asked(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes
    ) -> Answer:
        parts = urlsplit(url)
        raw = parts.path + (f"?{parts.query}" if parts.query else "")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
            "QUERY_STRING": parts.query,
            "RAW_URI": raw,
            "SERVER_NAME": parts.hostname or "localhost",
            "SERVER_PORT": str(parts.port or 80),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": FORM,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": parts.scheme,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in headers.items():
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, given: list[tuple[str, str]], *_: object) -> None:
            started.append((status, given))

        result = self._app(environ, start)
        try:
            content = b"".join(result)
        finally:
            close = getattr(result, "close", None)
            if close is not None:
                close()
        status, given = started[-1]
        cookies = dict(
            value.split(";")[0].split("=", 1)
            for name, value in given
            if name.casefold() == "set-cookie" and "=" in value.split(";")[0]
        )
        lowered = {name.casefold(): value for name, value in given}
        return Answer(int(status.split()[0]), lowered, content, cookies)
