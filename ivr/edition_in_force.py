"""The edition that answers now: the newest content that is free of faults.

An edit takes effect by itself within seconds. A faulty edit does not: its
faults are logged, and the last good edition goes on answering.
"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from ivr.channels.edition import Edition
from ivr.protocol.faults import ContentError

log = logging.getLogger(__name__)

# Looking at four files' dates costs some 10 microseconds; once a second is free.
LOOK_EVERY_SECONDS = 1.0


class EditionInForce:
    """Calling it gives the edition; it never waits and never raises."""

    def __init__(self, load: Callable[[], Edition], files: tuple[Path, ...]) -> None:
        """Load the first edition; ContentError if it is faulty."""
        self._load = load
        self._files = files
        self._stamp = self._look()
        self._edition = load()
        self._looked = time.monotonic()
        self._lock = threading.Lock()

    def __call__(self) -> Edition:
        if time.monotonic() - self._looked >= LOOK_EVERY_SECONDS:
            self._renew()
        return self._edition

    def _renew(self) -> None:
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._looked = time.monotonic()
            stamp = self._look()
            if stamp != self._stamp:
                self._stamp = stamp
                # Rendering takes a second; callers are answered meanwhile.
                threading.Thread(target=self._take, name="edition", daemon=True).start()
        finally:
            self._lock.release()

    def _take(self) -> None:
        try:
            self._edition = self._load()
        except ContentError as error:
            log.error("The edit is refused; the content before it stays. %s", error)
        else:
            log.warning("The edited content is in force.")

    def _look(self) -> tuple[tuple[int, int], ...]:
        stamps = []
        for file in self._files:
            try:
                status = file.stat()
                stamps.append((status.st_mtime_ns, status.st_size))
            except OSError:
                stamps.append((0, 0))
        return tuple(stamps)
