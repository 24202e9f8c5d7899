"""Written soon: whatever need not be in the database before an answer goes out.

One writer for each process takes what was put, in batches. While the database
is away it goes into a spool file, and from there into the database once it is
back; each row has an id or a rule by which writing it twice does no harm.
"""

import atexit
import logging
import os
import queue
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection

from ivr.channels.addresses import address
from ivr.once import Once
from ivr.store.database import Away, Database
from ivr.store.spool import Spool
from ivr.web.memory import Note

log = logging.getLogger(__name__)

Row = dict[str, Any]
Writing = Callable[[Connection, list[Row]], None]

MOST_WAITING = 10_000
MOST_AT_ONCE = 200
# So many rows hold SQLite's one lock for some milliseconds.
GATHER_SECONDS = 0.05
"""How long a row waits for others: what a kill -9 can lose is about this much."""
SPOOL_SECONDS = 1.0
STOP_SECONDS = 3.0


class Journal:
    """A `Notes`, and the writer behind it.

    ``writings`` say how each kind is written, in the order in which they are.
    """

    def __init__(
        self,
        database: Database,
        spool: Spool,
        writings: dict[str, Writing],
        dropped: Callable[[int], None] = lambda count: None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._database, self._spool, self._writings = database, spool, writings
        self._dropped, self._now = dropped, now
        self._writer = Once(self._begin, self._forked)
        self._unreadable = False
        self._queue: queue.Queue[Row | None] = queue.Queue(MOST_WAITING)
        self._thread: threading.Thread | None = None

    def note(self, note: Note) -> None:
        """Note an exchange. Never waits and never raises."""
        self.put("event", **event_of(note, self._now()))

    def put(self, kind: str, /, **row: Any) -> None:
        """Have a row of a kind written soon; it is counted if there is no room.

        Never waits and never raises: where no writer can be started it waits for
        the next row to start one.
        """
        with suppress(RuntimeError):
            self.start()
        try:
            self._queue.put_nowait({"kind": kind, "row": row})
        except queue.Full:
            self._lost(1)

    @property
    def behind(self) -> bool:
        """Whether something waits for the database that was put while it was away.

        By any process of this machine. What cannot be read back counts for nothing:
        nobody would ever see the end of waiting for it.
        """
        return not self._spool.empty and not self._unreadable

    def start(self) -> None:
        """Start this process's writer, once. RuntimeError if no thread can be had."""
        self._writer.start()

    def _forked(self) -> None:
        # What waits in another process is written there.
        self._queue = queue.Queue(MOST_WAITING)

    def _begin(self) -> None:
        thread = threading.Thread(target=self._write, name="journal", daemon=True)
        thread.start()
        self._thread = thread
        atexit.register(self.stop, os.getpid())

    def stop(self, pid: int = 0) -> None:
        """Write what is waiting, and stop."""
        if (
            self._thread is None
            or not self._writer.begun
            or pid not in (0, os.getpid())
        ):
            return
        try:
            self._queue.put(None, timeout=STOP_SECONDS)
        except queue.Full:
            return
        self._thread.join(STOP_SECONDS)
        self._writer.end()
        self._thread = None

    def settle(self, seconds: float = 5.0) -> bool:
        """Wait until all that was put has been written or spooled."""
        until = time.monotonic() + seconds
        while self._queue.unfinished_tasks and time.monotonic() < until:
            time.sleep(0.005)
        return not self._queue.unfinished_tasks

    def _write(self) -> None:
        waiting, due = self._queue, 0.0
        while True:
            if time.monotonic() > due:
                # However much there is to do: a busy hotline has no quiet second.
                self._take_spool()
                due = time.monotonic() + SPOOL_SECONDS
            try:
                first = waiting.get(timeout=SPOOL_SECONDS)
            except queue.Empty:
                continue
            time.sleep(GATHER_SECONDS)
            batch = [first]
            while len(batch) < MOST_AT_ONCE:
                try:
                    batch.append(waiting.get_nowait())
                except queue.Empty:
                    break
            rows = [row for row in batch if row is not None]
            stopping = len(rows) < len(batch)
            try:
                if rows:
                    self._keep(rows)
            except Exception as error:
                # Whatever it was, the writer goes on with the next batch.
                log.error("A batch was not written: %s.", type(error).__name__)
                self._lost(len(rows))
            for _ in batch:
                waiting.task_done()
            if stopping:
                return

    def _keep(self, rows: list[Row]) -> None:
        if not self._database.away:
            try:
                self._insert(rows)
                return
            except Away:
                pass
        if not self._spool.append(rows):
            self._lost(len(rows))

    def _insert(self, rows: list[Row]) -> None:
        """Write some rows; those that can never be written are counted as lost.

        Those include rows of a form that this version does not know: a spool may
        have been left behind by another.
        """
        try:
            self._database.work(lambda connection: self._apply(connection, rows))
        except Away:
            raise
        except Exception:
            if len(rows) == 1:
                log.error("A row of kind %s cannot be written.", rows[0].get("kind"))
                self._lost(1)
                return
            for row in rows:
                self._insert([row])

    def _apply(self, connection: Connection, rows: Iterable[Row]) -> None:
        kinds: dict[str, list[Row]] = {}
        for one in rows:
            kinds.setdefault(one["kind"], []).append(one["row"])
        unknown = kinds.keys() - self._writings.keys()
        if unknown:
            raise ValueError(f"No row of kind {min(unknown)!r} can be written.")
        # Kind by kind in the order of ``writings``: a call's end finds the lines
        # that were called in it, wherever in the batch they stand.
        for kind, writing in self._writings.items():
            if kind in kinds:
                writing(connection, kinds[kind])

    def _take_spool(self) -> None:
        if self._database.away or self._spool.empty:
            return

        def write(rows: list[Row]) -> None:
            for start in range(0, len(rows), MOST_AT_ONCE):
                self._insert(rows[start : start + MOST_AT_ONCE])

        try:
            count = self._spool.take(write)
        except Away:
            return
        except OSError as error:
            if not self._unreadable:
                log.error(
                    "The spool cannot be read (%s), and what is in it not be written "
                    "into the database. Let the hotline's user own the files in "
                    "SPOOL_DIR.",
                    error.strerror,
                )
            self._unreadable = True
            return
        self._unreadable = False
        if count:
            log.warning("%d rows that were spooled are in the database now.", count)

    def _lost(self, count: int) -> None:
        log.error("%d rows were dropped: they could not be written anywhere.", count)
        self._dropped(count)


def event_of(note: Note, at: float) -> Row:
    """The row of a note that was taken ``at``."""
    return {
        "id": secrets.token_hex(16),
        "at": at,
        "channel": note.channel,
        "kind": note.kind,
        "who": note.who,
        "place": "" if note.place is None else address(note.place.plain()),
        "intent": note.intent,
        "outcome": note.outcome,
        "milliseconds": round(note.milliseconds, 3),
    }
