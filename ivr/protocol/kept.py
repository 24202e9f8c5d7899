"""What was learned from texts, kept in a file for the next start.

Learning takes seconds, and a hotline that was killed is needed at once. The file is
of just the texts, words and program that it was learned by: where one of these is
another, or the file cannot be read, it is learned anew. It holds nothing that
anybody sent.
"""

import os
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Learned = Mapping[str, NDArray[np.generic]]
"""Tables by name."""


class Kept:
    """The file in a folder; without one nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def read(self, key: str) -> Learned | None:
        """What was kept under this key; None if nothing was, or nothing whole."""
        if self.folder is None:
            return None
        try:
            with (
                self._file(self.folder, key).open("rb") as file,
                np.load(file, allow_pickle=False) as tables,
            ):
                return dict(tables)
        except (OSError, ValueError, EOFError, zipfile.BadZipFile):
            return None

    def has(self, key: str) -> bool:
        """Whether there is nothing to be written: it is kept, or nothing is."""
        return self.folder is None or self._file(self.folder, key).exists()

    def write(self, key: str, learned: Learned) -> None:
        """Keep it, and nothing that was kept before. A full disk keeps nothing."""
        if self.folder is None:
            return
        file = self._file(self.folder, key)
        half = file.with_suffix(f".{os.getpid()}.half")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with half.open("wb") as to:
                np.savez(to, allow_pickle=False, **learned)
            for old in self.folder.glob("learned-*.npz"):
                old.unlink(missing_ok=True)
            half.replace(file)
        except OSError:
            with suppress(OSError):
                half.unlink(missing_ok=True)

    def _file(self, folder: Path, key: str) -> Path:
        return folder / f"learned-{key}.npz"
