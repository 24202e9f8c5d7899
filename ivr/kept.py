"""What was learned from texts, kept in a file for the next start.

Learning takes seconds, and a hotline that was killed is needed at once. The file is
of just the texts, words and program that it was learned by: where one of these is
another, or the file cannot be read, it is learned anew. It holds nothing that
anybody sent.

After an edit one process learns and the others read what it kept: all at once they
would leave the machine no time for the officers, nor for the database.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np

from ivr.dialogue.commands import readers
from ivr.dialogue.gist import Gist, remember
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.dictionary import DICTIONARY

PROGRAM = Path(__file__).parent
# What each word becomes before it is learned or looked up.
LEARNING = ("dialogue/*.py", "protocol/plain.py", "protocol/dictionary.py")
LIBRARIES = ("numpy", "PyStemmer", "rapidfuzz", "pyspellchecker")


class Kept:
    """The file in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def learn(self, vocabulary: Vocabulary) -> None:
        """Make what reads texts, from what was kept of the same if anything was."""
        key = vocabulary.fingerprint()
        file = self.folder / f"learned-{program(key)}.npz"
        with self._turn():
            gist = _read(file)
            if gist is not None:
                remember(key, gist)
            _, sentences = readers(vocabulary)
            if gist is None:
                self._write(file, sentences.gist)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for whoever learns here; a lock on the folder goes with its holder."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
        try:
            folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            # Nothing can be kept here, so nobody's learning is waited for.
            yield
            return
        try:
            with suppress(OSError):
                fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def _write(self, file: Path, gist: Gist) -> None:
        """Keep it, and nothing that was kept before; on a full disk nothing."""
        half = file.with_suffix(f".{os.getpid()}.half")
        try:
            with half.open("wb") as to:
                np.savez(to, allow_pickle=False, **gist.tables())
            for old in self.folder.glob("learned-*.npz"):
                old.unlink(missing_ok=True)
            half.replace(file)
        except OSError:
            with suppress(OSError):
                half.unlink(missing_ok=True)


def program(
    key: str,
    dictionary: Path = DICTIONARY,
    version: Callable[[str], str] = version,
    folder: Path = PROGRAM,
) -> str:
    """A mark that is another for each program in ``folder``, each version of what it
    learns with and each dictionary; ``key`` is the words' and the texts' own."""
    mark = sha256(key.encode())
    for library in LIBRARIES:
        mark.update(f"{library} {version(library)} ".encode())
    for modules in LEARNING:
        for module in sorted(folder.glob(modules)):
            mark.update(module.read_bytes())
    # Compressed as it lies there it is read in a few milliseconds.
    mark.update(dictionary.read_bytes())
    return mark.hexdigest()[:32]


def _read(file: Path) -> Gist | None:
    try:
        with file.open("rb") as data, np.load(data, allow_pickle=False) as tables:
            return Gist.read(tables)
    except Exception:
        # A damaged file fails in whatever way numpy and zipfile have for it: half of
        # one letter may name a kind of compression that there is not.
        return None
