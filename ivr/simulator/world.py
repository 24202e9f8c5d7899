"""One account of a telephone company that exists on this machine only.

It posts webhooks as Twilio does: signed, with the fields of a call or a text,
retried once where nobody answers, and then to the fallback address.
"""

import base64
import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from ivr.simulator.behaviour import Behaviour
from ivr.simulator.overrides import overrides
from ivr.simulator.transport import (
    Answer,
    ConnectFailed,
    Form,
    TimedOut,
    Transport,
)
from ivr.simulator.twiml import Fault, Verb, read

# twilio.com/docs/voice/twiml: redirects are followed up to this many times.
MOST_REDIRECTS = 10
MOST_WEBHOOKS = 20_000
# twilio.com/docs/api/errors/<code>
NO_ANSWER = {
    11205: "Nobody answered",
    11210: "No such host was found",
    11220: "No safe connection could be made",
}
Page = tuple[str, tuple[Verb, ...]]
"""An address and the verbs that were found there."""


@dataclass
class Webhook:
    """One request to the hotline, for the record of what happened.

    ``error`` is Twilio's code if it failed, or if its page did.
    """

    kind: str
    url: str
    form: Form
    status: int
    body: bytes
    milliseconds: float
    error: int = 0
    at: float = field(default_factory=time.time)
    """When it was answered, in seconds since 1970."""


@dataclass
class World:
    """The account, its number, and the hotline's addresses as configured there.

    Those that are not given are the hotline's own below ``hotline_url``; there is
    no fallback unless one is given.
    """

    hotline_url: str
    account_sid: str
    auth_token: str
    hotline_number: str
    transport: Transport
    behaviour: Behaviour = field(default_factory=Behaviour)
    voice_url: str = ""
    voice_fallback_url: str = ""
    sms_url: str = ""
    sms_fallback_url: str = ""
    status_url: str = ""
    webhooks: list[Webhook] = field(default_factory=list)
    opted_out: set[str] = field(default_factory=set)
    """Phones that texted STOP: nothing goes to them until START."""
    arrived: list[tuple[str, str]] = field(default_factory=list)
    """Texts that the hotline sent by itself: to whom, and the words."""
    changed: Callable[[], None] = lambda: None
    """Called when something is new to look at."""

    _own: threading.local = field(default_factory=threading.local, repr=False)

    def __post_init__(self) -> None:
        self.voice_url = self.voice_url or f"{self.hotline_url}/voice"
        self.sms_url = self.sms_url or f"{self.hotline_url}/sms"
        self.status_url = self.status_url or f"{self.hotline_url}/voice/status"

    def arrive(self, phone: str, body: str) -> None:
        """A text sent through the API reaches its phone."""
        self.arrived.append((phone, body))
        self.changed()

    def sid(self, kind: str) -> str:
        """A fresh id: CA… for a call, SM… for a text."""
        return kind + secrets.token_hex(16)

    def fields(self, **more: str) -> dict[str, str]:
        """The fields that every webhook of this account carries."""
        return {
            "AccountSid": self.account_sid,
            "ApiVersion": "2010-04-01",
            **self.behaviour.unannounced,
            **more,
        }

    def resolve(self, url: str, against: str) -> str:
        """An address in TwiML, which may be relative to the page it stands on."""
        return urljoin(against, url)

    def action(self, verb: Verb, url: str) -> str:
        """Where a verb found at ``url`` sends what came of it."""
        return self.resolve(verb.attributes.get("action", url), url)

    def verbs(
        self,
        kind: str,
        url: str,
        form: Form,
        cookies: Mapping[str, str] | None = None,
        keep: dict[str, str] | None = None,
        method: str = "POST",
    ) -> Page:
        """Fetch a page: the address it came from, and its verbs.

        On a failure the fallback address is asked, with ErrorCode and ErrorUrl;
        without one, or where that fails too, the Fault is raised.
        """
        try:
            return self._page(kind, url, form, cookies, keep, method)
        except Fault as fault:
            fallback = (
                self.sms_fallback_url
                if kind == "sms"
                else (
                    self.voice_fallback_url
                    if kind == "voice" or self.behaviour.whisper_fallback
                    else ""
                )
            )
            if not fallback:
                raise
            failed = urldefrag(url).url
            told = {**form, "ErrorCode": str(fault.code), "ErrorUrl": failed}
            return self._page(kind, fallback, told, cookies, keep, "POST")

    def _page(
        self,
        kind: str,
        url: str,
        form: Form,
        cookies: Mapping[str, str] | None,
        keep: dict[str, str] | None,
        method: str,
    ) -> Page:
        for _ in range(MOST_REDIRECTS + 1):
            answer = self.post(kind, url, form, cookies, method)
            if keep is not None:
                keep.update(answer.cookies)
            if answer.status in (301, 302, 303, 307, 308):
                url = urljoin(url, answer.headers.get("location", ""))
                if answer.status < 307:
                    # As a browser does: asked for anew, without the form.
                    method, form = "GET", {}
                continue
            if not 200 <= answer.status < 300:
                raise self._failed(url, 11200, f"The answer was {answer.status}.")
            if answer.status == 204 or not answer.body:
                if self.behaviour.empty_passes:
                    return url, ()
                raise self._failed(url, 12100, "The answer has no body.")
            try:
                plain = self.behaviour.speaks_plain_text
                return url, read(answer.body, answer.content_type, kind, plain)
            except Fault as fault:
                raise self._failed(url, fault.code, fault.what) from None
        raise self._failed(url, 11215, "More than ten redirects.")

    def _failed(self, url: str, code: int, what: str) -> Fault:
        # Of this thread: other calls post at the same time.
        self._own.last.error = code
        return Fault(code, what)

    def post(
        self,
        kind: str,
        url: str,
        form: Form,
        cookies: Mapping[str, str] | None = None,
        method: str = "POST",
    ) -> Answer:
        """One signed webhook, tried again as Twilio does; Fault if in vain.

        What stands after # in the address says how often it is tried, and when; it
        is neither sent nor signed.
        """
        url, fragment = urldefrag(url)
        if method == "GET" and form:
            url += ("&" if urlsplit(url).query else "?") + urlencode(form)
        sent = {} if method == "GET" else form
        headers = {
            "X-Twilio-Signature": signature(self.auth_token, url, sent),
            "User-Agent": "TwilioProxy/1.1",
            "I-Twilio-Idempotency-Token": secrets.token_hex(16),
        }
        if cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in cookies.items())
        began = time.perf_counter()
        answer, code = self._tried(url, headers, sent, method, fragment)
        took = (time.perf_counter() - began) * 1000
        hook = Webhook(kind, url, dict(form), answer.status, answer.body, took, code)
        self._own.last = hook
        self.webhooks.append(hook)
        if len(self.webhooks) > MOST_WEBHOOKS:
            del self.webhooks[: MOST_WEBHOOKS // 5]
        self.changed()
        if code:
            what = NO_ANSWER.get(code, "No answer within 15 seconds")
            raise Fault(code, f"{what} at {urlsplit(url).path}.")
        return answer

    def _tried(
        self, url: str, headers: Mapping[str, str], form: Form, method: str, more: str
    ) -> tuple[Answer, int]:
        """The answer, or Twilio's error code after its retries."""
        left, when = overrides(more)
        while True:
            try:
                if method == "GET":
                    answer = self.transport.get(url, headers)
                else:
                    answer = self.transport.post(url, headers, form)
                code = 0
                why = f"{answer.status // 100}xx"
            except ConnectFailed as failed:
                answer, code, why = Answer(0), failed.code, "ct"
            except TimedOut:
                answer, code, why = Answer(0), 11200, "rt"
            if left < 1 or why not in when:
                return answer, code
            left -= 1


def signature(token: str, url: str, form: Form) -> str:
    """Twilio's: HMAC-SHA1 over the address and the fields sorted by name.

    twilio.com/docs/usage/webhooks/webhooks-security
    """
    text = url + "".join(name + form[name] for name in sorted(form))
    mac = hmac.new(token.encode(), text.encode(), hashlib.sha1)
    return base64.b64encode(mac.digest()).decode()
