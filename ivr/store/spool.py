"""A file that holds what the database cannot be given now."""

import fcntl
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

log = logging.getLogger(__name__)

MOST_BYTES = 50_000_000


class Spool:
    """One file for all processes of a machine; a lock on it goes with its holder."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def empty(self) -> bool:
        """Whether nothing is spooled."""
        try:
            return self._file.stat().st_size == 0
        except OSError:
            return True

    def append(self, rows: list[dict[str, Any]]) -> bool:
        """Add some rows. False if the file cannot be written or is full."""
        lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._locked("a+b") as file:
                end = file.seek(0, 2)
                if end:
                    file.seek(end - 1)
                    if file.read(1) != b"\n":
                        # Of a process that was killed while writing: what follows
                        # must not be taken for the rest of its line.
                        lines = b"\n" + lines
                if end + len(lines) > MOST_BYTES:
                    return False
                try:
                    file.write(lines)
                    file.flush()
                except OSError:
                    file.truncate(end)
                    raise
        except OSError as error:
            log.error("The spool cannot be written: %s.", error.strerror)
            return False
        return True

    def take(self, write: Callable[[list[dict[str, Any]]], None]) -> int:
        """Hand over all rows and empty the file; how many there were.

        The file is emptied after they are written: killed between the two, it
        hands them over once more, which does no harm.
        """
        with self._locked("r+b") as file:
            rows = list(_rows(file))
            write(rows)
            file.truncate(0)
        return len(rows)

    @contextmanager
    def _locked(self, mode: str) -> Iterator[IO[bytes]]:
        with self._file.open(mode) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file


def _rows(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    for line in file:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            continue  # The last line of a process that was killed while writing.
        if isinstance(row, dict) and _plain(row.get("row")):
            yield row


def _plain(row: object) -> bool:
    """Whether a row holds nothing that a database could not take."""
    return isinstance(row, dict) and all(
        isinstance(value, str | int | float | None) for value in row.values()
    )
