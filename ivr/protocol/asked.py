"""prompts/asked.txt: texts that officers have sent, each with what was meant by it.

One to a line: what it means, a colon, the text. What it means is written as the
hotline's own intents are: ``open`` or ``reach`` and an id, ``next``, ``step``; ``open``
and the track for the younger with ``#span`` for ages on both sides of its border; two
that are both asked for with `` + `` between; ``nothing`` for what asks for nothing,
``private`` for what was meant for somebody else; ``either`` and two with ``|`` between
for what could mean either of them, and is asked back; ``either`` alone for what could
mean several, of which none is learned. Lines that begin with ``#`` are comments.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ivr.protocol.faults import Fault
from ivr.protocol.syntax import merge_fault
from ivr.protocol.words import COMMANDS

NAME = "asked.txt"

NOTHING, PRIVATE, EITHER = "nothing", "private", "either"
# Between the two of which either could be meant.
OR = "|"

_THING = r"(?:open|reach) [a-z][a-z0-9-]*"
_MEANS = re.compile(rf"{_THING}(?:#span)?|{EITHER} ({_THING})\{OR}(?!\1$){_THING}")
_WORDS = COMMANDS | {NOTHING, PRIVATE, EITHER, "step"}


class Asked(NamedTuple):
    """Texts that stand together, and the written intents that were meant by each;
    none if nothing was."""

    means: tuple[str, ...]
    texts: tuple[str, ...]


def read_asked(file: Path) -> tuple[tuple[Asked, ...], list[Fault]]:
    """The texts of the file, and its faults; no texts where there is no file."""
    if not file.exists():
        return (), []
    asked: list[tuple[tuple[str, ...], list[str]]] = []
    faults: list[Fault] = []
    name = str(file)
    try:
        lines = file.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        what = f"The file cannot be read ({type(error).__name__})."
        return (), [Fault(name, 0, what, "Save it as UTF-8 text, readable by all.")]
    # Most lines mean what the line before them means.
    last, texts = "", []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        written, colon, said = line.partition(":")
        said = said.strip()
        if said and written == last:
            texts.append(said)
            continue
        means = tuple(" ".join(one.split()) for one in written.split(" + "))
        if not colon or not said:
            what = "a line has no text, or no colon before it."
            do = "Write what it means, a colon and the text: next: ok what now"
            faults.append(Fault(name, number, what, do))
            continue
        wrong = [
            one for one in means if one not in _WORDS and not _MEANS.fullmatch(one)
        ]
        if wrong:
            what = f"{wrong[0]!r} is nothing that a text can mean."
            do = "Write open or reach and an id of protocol.yaml, next, nothing ..."
            faults.append(Fault(name, number, what, do))
            continue
        last, texts = written, [said]
        asked.append((means, texts))
    merged = merge_fault(name, lines) if faults else None
    if merged:
        return (), [merged]
    if not faults and _twice(asked):
        faults += _contradictions(name, lines)
    # What could mean two things teaches neither of them, and is no talk.
    taught = (one for one in asked if EITHER not in one[0])
    return tuple(Asked(_meant(means), tuple(texts)) for means, texts in taught), faults


def _meant(means: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in means if one != NOTHING)


def _twice(asked: Iterable[tuple[tuple[str, ...], list[str]]]) -> bool:
    """Whether any text stands there twice: the file is long, and seldom has one."""
    count, texts = 0, set[str]()
    for _, said in asked:
        count += len(said)
        texts.update(map(str.casefold, said))
    return len(texts) < count


def _contradictions(name: str, lines: Iterable[str]) -> Iterator[Fault]:
    first: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        written, _, said = line.partition(":")
        meant = " + ".join(" ".join(one.split()) for one in written.split(" + "))
        means, before = first.setdefault(said.strip().casefold(), (meant, number))
        if means != meant and {means, meant} != {NOTHING, EITHER}:
            what = f"the same text means {means!r} on line {before}, {meant!r} here."
            yield Fault(name, number, what, "Keep the one that is right.")
