"""The database, asked with a limit on how long an answer may take.

The facts never wait for it: whoever answers an officer asks with `ask`, which
gives up after `PATIENCE` seconds whatever the driver does meanwhile (a server
that was stopped or unplugged keeps a socket waiting for minutes), and at once
while the database is known to be away. A thread of its own finds out when it
is back.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

from sqlalchemy import Connection, insert, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from ivr.once import Once
from ivr.store.engines import THREADS, engine_for
from ivr.store.reasons import MIGRATE, busy, reason
from ivr.store.tables import pulse

log = logging.getLogger(__name__)
T = TypeVar("T")
Work = Callable[[Connection], T]

PATIENCE = 0.4
"""Seconds that an officer's answer may wait: once, until it is known to be away."""
PROBE_SECONDS = 1.0


class Away(Exception):
    """The database cannot be used now. The message says why, and names nobody."""


class Database:
    """One database. Safe to make before a fork: it opens nothing until asked."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        """``patience`` is for how many seconds an answer waits for it."""
        self.engine = engine_for(url)
        self._reading = self.engine.execution_options(reads_only=True)
        # SQLite lets one write at a time and hands out no turns: whoever waits
        # looks again after a while and may always find it taken.
        one_writer = self.engine.dialect.name == "sqlite"
        self._turns: AbstractContextManager[Any] = (
            threading.Lock() if one_writer else nullcontext()
        )
        self._patience = patience
        self._threads = Once(self._begin, lambda: self.engine.dispose(close=False))
        self._jobs: queue.SimpleQueue[tuple[Future[Any], Work[Any], bool] | None]
        self._away = threading.Event()
        self.trouble = ""
        """Why the last attempt failed; empty while all is well."""

    @property
    def away(self) -> bool:
        """Whether it is known to be out of use, so that nobody waits for it."""
        return self._away.is_set()

    def ask(self, work: Work[T], reads_only: bool = False) -> T:
        """Do some work in a transaction, soon or not at all. Raises only Away.

        After Away it is not known whether the work was done; all work that is
        asked for here may be done twice or not at all without harm.
        """
        if self._away.is_set():
            raise Away(self.trouble)
        try:
            return self._asked(work, reads_only)
        except Away:
            raise
        except Exception as error:
            # Whoever answers an officer goes on without it, whatever it was. What it
            # says may quote her, so it stays out of the log.
            why = type(error).__name__
            log.error("The database could not do what it was asked: %s.", why)
            raise Away(why) from None

    def _asked(self, work: Work[T], reads_only: bool) -> T:
        self.start()
        future: Future[T] = Future()
        self._jobs.put((future, work, reads_only))
        try:
            return future.result(self._patience)
        except FutureTimeout:
            if future.done():
                # It came just then; or it is what went wrong.
                return future.result()
            raise self._lost("it did not answer in time") from None

    def work(self, work: Work[T], reads_only: bool = False, asked: bool = False) -> T:
        """Do some work in a transaction, here and with a driver's patience.

        For threads that nobody waits for, unless it was ``asked``. Raises Away, or
        what else went wrong.
        """
        try:
            try:
                done = self._transact(work, reads_only)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                # The server was started anew since: once more, on a new line.
                done = self._transact(work, reads_only)
        except (DataError, IntegrityError):
            raise
        except (DBAPIError, PoolTimeout) as error:
            if not asked and busy(error):
                # Others are writing; it is for those who are waited for to say
                # whether that is too long.
                raise Away(reason(error)) from None
            raise self._lost(reason(error)) from None
        if self.trouble and not reads_only and not self._away.is_set():
            self.trouble = ""
        return done

    def erase(self) -> None:
        """Take out of SQLite's files what no row holds any more. Raises Away.

        Its log of changes keeps every row as it was, until it is emptied into the
        database; PostgreSQL's own vacuum does as much.
        """
        if self.engine.dialect.name != "sqlite":
            return
        bare = self.engine.execution_options(bare=True)
        try:
            with self._turns, bare.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except (DBAPIError, PoolTimeout) as error:
            raise Away(reason(error)) from None

    def start(self) -> None:
        """Start this process's threads, once; a fork starts its own.

        Raises RuntimeError where none can be had; the next to ask tries again.
        """
        self._threads.start()

    def _begin(self) -> None:
        self._jobs = queue.SimpleQueue()
        try:
            for number in range(THREADS):
                _thread(self._serve, f"database-{number}")
            _thread(self._watch, "database-watch")
        except RuntimeError:
            for _ in range(THREADS):
                self._jobs.put(None)
            raise

    def _transact(self, work: Work[T], reads_only: bool = False) -> T:
        if reads_only:
            with self._reading.begin() as connection:
                return work(connection)
        with self._turns, self.engine.begin() as connection:
            return work(connection)

    def _serve(self) -> None:
        jobs = self._jobs
        while True:
            job = jobs.get()
            if job is None:
                return
            future, work, reads_only = job
            if self._away.is_set():
                # Whoever asked has given up; doing it late helps nobody.
                future.set_exception(Away(self.trouble))
                continue
            try:
                future.set_result(self.work(work, reads_only, asked=True))
            except BaseException as error:
                future.set_exception(error)

    def _lost(self, reason: str) -> Away:
        if self._away.is_set():
            self._still(reason)
        else:
            log.warning("The database is away: %s. Answers go on without it.", reason)
            self.trouble = reason
            self._away.set()
        return Away(reason)

    def _still(self, reason: str) -> None:
        """A server that is back and has no tables yet is not mended by waiting."""
        if MIGRATE in reason and MIGRATE not in self.trouble:
            log.warning("The database is still away: %s.", reason)
        self.trouble = reason

    def _watch(self) -> None:
        """While it is away, try a real write every second."""
        while True:
            self._away.wait()
            time.sleep(PROBE_SECONDS)
            try:
                self._transact(beat)
            except SQLAlchemyError as error:
                self._still(reason(error))
            except Exception as error:
                # Whatever it was, nobody else finds out when it is back.
                self.trouble = type(error).__name__
                log.error("The database could not be tried: %s.", self.trouble)
            else:
                self.trouble = ""
                self._away.clear()
                log.warning("The database is back.")


def beat(connection: Connection) -> None:
    """Write something, so that read-only and full are found out, not only absent."""
    now = time.time()
    if not connection.execute(update(pulse).values(at=now)).rowcount:
        connection.execute(insert(pulse).values(id=1, at=now))


def _thread(target: Callable[[], None], name: str) -> None:
    threading.Thread(target=target, name=name, daemon=True).start()
