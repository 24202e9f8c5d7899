"""The edition that answers now: the newest content that is free of faults.

An edit takes effect by itself within seconds, before anybody asks. A faulty edit
does not: its faults are logged, and the last good edition goes on answering, also
where a hotline is started while the edit stands.
"""

import logging
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ivr.channels.edition import Edition
from ivr.last_good import LastGood
from ivr.once import Once
from ivr.protocol.faults import ContentError

log = logging.getLogger(__name__)

# Looking at four files' dates costs some 10 microseconds; once a second is free.
LOOK_EVERY_SECONDS = 1.0


class EditionInForce:
    """Calling it gives the edition; it never waits and never raises."""

    def __init__(
        self,
        load: Callable[[], Edition],
        files: tuple[Path, ...],
        last: LastGood | None = None,
    ) -> None:
        """Load the first edition, or else what ``last`` has kept of it.

        Raises ContentError if it is faulty and nothing was kept.
        """
        self._load, self._last = load, last
        self._files = files
        self._stamp = self._stamps()
        self._refused = False
        self._edition = self._first()
        self._looked = time.monotonic()
        self._turn, self._stop = threading.Lock(), threading.Event()
        self._looking = Once(self._begin, self._forked)

    def __call__(self) -> Edition:
        now = time.monotonic()
        if not self._looking.begun and now - self._looked >= LOOK_EVERY_SECONDS:
            # Nobody was started here who looks: whoever asks has it done.
            self._looked = now
            with suppress(RuntimeError):
                threading.Thread(target=self.look, name="edition", daemon=True).start()
        return self._edition

    def health(self) -> dict[str, str]:
        """What is degraded, and what that means; empty when all is well."""
        if not self._refused:
            return {}
        return {
            "content": "An edit is refused, and the last good content answers. The log "
            "names the faults, and so does `python -m ivr check`."
        }

    def start(self) -> None:
        """Look every second from now on, once in this process; a fork starts its own.

        Where no thread can be had, whoever asks for the edition has it looked.
        """
        with suppress(RuntimeError):
            self._looking.start()

    def stop(self) -> None:
        """Look no longer, until started again."""
        self._stop.set()
        self._looking.end()

    def look(self) -> None:
        """Take up an edit if there is one. Loading takes seconds; one at a time."""
        turn = self._turn
        if not turn.acquire(blocking=False):
            return
        try:
            stamp = self._stamps()
            if stamp != self._stamp:
                self._stamp = stamp
                self._take()
        finally:
            turn.release()

    def _first(self) -> Edition:
        try:
            edition = self._load()
        except Exception as error:
            kept = self._last.take() if self._last else None
            if kept is None:
                raise
            self._refused = True
            # Of any other error the message may quote the content.
            what = error if isinstance(error, ContentError) else type(error).__name__
            log.error(
                "The content is refused; the hotline has started with the last good "
                "content, as it was kept at %s. Mend what follows, and see that "
                "`python -m ivr check` is content: it is taken up within seconds, "
                "without a restart. %s",
                kept[1],
                what,
            )
            return kept[0]
        self._keep()
        return edition

    def _keep(self) -> None:
        if self._last is not None:
            self._last.keep(lambda: self._stamps() == self._stamp)

    def _forked(self) -> None:
        # Whoever had the turn where this process was forked is not here.
        self._turn = threading.Lock()

    def _begin(self) -> None:
        self._stop = threading.Event()
        of = weakref.ref(self)
        threading.Thread(
            target=_keep_looking, args=(of, self._stop), name="edition", daemon=True
        ).start()

    def _take(self) -> None:
        try:
            self._edition = self._load()
        except ContentError as error:
            self._refused = True
            log.error("The edit is refused; the content before it stays. %s", error)
        except Exception as error:
            self._refused = True
            # Whoever looks must go on looking. The message may quote the content.
            log.error(
                "The edit could not be loaded (%s); the content before it stays. Run "
                "`python -m ivr check`, and save the file once more.",
                type(error).__name__,
            )
        else:
            self._refused = False
            log.warning("The edited content is in force.")
            self._keep()

    def _stamps(self) -> tuple[tuple[int, int], ...]:
        stamps = []
        for file in self._files:
            try:
                status = file.stat()
                stamps.append((status.st_mtime_ns, status.st_size))
            except OSError:
                stamps.append((0, 0))
        return tuple(stamps)


def _keep_looking(of: weakref.ref[EditionInForce], stop: threading.Event) -> None:
    """Look for as long as somebody may still ask for it."""
    while True:
        edition = of()
        if edition is None:
            return
        edition.look()
        del edition
        if stop.wait(LOOK_EVERY_SECONDS):
            return
