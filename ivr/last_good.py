"""The last content that was in order, kept for a start that finds a faulty edit.

A running hotline goes on with it; one that is started anew, after a power cut or an
upgrade, would have nothing to answer from. It holds the content's files as they were
and nothing else: no settings, nothing that anybody sent.
"""

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from ivr.channels.edition import Edition
from ivr.protocol.loading import content_files

log = logging.getLogger(__name__)

# Whoever writes a copy is done within seconds: what is older was left by a kill.
LEFT_SECONDS = 3600


class LastGood:
    """One copy for all processes: a folder that appears whole or not at all."""

    def __init__(
        self,
        folder: Path,
        files: tuple[Path, ...],
        load: Callable[[Path, Path], Edition],
    ) -> None:
        """Keep ``files``, which are `content_files`, in a folder.

        ``load`` makes an edition of a protocol's file and a prompts' folder. Where
        other files are the content, that is another agency, and its copy is another.
        """
        self._folder, self._files, self._load = folder, files, load
        paths = "\n".join(str(file.absolute()) for file in files)
        self._name = f"content-{sha256(paths.encode()).hexdigest()[:12]}-"

    def keep(self, unchanged: Callable[[], bool]) -> None:
        """Keep the files as they stand, which were just found to be in order.

        ``unchanged`` says whether they still are what was found so: of what was edited
        meanwhile nothing is kept. On a full disk what was kept before stays.
        """
        try:
            self._keep(unchanged)
        except OSError as error:
            log.error(
                "The content in force could not be kept in %s (%s). It answers all the "
                "same; but a hotline that is started while protocol.yaml or prompts/ "
                "is faulty would have an older copy or none. Make room there.",
                self._folder,
                error.strerror,
            )

    def take(self) -> tuple[Edition, str] | None:
        """What was kept last and when, a day and a time; None if nothing can be used.

        It costs as much as loading the content itself.
        """
        for copy in sorted(self._copies(), key=_written, reverse=True):
            protocol, *prompts = _laid_out(copy)
            # The disk may have lost what it was given.
            with suppress(Exception):
                if self._whole(copy):
                    when = datetime.fromtimestamp(_written(copy))
                    edition = self._load(protocol, prompts[0].parent)
                    return edition, f"{when:%Y-%m-%d %H:%M}"
        return None

    def _keep(self, unchanged: Callable[[], bool]) -> None:
        contents = _read(self._files)
        kept = self._folder / (self._name + _digest(contents))
        if not unchanged():
            return
        if self._whole(kept):
            os.utime(kept)
        else:
            shutil.rmtree(kept, ignore_errors=True)
            self._write(contents, kept)
        for old in self._copies():
            if old != kept:
                shutil.rmtree(old, ignore_errors=True)

    def _whole(self, copy: Path) -> bool:
        return copy.name == self._name + _digest(_read(_laid_out(copy)))

    def _write(self, contents: list[bytes | None], kept: Path) -> None:
        half = kept.with_name(f"{kept.name}.{os.getpid()}.half")
        shutil.rmtree(half, ignore_errors=True)
        try:
            (half / "prompts").mkdir(parents=True)
            for file, content in zip(_laid_out(half), contents, strict=True):
                if content is not None:
                    _write_through(file, content)
            try:
                half.replace(kept)
            except OSError:
                # Another process may have come first, with the same.
                if not kept.is_dir():
                    raise
        finally:
            shutil.rmtree(half, ignore_errors=True)

    def _copies(self) -> Iterator[Path]:
        """The whole ones; halves that a kill has left are taken away."""
        for one in list(self._folder.glob(f"{self._name}*")):
            if not one.name.endswith(".half"):
                yield one
            elif time.time() - _written(one) > LEFT_SECONDS:
                shutil.rmtree(one, ignore_errors=True)


def _laid_out(folder: Path) -> tuple[Path, ...]:
    return content_files(folder / "protocol.yaml", folder / "prompts")


def _read(files: tuple[Path, ...]) -> list[bytes | None]:
    """What stands in each; None for one that there is not: the last may be missing."""
    return [file.read_bytes() if file.exists() else None for file in files]


def _digest(contents: list[bytes | None]) -> str:
    mark = sha256()
    for content in contents:
        mark.update(sha256(content).digest() if content is not None else b"none")
    return mark.hexdigest()[:16]


def _written(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


def _write_through(file: Path, content: bytes) -> None:
    """Write it so that it outlives a power cut that follows at once."""
    with file.open("wb") as to:
        to.write(content)
        to.flush()
        os.fsync(to.fileno())
