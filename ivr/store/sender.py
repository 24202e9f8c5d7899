"""Sends what is in the outbox: threads that nobody waits for."""

import logging
import os
import secrets
import threading
import time
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from ivr.store.carriers import UNKNOWN, Carrier, Codes
from ivr.store.database import Away
from ivr.store.deliveries import LATE, LIFE_SECONDS
from ivr.store.outbox import Due, OutboxRows

log = logging.getLogger(__name__)

SENDERS = 2
LOOK_SECONDS = 0.5
LEAST_VALIDITY = 10
"""Twilio advises more than 5 seconds (docstring of twilio 9.13, messages.create)."""


class Sender:
    """Takes texts from the outbox, one at a time for each thread."""

    def __init__(
        self,
        outbox: OutboxRows,
        carrier: Carrier,
        body_for: Callable[[str], str],
        sent: Callable[[str], None] = lambda outcome: None,
        now: Callable[[], float] = time.time,
        codes: Codes = UNKNOWN,
    ) -> None:
        """``body_for`` words a subject; ``sent`` counts each try's outcome."""
        self._outbox, self._carrier = outbox, carrier
        self._body_for, self._sent, self._now = body_for, sent, now
        self._codes = codes
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start the threads; `Store.start` sees to it that it is once a process.

        Raises RuntimeError, and leaves none running, where one cannot be had.
        """
        stop, self._threads = threading.Event(), []
        self._stop = stop
        for number in range(SENDERS):
            thread = threading.Thread(
                target=self._run, args=(stop,), name=f"sender-{number}", daemon=True
            )
            try:
                thread.start()
            except RuntimeError:
                self.stop(0)
                raise
            self._threads.append(thread)

    def stop(self, seconds: float) -> None:
        """Let the threads end after the text they are at, and wait so long for it.

        What the carrier has been handed then is written down, and not sent again
        by whoever comes next.
        """
        self._stop.set()
        self._outbox.waiting.set()
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _run(self, stop: threading.Event) -> None:
        lease = f"{os.getpid()}-{secrets.token_hex(8)}"
        while not stop.is_set():
            try:
                while not stop.is_set() and self.send_one(lease):
                    pass
            except (Away, SQLAlchemyError):
                pass  # It is told by whoever watches the database.
            except Exception as error:
                log.error("A text could not be handled: %s.", type(error).__name__)
            self._outbox.waiting.wait(LOOK_SECONDS)
            if not stop.is_set():
                self._outbox.waiting.clear()

    def send_one(self, lease: str) -> bool:
        """Send one text that is due; False if there is none. Raises Away."""
        due = self._outbox.take(lease)
        if due is None:
            return False
        left = int(due.created + LIFE_SECONDS - self._now())
        if left < LEAST_VALIDITY:
            self._outbox.give_up(due, LATE)
            self._finished(due, LATE)
            return True
        try:
            body = self._body_for(due.subject)
        except Exception as error:
            log.error("A text cannot be worded: %s.", type(error).__name__)
            self._outbox.give_up(due, "unworded")
            self._finished(due, "given up")
            return True
        outcome = self._carrier.send(due.number, body, due.id, left)
        if outcome.sid:
            self._outbox.done(due, outcome.sid)
            self._finished(due, "sent")
        elif outcome.again:
            self._outbox.again(due, outcome.code)
            self._finished(due, "again", outcome.code)
        else:
            self._outbox.give_up(due, outcome.code)
            self._finished(due, "given up", outcome.code)
        return True

    def _finished(self, due: Due, how: str, code: str = "") -> None:
        if how != "sent":
            why = f"{how}; {self._codes.told(code)}" if code else how
            log.warning("A text was not sent (%s), try %d.", why, due.tries)
        self._sent(how)
