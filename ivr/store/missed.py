"""Masked words that meant nothing: counted by the day, and kept for two weeks at most.

They are no promise. They wait in memory and never in the spool, are written once
a second, and are dropped if the database cannot take them then.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from ivr.store.database import Away, Database
from ivr.store.places import insert_into
from ivr.store.tables import missed
from ivr.web.memory import Channel

MOST_DAYS = 14
MOST_WAITING = 500
"""Different words that wait to be written; what comes beyond is dropped."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Masked words, how often they came, and by which channel."""

    masked: str
    channel: str
    count: int


class Misses:
    """A `Missed` in the database."""

    def __init__(
        self, database: Database, now: Callable[[], float] = time.time
    ) -> None:
        self._database, self._now = database, now
        self._lock = threading.Lock()
        self._waiting: Counter[tuple[str, Channel, date]] = Counter()

    def keep(self, channel: Channel, masked: str) -> None:
        """Have masked words counted soon. Never waits and never raises."""
        key = (masked, channel, day_of(self._now()))
        with self._lock:
            if key in self._waiting or len(self._waiting) < MOST_WAITING:
                self._waiting[key] += 1

    def write(self) -> None:
        """Write what is waiting; it is dropped if it cannot be written now."""
        with self._lock:
            waiting, self._waiting = self._waiting, Counter()
        if not waiting or self._database.away:
            return
        try:
            self._database.work(lambda c: _count_up(c, waiting))
        except (Away, SQLAlchemyError):
            pass


def _count_up(
    connection: Connection, waiting: Counter[tuple[str, Channel, date]]
) -> None:
    # In one order, so that two servers do not wait for each other in a ring.
    rows = [
        {"masked": masked, "channel": channel, "day": day, "count": count}
        for (masked, channel, day), count in sorted(waiting.items())
    ]
    statement = insert_into(connection, missed)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["masked", "channel", "day"],
            set_={"count": missed.c.count + statement.excluded["count"]},
        ),
        rows,
    )


def day_of(at: float) -> date:
    """The day of a time, UTC."""
    return datetime.fromtimestamp(at, UTC).date()


def too_old(now: float, days: int) -> ColumnElement[bool]:
    """Which rows are kept no longer: none has words of more than 14 days ago.

    A row holds a whole day, so it goes when the first of it is too old.
    """
    return missed.c.day <= day_of(now) - timedelta(days=min(days, MOST_DAYS))


def read_misses(url: str, days: int) -> list[Miss]:
    """All that is kept, most frequent first. Raises Away."""
    count = func.sum(missed.c.count)
    query = (
        select(missed.c.masked, missed.c.channel, count)
        .where(~too_old(time.time(), days))
        .group_by(missed.c.masked, missed.c.channel)
        .order_by(count.desc(), missed.c.masked, missed.c.channel)
    )
    database = Database(url)
    try:
        rows = database.work(lambda c: c.execute(query).all(), reads_only=True)
    finally:
        database.engine.dispose()
    return [Miss(masked, channel, int(count)) for masked, channel, count in rows]
