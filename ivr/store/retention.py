"""What is kept no longer: rows past their age, and what rows may not hold any more."""

import time

from sqlalchemy import Connection, delete

from ivr.store.database import Database
from ivr.store.places import forget_places
from ivr.store.tables import events, outbox, places, transfers
from ivr.store.transfers import expire_transfers

DAY = 24 * 60 * 60


def sweep(connection: Connection, now: float, days: int) -> dict[str, int]:
    """Delete what is older than ``days``; how many rows of each table went."""
    forget_places(connection, now)
    expire_transfers(connection, now)
    before = now - days * DAY
    aged = {
        events: events.c.at < before,
        transfers: transfers.c.begun < before,
        outbox: outbox.c.created < before,
        places: places.c.at < before,
    }
    return {
        table.name: connection.execute(delete(table).where(old)).rowcount
        for table, old in aged.items()
    }


def purge(url: str, days: int) -> dict[str, int]:
    """The same, once and at once, for a command. Raises Away."""
    database = Database(url)
    try:
        return database.work(lambda c: sweep(c, time.time(), days))
    finally:
        database.engine.dispose()
