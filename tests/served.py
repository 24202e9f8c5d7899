"""`python -m ivr serve` as a process of its own, to be killed with real signals."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from ivr.kept import Kept
from ivr.settings import Settings
from ivr.simulator.transport import HttpTransport
from ivr.simulator.world import World
from ivr.store.migrating import migrate
from tests.content import ROOT, edition

# For how many seconds a start is waited for, as far as it is not over before: three
# where the machine has nothing else to do, and ten more where it has to learn first.
START_SECONDS = 90


class Server:
    """`python -m ivr serve` as a process of its own."""

    def __init__(
        self,
        environ: dict[str, str],
        port: int,
        folder: Path,
        database_url: str = "",
        learned: bool = True,
        migrated: bool = True,
    ) -> None:
        """``learned`` if it has been started before, and kept what it learned;
        ``migrated`` if its database has the tables."""
        own = f"sqlite:///{folder / 'hotline.db'}"
        self.environ = {
            **environ,
            "SPOOL_DIR": str(folder),
            "DATABASE_URL": database_url or own,
        }
        if migrated:
            migrate(Settings.from_environ(self.environ).database_url)
        if learned:
            Kept(folder).learn(edition().vocabulary)
        self.port = port
        self.log = folder / "log"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "ivr", "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environ, start_new_session=True, stderr=log
            )
        until = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < until:
            if self.get("/healthz") == 200:
                return
            time.sleep(0.05)
        ended = self.process.poll()
        # Left alive it would send the texts of another test's database.
        self.stop(signal.SIGKILL)
        how = "in time" if ended is None else f"and ended with {ended}"
        raise AssertionError(f"It did not start {how}:\n{self.log.read_text()}")

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}{path}", timeout=20
            ) as got:
                return int(got.status)
        except OSError:
            return 0

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        # Its workers outlive one that was killed.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        # A text that is being handed on is waited for (graceful_timeout).
        self.process.wait(timeout=60)
        # Its workers hold the port until the last of them is gone.
        for _ in range(400):
            try:
                socket.create_server(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the hotline's port is still held")

    def world(self) -> World:
        return World(
            self.environ["PUBLIC_URL"],
            self.environ["TWILIO_ACCOUNT_SID"],
            self.environ["TWILIO_AUTH_TOKEN"],
            self.environ["HOTLINE_NUMBER"],
            HttpTransport(),
        )
