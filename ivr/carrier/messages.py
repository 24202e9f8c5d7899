"""Sends one text through Twilio's REST API, with a limit on how long it takes."""

import logging
import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import requests
from twilio.base.exceptions import TwilioException
from twilio.http.http_client import TwilioHttpClient

from ivr.carrier.codes import may_try_again

log = logging.getLogger(__name__)

TWILIO_API = "https://api.twilio.com"
SECONDS = 8.0
"""For connecting, and for each wait on the answer. twilio's own default: for ever."""

ALL_SECONDS = 16.0
"""For one text, all in all: an answer that comes byte by byte ends no wait above."""

# Twilio's have 34 and 5 characters; something in between may answer anything.
LONGEST_SID, LONGEST_CODE = 34, 10

UNAUTHORIZED = frozenset({"20003", "401"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try: a sid, or a code and whether to try again."""

    sid: str = ""
    code: str = ""
    again: bool = False


class Messages:
    """Sends texts from the hotline's number."""

    def __init__(
        self,
        account_sid: str,
        auth_tokens: Sequence[str],
        number: str,
        public_url: str,
        api_url: str = "",
        seconds: float = SECONDS,
        all_seconds: float = ALL_SECONDS,
    ) -> None:
        """``api_url`` replaces Twilio's own address where it is set.

        Of several tokens the next is tried where one is refused: while a token
        is being changed, the first of them may be the old one.
        """
        # The client writes every request, number and all, to its log.
        logging.getLogger("twilio.http_client").setLevel(logging.WARNING)
        self._account = (account_sid, tuple(auth_tokens), api_url, seconds)
        self._all_seconds = all_seconds
        self._number, self._callback = number, f"{public_url}/sms/status"

    @cached_property
    def _clients(self) -> list[Any]:
        # Its import takes as long as all the rest, and no answer needs it.
        from twilio.rest import Client

        account_sid, tokens, api_url, seconds = self._account
        http = Http(api_url, timeout=seconds)
        # An environment of our own: TWILIO_REGION and others are no settings here.
        return [
            Client(account_sid, token, http_client=http, environment={"": ""})
            for token in tokens
        ]

    def send(self, to: str, body: str, text: str, validity: int) -> Outcome:
        """Hand one text to Twilio. Never raises.

        ``text`` is the id that delivery callbacks name; ``validity`` the seconds
        after which Twilio drops a text it could not hand on (1 to 36,000).
        """
        answer: queue.SimpleQueue[Outcome] = queue.SimpleQueue()

        def ask() -> None:
            outcome = Outcome(code="no token")
            for client in self._clients:
                outcome = self._send(client, to, body, text, validity)
                if outcome.code not in UNAUTHORIZED:
                    break
            answer.put(outcome)

        # A thread of its own, which may be left alone with what never ends.
        threading.Thread(target=ask, name="carrier", daemon=True).start()
        try:
            return answer.get(timeout=self._all_seconds)
        except queue.Empty:
            return Outcome(code="timeout", again=True)

    def _send(
        self, client: Any, to: str, body: str, text: str, validity: int
    ) -> Outcome:
        try:
            message = client.messages.create(
                to=to,
                from_=self._number,
                body=body,
                status_callback=f"{self._callback}?{urlencode({'text': text})}",
                validity_period=validity,
            )
        except TwilioException as error:
            # TwilioServiceException is no subclass of TwilioRestException, and
            # has these two as well.
            code = str(getattr(error, "code", None) or "")
            status = getattr(error, "status", None) or getattr(
                error, "http_status", None
            )
            return _refused(code, status if isinstance(status, int) else 500)
        except requests.RequestException as error:
            return Outcome(code=_network(error), again=True)
        except Exception as error:
            # An answer that is none, from something between Twilio and us.
            log.error("Twilio's answer could not be read: %s.", type(error).__name__)
            return Outcome(code="unreadable", again=True)
        return Outcome(sid=str(message.sid or "")[:LONGEST_SID], again=not message.sid)


class Http(TwilioHttpClient):  # type: ignore[misc]
    """Twilio's client over HTTP, at another address where one is set."""

    def __init__(self, api_url: str, timeout: float) -> None:
        super().__init__(timeout=timeout)
        self._api_url = api_url
        if api_url:
            # What stands in for Twilio is on this machine: no proxy is asked.
            self.session.trust_env = False

    def request(self, method: str, url: str, *rest: Any, **more: Any) -> Any:
        """One request; `requests.RequestException` if the network fails."""
        if self._api_url:
            url = self._api_url + url.removeprefix(TWILIO_API)
        return super().request(method, url, *rest, **more)


def _refused(code: str, status: int) -> Outcome:
    code = code[:LONGEST_CODE]
    return Outcome(code=code or str(status), again=may_try_again(code, status))


def _network(error: requests.RequestException) -> str:
    return "timeout" if isinstance(error, requests.Timeout) else "network"
