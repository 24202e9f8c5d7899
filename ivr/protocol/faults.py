"""What is wrong with a file, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in a file the coordinator keeps.

    ``file`` is as whoever started the program wrote it. ``line`` counts from 1; 0
    means the file as a whole.
    """

    file: str
    line: int
    what: str
    do: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.what} {self.do}"


class ContentError(Exception):
    """The content cannot be used; carries every fault found, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        count = len(self.faults)
        head = f"{count} fault{'' if count == 1 else 's'} in the content:"
        super().__init__("\n".join([head, *map(str, self.faults)]))
