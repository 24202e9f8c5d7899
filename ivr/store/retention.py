"""What is kept no longer: rows past their age, and what rows may not hold any more."""

import time
from collections.abc import Callable

from sqlalchemy import Connection, delete, true

from ivr.store.database import Database
from ivr.store.deliveries import expire_texts
from ivr.store.missed import too_old
from ivr.store.places import forget_places
from ivr.store.tables import events, missed, outbox, places, transfers
from ivr.store.transfers import expire_transfers

DAY = 24 * 60 * 60


def sweep(
    connection: Connection,
    now: float,
    days: int,
    keep_missed: bool = True,
    late: Callable[[int], None] = lambda count: None,
) -> dict[str, int]:
    """Delete what is older than ``days``; how many rows of each table went.

    Masked words go sooner, and all of them unless they are to be kept at all.
    ``late`` is told how many texts were given up for their age.
    """
    before = now - days * DAY
    aged = {
        events: events.c.at < before,
        transfers: transfers.c.begun < before,
        outbox: outbox.c.created < before,
        places: places.c.at < before,
        missed: too_old(now, days) if keep_missed else true(),
    }
    gone = {
        table.name: connection.execute(delete(table).where(old)).rowcount
        for table, old in aged.items()
    }
    forget_places(connection, now)
    expire_transfers(connection, now)
    late(expire_texts(connection, now))
    return gone


def purge(url: str, days: int) -> dict[str, int]:
    """The same, once and at once, for a command. Raises Away."""
    database = Database(url)
    try:
        return database.work(lambda c: sweep(c, time.time(), days))
    finally:
        database.engine.dispose()
