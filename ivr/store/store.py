"""Everything that is remembered, put together: one object for one process."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from ivr.once import Once
from ivr.store.carriers import UNKNOWN, Carrier, Codes
from ivr.store.database import PATIENCE, Away, Database, beat
from ivr.store.deliveries import LATE, deliver_texts, tell_texts
from ivr.store.journal import Journal, Row, Writing
from ivr.store.missed import Misses
from ivr.store.outbox import OutboxRows
from ivr.store.places import Places, insert_into, keep_place
from ivr.store.retention import sweep
from ivr.store.sender import Sender
from ivr.store.spool import Spool
from ivr.store.tables import events
from ivr.store.transfers import (
    TransferRows,
    abandon_transfers,
    answer_transfers,
    begin_transfers,
    close_transfers,
)

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
BEAT_SECONDS = 3.0
ERASE_SECONDS = 60.0
SWEEP_SECONDS = 600.0
LOOKED_SECONDS = 3.0
STOP_SECONDS = 18.0
"""Longer than the carrier may take for the texts that it is being handed."""


class Store:
    """The database's rooms, and the threads that work in them.

    Nothing is opened before `start`, which each process calls after it has been
    forked; calling it again costs nothing.
    """

    def __init__(
        self,
        database_url: str,
        spool_dir: Path,
        carrier: Carrier,
        body_for: Callable[[str], str],
        *,
        retention_days: int,
        transfers_per_hour: int,
        codes: Codes = UNKNOWN,
        keep_unmatched: bool = False,
        patience: float = PATIENCE,
        dropped: Callable[[int], None] = lambda count: None,
        sent: Callable[[str], None] = lambda outcome: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """See `Database`, `Journal`, `OutboxRows` and `Sender` for what they get."""
        self._now, self._days = now, retention_days
        self._sent, self._refused = sent, ""
        self._threads, self._stop = Once(self._begin), threading.Event()
        self._looking: threading.Thread | None = None
        self.database = Database(database_url, patience)
        self.spool = Spool(spool_dir / "journal.spool")
        self.journal = Journal(self.database, self.spool, WRITINGS, dropped, now)
        self.memory = Places(self.database, self.journal, now)
        self.transfers = TransferRows(
            self.database, self.journal, now, transfers_per_hour
        )
        self.outbox = OutboxRows(self.database, self.journal, now, codes)
        self.missed = Misses(self.database, now) if keep_unmatched else None
        self.sender = Sender(self.outbox, carrier, body_for, sent, now, codes)

    def start(self) -> None:
        """Start what works on its own in this process, once. Never raises.

        Where no thread can be had, whatever comes next tries again.
        """
        try:
            self._threads.start()
        except RuntimeError as error:
            log.error(
                "Threads could not be started (%s): notes and texts wait. It is tried "
                "again at the next call or text; if this comes again, see whether the "
                "machine has too little memory or too many processes.",
                error,
            )

    def _begin(self) -> None:
        self._stop = threading.Event()
        self.database.start()
        self.journal.start()
        self.sender.start()
        look = threading.Thread(
            target=self._look, args=(self._stop,), name="store-look", daemon=True
        )
        try:
            look.start()
        except RuntimeError:
            self.sender.stop(0)
            raise
        self._looking = look

    def stop(self) -> None:
        """Let the threads end, and write what is waiting.

        First the senders: what they have handed on is among what is written. They
        are waited for STOP_SECONDS at most, the writer for a few seconds more.
        """
        self._stop.set()
        self.sender.stop(STOP_SECONDS)
        if self._looking is not None:
            self._looking.join(LOOKED_SECONDS)
        if self.missed is not None:
            self.missed.write()
        self.journal.stop()
        self._threads.end()

    def health(self) -> dict[str, str]:
        """What is degraded, and what that means; empty when all is well."""
        degraded = {}
        if self.database.trouble:
            degraded["database"] = (
                "It cannot be used. Steps, numbers and transfers go on; no text is "
                "sent during calls and no place is remembered. The log says why."
            )
        if self._refused:
            degraded["texts"] = (
                f"The carrier refuses them ({self._refused}). Who asks for a text is "
                "told the number instead, once it has failed. Put the account right; "
                "this goes when a text has gone through."
            )
        if not self.spool.empty:
            degraded["journal"] = "Notes wait in a file until they can be written."
        return degraded

    def _look(self, stop: threading.Event) -> None:
        swept = beaten = erased = 0.0
        while not stop.wait(LOOK_SECONDS):
            try:
                if self.missed is not None:
                    self.missed.write()
                if self.database.away:
                    continue
                self.outbox.look()
                if time.monotonic() - beaten > BEAT_SECONDS:
                    # Trouble is found before an officer meets it.
                    beaten = time.monotonic()
                    self.database.ask(beat)
                    self._refused = self.outbox.trouble()
                if time.monotonic() - swept > SWEEP_SECONDS or not swept:
                    swept = time.monotonic()
                    self.sweep()
                if time.monotonic() - erased > ERASE_SECONDS or not erased:
                    erased = time.monotonic()
                    self.database.erase()
            except (Away, SQLAlchemyError):
                pass  # It is told by whoever watches the database.
            except Exception as error:
                # Whatever it was, it is looked again in a second.
                log.error(
                    "The store could not be looked after: %s.", type(error).__name__
                )

    def sweep(self) -> None:
        """Give up, and delete, what is too old. Raises Away."""
        keep_missed, late = self.missed is not None, [0]

        def work(connection: Connection) -> None:
            sweep(connection, self._now(), self._days, keep_missed, late.append)

        self.database.work(work)
        for _ in range(late[-1]):
            self._sent(LATE)


def keep_events(connection: Connection, rows: list[Row]) -> None:
    """Write events; one that is there already was written before a kill."""
    statement = insert_into(connection, events).values(rows)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["id"]))


def keep_places(connection: Connection, rows: list[Row]) -> None:
    """Write where callers stand; the newest stays, of those that tell the same."""
    newest: dict[tuple[str, frozenset[str]], Row] = {}
    for row in sorted(rows, key=lambda row: row["at"]):
        newest[row["who"], frozenset(row)] = row
    for row in newest.values():
        keep_place(connection, row)


WRITINGS: dict[str, Writing] = {
    "event": keep_events,
    "place": keep_places,
    "transfer": begin_transfers,
    "transfer-answer": answer_transfers,
    "transfer-end": close_transfers,
    "call-end": abandon_transfers,
    "delivery": deliver_texts,
    "text-told": tell_texts,
}
