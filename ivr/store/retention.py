"""What is kept no longer: rows past their age, and what rows may not hold any more."""

import time

from sqlalchemy import Connection, delete, true, update

from ivr.store.database import Database
from ivr.store.missed import too_old
from ivr.store.outbox import FAILED, LIFE_SECONDS, SENDING, WAITING
from ivr.store.places import forget_places
from ivr.store.tables import events, missed, outbox, places, transfers
from ivr.store.transfers import expire_transfers

DAY = 24 * 60 * 60


def sweep(
    connection: Connection, now: float, days: int, keep_missed: bool = True
) -> dict[str, int]:
    """Delete what is older than ``days``; how many rows of each table went.

    Masked words go sooner, and all of them unless they are to be kept at all.
    """
    forget_places(connection, now)
    expire_transfers(connection, now)
    expire_texts(connection, now)
    before = now - days * DAY
    aged = {
        events: events.c.at < before,
        transfers: transfers.c.begun < before,
        outbox: outbox.c.created < before,
        places: places.c.at < before,
        missed: too_old(now, days) if keep_missed else true(),
    }
    return {
        table.name: connection.execute(delete(table).where(old)).rowcount
        for table, old in aged.items()
    }


def expire_texts(connection: Connection, now: float) -> int:
    """Give up the texts that nobody has sent in time, and let go of their numbers.

    A hotline that was stopped leaves them behind. One that is being handed to the
    carrier is left to whoever does so.
    """
    nobodys = (outbox.c.state == WAITING) | (outbox.c.due <= now)
    gone = (
        update(outbox)
        .where(outbox.c.state.in_((WAITING, SENDING)), nobodys)
        .where(outbox.c.created <= now - LIFE_SECONDS)
        .values(state=FAILED, code="late", number=None)
    )
    return connection.execute(gone).rowcount


def purge(url: str, days: int) -> dict[str, int]:
    """The same, once and at once, for a command. Raises Away."""
    database = Database(url)
    try:
        return database.work(lambda c: sweep(c, time.time(), days))
    finally:
        database.engine.dispose()
