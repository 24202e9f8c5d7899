"""The hotline that is tried out: a process of its own, and ways to make it fail."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from sqlalchemy.engine import make_url

# A first start learns from the texts, on a small machine for a minute.
START_SECONDS = 120


class Trial:
    """`python -m ivr serve` under the production server, on this machine only."""

    def __init__(self, environ: dict[str, str], port: int) -> None:
        self.environ, self._port = environ, port
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: sqlite3.Connection | None = None

    def start(self) -> bool:
        """Start it and wait until it answers. False if it does not."""
        command = [sys.executable, "-m", "ivr", "serve", "--port", str(self._port)]
        # Its own group, so that Ctrl-C at the phone does not stop it first.
        process = subprocess.Popen(command, env=self.environ, start_new_session=True)
        self._process = process
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and process.poll() is None:
            if alive(self.environ["PUBLIC_URL"]):
                return True
            time.sleep(0.05)
        return False

    def stop(self) -> None:
        """Stop it in order, and by force if that takes too long."""
        self.lock_database(False)
        self._end(signal.SIGTERM)

    def fail(self, on: bool) -> None:
        """Kill it, as a machine does that loses its power; or start it again."""
        if on:
            self._end(signal.SIGKILL)
        elif self._process is None:
            self.start()

    def lock_database(self, on: bool) -> None:
        """Keep everybody else from the database, or let them in again."""
        if on and self._lock is None:
            file = make_url(self.environ["DATABASE_URL"]).database or ""
            self._lock = sqlite3.connect(
                file, isolation_level=None, check_same_thread=False, timeout=5
            )
            self._lock.execute("BEGIN EXCLUSIVE")
        elif not on and self._lock is not None:
            self._lock.close()
            self._lock = None

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """While inside, SIGTERM is Ctrl-C, so that what was started is ended."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        print()
    finally:
        signal.signal(signal.SIGTERM, before)


def alive(url: str) -> bool:
    """Whether a hotline answers there."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False
