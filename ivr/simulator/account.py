"""The account's texts: what Twilio's REST API does with them, and refuses.

Texts that were taken are handed on by a thread of their own, which tells the
hotline what became of each, in order or as `Weather` has it.
"""

import queue
import random
import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from ivr.simulator.calls import Calls
from ivr.simulator.numbers import Number
from ivr.simulator.thread import bubble
from ivr.simulator.twiml import Fault
from ivr.simulator.world import World

E164 = re.compile(r"\+[1-9]\d{6,14}")
LONGEST_BODY = 1600

# twilio.com/docs/api/errors/<code>
WORDS = {
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    20500: "An internal server error has occurred",
    21211: "Invalid 'To' Phone Number",
    21201: "Calls are not made by this simulator: only its phones call.",
    21602: "Message body is required.",
    21604: "A 'To' phone number is required.",
    21606: "The 'From' phone number provided is not one of this account's.",
    21610: "Attempt to send to unsubscribed recipient",
    21614: "'To' number is not a valid mobile number",
    21617: "The concatenated message body exceeds the 1600 character limit",
}


@dataclass
class Weather:
    """What goes wrong, on demand.

    ``rest`` is one of "fair", "too many" (429), "broken" (500), "slow" (answers
    after ``seconds``), "dropped" (nothing is done and the line is cut) and
    "answer lost" (the text is taken and the line is cut). ``storms`` limits it
    to so many requests. ``callbacks`` is one of "in order", "twice",
    "backwards" and "never"; ``seconds`` delays them too if they are "late".
    """

    rest: str = "fair"
    storms: int = -1
    seconds: float = 0.0
    callbacks: str = "in order"
    refused: dict[str, int] = field(default_factory=dict)
    """Numbers that the API refuses, with the error code."""
    undelivered: dict[str, int] = field(default_factory=dict)
    """Numbers whose texts are taken and then fail, with the error code."""

    def strikes(self) -> str:
        """What this request meets; a storm is over after its number of them."""
        if self.rest == "fair" or self.storms == 0:
            return "fair"
        self.storms -= 1
        return self.rest


@dataclass
class Message:
    """One text that was sent through the API."""

    sid: str
    to: str
    from_: str
    body: str
    callback: str
    validity: int
    status: str = "queued"
    code: int | None = None
    created: float = field(default_factory=time.time)

    def written(self, account_sid: str) -> dict[str, Any]:
        """In Twilio's JSON shape."""
        uri = f"/2010-04-01/Accounts/{account_sid}/Messages/{self.sid}"
        when = formatdate(self.created).replace("-0000", "+0000")
        return {
            "account_sid": account_sid,
            "api_version": "2010-04-01",
            "body": self.body,
            "date_created": when,
            "date_sent": None if self.status in ("queued", "accepted") else when,
            "date_updated": when,
            "direction": "outbound-api",
            "error_code": self.code,
            "error_message": None,
            "from": self.from_,
            "messaging_service_sid": None,
            "num_media": "0",
            "num_segments": str(bubble("hotline", self.body).segments),
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": self.status,
            "subresource_uris": {"media": f"{uri}/Media.json"},
            "to": self.to,
            "uri": f"{uri}.json",
        }


class Refused(Exception):
    """The API's error: its code and the HTTP status it comes with."""

    def __init__(self, code: int, status: int = 400) -> None:
        super().__init__(WORDS.get(code, "An error has occurred"))
        self.code, self.status = code, status


@dataclass
class Account:
    """The texts sent through the API, in the order in which they were taken."""

    world: World
    weather: Weather = field(default_factory=Weather)
    messages: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.number = Number(self.world)
        self.calls = Calls(self.world.account_sid, self.number.sid)
        self._lock = threading.Lock()
        self._queue: queue.Queue[Message] = queue.Queue()
        self._thread: threading.Thread | None = None

    def send(self, form: Mapping[str, str]) -> Message:
        """Take a text, or raise Refused with Twilio's code."""
        to, body = form.get("To", ""), form.get("Body", "")
        if not to:
            raise Refused(21604)
        if not E164.fullmatch(to):
            raise Refused(21211)
        if form.get("From") != self.world.hotline_number:
            raise Refused(21606)
        if not body:
            raise Refused(21602)
        if len(body) > LONGEST_BODY:
            raise Refused(21617)
        if to in self.world.opted_out and not self.world.behaviour.advanced_opt_out:
            raise Refused(21610)
        if to in self.weather.refused:
            raise Refused(self.weather.refused[to])
        validity = form.get("ValidityPeriod", "36000")
        message = Message(
            self.world.sid("SM"),
            to,
            form["From"],
            body,
            form.get("StatusCallback", ""),
            int(validity) if validity.isdecimal() else 36000,
        )
        with self._lock:
            self.messages.append(message)
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._deliver, name="carrier", daemon=True
                )
                self._thread.start()
        self._queue.put(message)
        return message

    def settle(self, seconds: float = 5.0) -> bool:
        """Wait until every text that was taken has been handed on and told of."""
        until = time.monotonic() + seconds
        while self._queue.unfinished_tasks and time.monotonic() < until:
            time.sleep(0.005)
        return not self._queue.unfinished_tasks

    def _deliver(self) -> None:
        while True:
            message = self._queue.get()
            try:
                for status in self._course(message):
                    self._tell(message, status)
            finally:
                self._queue.task_done()

    def _course(self, message: Message) -> Iterator[str]:
        code = self.weather.undelivered.get(message.to)
        if message.to in self.world.opted_out:
            code = 21610
        if code is None:
            message.status = "delivered"
            self.world.arrive(message.to, message.body)
        else:
            message.status, message.code = "undelivered", code
        if self.weather.seconds and self.weather.rest == "fair":
            time.sleep(self.weather.seconds)
        told = ["sent", message.status]
        if self.weather.callbacks == "never":
            return
        if self.weather.callbacks == "backwards":
            told.reverse()
        if self.weather.callbacks == "twice":
            told = random.Random(message.sid).sample([*told, *told], 4)
        yield from told

    def _tell(self, message: Message, status: str) -> None:
        if not message.callback:
            return
        form = self.world.fields(
            MessageSid=message.sid,
            SmsSid=message.sid,
            MessageStatus=status,
            SmsStatus=status,
            To=message.to,
            From=message.from_,
        )
        if message.code and status in ("undelivered", "failed"):
            form["ErrorCode"] = str(message.code)
        try:
            self.world.post("delivery", message.callback, form)
        except Fault:
            pass  # It stands among the webhooks; Twilio tries no second time.
