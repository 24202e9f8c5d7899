"""Texts that were promised during a call, until they are delivered or given up.

A row is written before the caller hears that she is texted. Whoever sends takes
it by a lease, so that of several servers only one does, and the text of one
that was killed is taken up by another when its lease is over. The number leaves
the row as soon as the carrier has the text or the text is given up; the words
never stand in it, for they are made from the protocol when they are sent.
"""

import logging
import random
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from ivr.store.carriers import UNKNOWN, Codes
from ivr.store.database import Away, Database
from ivr.store.deliveries import (
    FAILED,
    LIFE_SECONDS,
    SENDING,
    SENT,
    STATUSES,
    WAITING,
    account_refused,
)
from ivr.store.journal import Journal
from ivr.store.places import insert_into
from ivr.store.tables import outbox
from ivr.web.memory import Note

log = logging.getLogger(__name__)

LEASE_SECONDS = 20.0
"""Longer than the carrier may take, so that no text in flight is taken twice."""
REFUSED_SECONDS = 30 * 24 * 60 * 60
"""How long a phone that cannot be texted is remembered to be so."""
GAPS = (1, 3, 8, 20, 45, 90, 150)
"""Seconds between tries; the last one repeats until the text is given up."""

ID = re.compile(r"[0-9a-f]{32}")
SID = re.compile(r"[A-Z]{2}[0-9a-f]{32}")
CODE = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class Due:
    """A text that this process has taken to send; ``number`` in E.164."""

    id: str
    number: str
    subject: str
    who: str
    tries: int
    created: float
    lease: str

    def __repr__(self) -> str:
        # No number may come into a log by way of a traceback.
        return f"Due({self.id})"


class OutboxRows:
    """An `Outbox` in the database."""

    sends = True

    def __init__(
        self,
        database: Database,
        journal: Journal,
        now: Callable[[], float] = time.time,
        codes: Codes = UNKNOWN,
    ) -> None:
        """``codes`` says what the carrier's error codes mean."""
        self._database, self._journal = database, journal
        self._now, self._codes = now, codes
        # Handed on while nobody could write that they were: their ids, and when they
        # were promised.
        self._unwritten: dict[str, float] = {}
        self._failures: dict[str, set[str]] = {}
        self._told: set[tuple[str, str]] = set()
        self.waiting = threading.Event()
        """Set when there may be something to send."""

    def promise(self, to: str, who: str, call: str, subject: str) -> bool:
        """Keep a text to be sent. False: it cannot be promised, say so."""
        now = self._now()

        def work(connection: Connection) -> bool:
            if self._refused(connection, who, now):
                return False
            row = {
                "id": secrets.token_hex(16),
                "call": call,
                "subject": subject,
                "who": who,
                "number": to,
                "state": WAITING,
                "tries": 0,
                "created": now,
                "due": now,
                "lease": "",
                "sid": "",
                "code": "",
                "told": False,
            }
            statement = insert_into(connection, outbox).values(row)
            connection.execute(
                statement.on_conflict_do_nothing(index_elements=["call", "subject"])
            )
            query = select(outbox.c.state).where(
                outbox.c.call == call, outbox.c.subject == subject
            )
            return bool(connection.execute(query).scalar_one() != FAILED)

        try:
            promised = self._database.ask(work)
        except Away:
            return False
        self.waiting.set()
        return promised

    def _refused(self, connection: Connection, who: str, now: float) -> bool:
        query = select(outbox.c.code).where(
            outbox.c.who == who,
            outbox.c.state == FAILED,
            outbox.c.created > now - REFUSED_SECONDS,
        )
        latest = query.order_by(outbox.c.created.desc()).limit(1)
        code = connection.execute(latest).scalar_one_or_none()
        return code is not None and self._codes.phone_cannot(code)

    def failed(self, call: str) -> tuple[str, ...]:
        """The subjects of this call's texts that failed and were not yet told.

        What failed is read every second by `look`, so a turn of a call costs
        nothing here until there is something to tell.
        """
        if call not in self._failures:
            return ()
        known = self._failures.pop(call, set())
        told = (
            update(outbox)
            .where(outbox.c.call == call, outbox.c.state == FAILED, ~outbox.c.told)
            .values(told=True)
            .returning(outbox.c.subject)
        )
        try:
            rows = self._database.ask(lambda c: c.execute(told).scalars().all())
        except Away:
            self._told |= {(call, subject) for subject in known}
            self._journal.put("text-told", call=call)
            return tuple(sorted(known))
        return tuple(sorted(rows))

    def look(self) -> None:
        """Read which texts of calls that may be going on have failed. Raises Away."""
        query = select(outbox.c.call, outbox.c.subject).where(
            outbox.c.state == FAILED,
            ~outbox.c.told,
            outbox.c.created > self._now() - 4 * LIFE_SECONDS,
        )
        rows = self._database.work(lambda c: c.execute(query).all(), True)
        failures: dict[str, set[str]] = {}
        for call, subject in rows:
            if (call, subject) not in self._told:
                failures.setdefault(call, set()).add(subject)
        self._told &= {(call, subject) for call, subject in rows}
        self._failures = failures

    def trouble(self) -> str:
        """Why the carrier refuses our texts; empty if it takes them. Raises Away."""
        ours, now = self._codes.account_cannot, self._now()
        code = self._database.work(lambda c: account_refused(c, now, ours), True)
        return self._codes.told(code) if code else ""

    def delivery(self, text: str, sid: str, status: str, code: str) -> None:
        """A delivery callback of the carrier; written soon, and forward only."""
        state = STATUSES.get(status)
        if state is None or not ID.fullmatch(text) or not SID.fullmatch(sid):
            return
        error = code if state == FAILED and CODE.fullmatch(code) else ""
        if state == FAILED:
            log.warning("A text did not arrive (%s).", self._codes.told(error))
        self._journal.put("delivery", id=text, sid=sid, state=state, code=error)

    def take(self, lease: str) -> Due | None:
        """Take one text that is due, if there is one. Raises Away.

        None as well until all that was spooled is written: among it may be that the
        carrier has the text already.
        """
        if self._database.away or self._journal.behind:
            return None
        now = self._now()
        since = now - LIFE_SECONDS
        self._unwritten = {
            id: created for id, created in self._unwritten.items() if created > since
        }
        ready = (
            outbox.c.state.in_((WAITING, SENDING)),
            outbox.c.due <= now,
            outbox.c.id.not_in(list(self._unwritten)),
        )
        # Looking takes no lock: mostly there is nothing.
        look = select(outbox.c.id).where(*ready).limit(1)
        if not self._database.work(lambda c: c.execute(look).first(), True):
            return None
        # FOR UPDATE SKIP LOCKED on PostgreSQL; SQLite has one writer at a time.
        one = (
            select(outbox.c.id)
            .where(*ready)
            .order_by(outbox.c.due)
            .limit(1)
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
        claim = (
            update(outbox)
            .where(outbox.c.id == one)
            .values(
                state=SENDING,
                due=now + LEASE_SECONDS,
                lease=lease,
                tries=outbox.c.tries + 1,
            )
            .returning(
                outbox.c.id,
                outbox.c.number,
                outbox.c.subject,
                outbox.c.who,
                outbox.c.tries,
                outbox.c.created,
            )
        )
        row = self._database.work(lambda c: c.execute(claim).first())
        if row is None:
            return None
        id, number, subject, who, tries, created = row
        return Due(id, number, subject, who, tries, created, lease)

    def done(self, due: Due, sid: str) -> None:
        """The carrier has it; its number is no longer ours to keep. Raises Away."""
        self._note(due, "sent")
        try:
            self._close(due, state=SENT, sid=sid, number=None)
        except Away:
            # Written as soon as it can be, so that it is not sent once more.
            self._unwritten[due.id] = due.created
            self._journal.put("delivery", id=due.id, sid=sid, state=SENT, code="")
            raise

    def again(self, due: Due, code: str) -> None:
        """It did not go through, and will be tried again. Raises Away."""
        gap = GAPS[min(due.tries, len(GAPS)) - 1] * random.uniform(0.8, 1.2)
        # No later than it is given up: its number stays no longer.
        then = min(self._now() + gap, due.created + LIFE_SECONDS)
        self._close(due, state=WAITING, due=then, code=code)

    def give_up(self, due: Due, code: str) -> None:
        """It will not go through; the call it was promised in is told. Raises Away."""
        if self._close(due, state=FAILED, code=code, number=None):
            self._note(due, f"given up {code}")

    def _note(self, due: Due, outcome: str) -> None:
        note = Note("text", "sending", who=due.who, intent=due.subject, outcome=outcome)
        self._journal.note(note)

    def _close(self, due: Due, /, **values: Any) -> bool:
        mine = (
            outbox.c.id == due.id,
            outbox.c.lease == due.lease,
            outbox.c.state == SENDING,
        )
        change = update(outbox).where(*mine).values(**values)
        return bool(self._database.work(lambda c: c.execute(change).rowcount))
