"""Serves the hotline in production: gunicorn, with what this machine needs of it.

Any WSGI server can run ``wsgi:app``; this is the one that is installed with it.
"""

import errno
import logging
import os
import shutil
import signal
import socket
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from ivr.kept import Kept
from ivr.settings import Settings, count_together

log = logging.getLogger(__name__)

# Files that are memory: the disk may be full (shm_overview(7)).
SHARED_MEMORY = Path("/dev/shm")

# What a worker is told to end by. Until it has handlers of its own it has the parent's,
# by which it would never hear of it, and be waited for until its time is over.
ENDING = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGQUIT})

UNSERVED = {
    errno.EADDRINUSE: "Another program uses it: stop that one, or choose another "
    "with --port",
    errno.EACCES: "Ports below 1024 are root's: choose another with --port, and let "
    "the web server stand before it",
}
"""What to do where a port cannot be had, by the error's number; else it is the host."""

# Threads in each process: a text or a call's turn takes well under a
# millisecond of work, so this many waiting for a database is already generous.
THREADS = 8


def serve(settings: Settings, host: str, port: int, workers: int) -> int:
    """Serve until stopped. Returns an exit code; 1 if it cannot be begun."""
    if not 1 <= workers <= 64:
        print(f"--workers {workers}: use 1 to 64.", file=sys.stderr)
        return 1
    try:
        with socket.create_server((host, port), reuse_port=False):
            pass
    except OSError as error:
        print(unserved(host, port, error), file=sys.stderr)
        return 1
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    try:
        settings.spool_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(
            f"The hotline's working files cannot be kept in {settings.spool_dir} "
            f"({error.strerror}). Make it a folder that the hotline's user may write "
            "in, or name another with SPOOL_DIR.",
            file=sys.stderr,
        )
        return 1
    counts = _counts_folder(settings.spool_dir, port)
    together = count_together(counts)
    if not together:
        log.warning(
            "%s has no room for what the processes count together: each counts by "
            "itself, and /metrics tells of one of them. Make room, or use --workers 1.",
            SHARED_MEMORY,
        )
    Server(settings, f"{host}:{port}", workers, counts if together else None).run()
    return 0


def unserved(host: str, port: int, error: OSError) -> str:
    """Why nothing can be served there, and what to do."""
    number = error.errno or 0
    do = UNSERVED.get(number, "Write an address of this machine after --host")
    # Python writes the address behind it once more; a name's errors are no system's.
    why = os.strerror(number) if number > 0 else error.strerror
    return f"Nothing can be served on {host}:{port} ({why}). {do}."


def _held_back() -> None:
    """Let what ends a process wait until `_let_through`; a fork's child waits too."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)


def _let_through() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def _begun(worker: Any) -> None:
    """A worker can be told to end. What was promised before is sent without waiting
    for a call."""
    _let_through()
    worker.wsgi.extensions["wake"]()


def _stopped(worker: Any) -> None:
    """Stop what works on its own in a worker; it may never have come so far."""
    app = getattr(worker, "wsgi", None)
    if app is not None:
        app.extensions["edition"].stop()
        app.extensions["store"].stop()


def _counts_folder(spool_dir: Path, port: int) -> Path:
    """This process's own, for the one before it may not have ended yet.

    Those of servers that were killed are taken away: they are memory.
    """
    mark = sha256(f"{spool_dir.resolve()} {port}".encode()).hexdigest()
    begun = f"hotline-{mark[:16]}-"
    for left in SHARED_MEMORY.glob(f"{begun}*"):
        if not _runs(left.name.removeprefix(begun)):
            shutil.rmtree(left, ignore_errors=True)
    return SHARED_MEMORY / f"{begun}{os.getpid()}"


def _runs(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except PermissionError:
        return True
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    return True


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings and none of its command line or environment."""

    def __init__(
        self, settings: Settings, bind: str, workers: int, counts: Path | None = None
    ) -> None:
        """``counts`` is where the processes count together; None if they do not."""
        self.settings, self.bind, self.workers = settings, bind, workers
        self.counts = counts
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults; once more at each SIGHUP."""
        given: dict[str, Any] = {
            "bind": self.bind,
            "workers": self.workers,
            "worker_class": "gthread",
            "threads": THREADS,
            # The content is loaded and rendered once and shared by all.
            "preload_app": True,
            # Twilio gives up after 15 seconds; nothing of ours takes one.
            "timeout": 30,
            # As long as a text may take that is being handed to Twilio, and what is
            # written after it.
            "graceful_timeout": 28,
            "keepalive": 75,
            "limit_request_line": 8190,
            "worker_tmp_dir": str(self.settings.spool_dir),
            "control_socket_disable": True,
            "pre_fork": lambda server, worker: _held_back(),
            "post_worker_init": _begun,
            # What is noted is written and what Twilio has is not sent again.
            "worker_exit": lambda server, worker: _stopped(worker),
            "loglevel": "warning",
        }
        counts = self.counts
        if counts is not None:
            # logind takes it away when a user logs out who is no system user
            # (RemoveIPC, logind.conf(5)); a new worker needs it.
            given["post_fork"] = lambda server, worker: counts.mkdir(
                0o700, exist_ok=True
            )
            given["on_exit"] = lambda server: shutil.rmtree(counts, ignore_errors=True)
        for name, value in given.items():
            self.cfg.set(name, value)
        os.register_at_fork(after_in_parent=_let_through)

    def load(self) -> Any:
        """The application, assembled by wsgi.py from the same settings."""
        from wsgi import build

        return build(self.settings, kept=Kept(self.settings.spool_dir))
