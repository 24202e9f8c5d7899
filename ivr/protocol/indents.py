"""Which line of a file in YAML begins too far in, or not far enough.

The parser finds it where the group can go on no further: a name that stands too far
out ends its group, and the fault comes with the next that stands where it should.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"( *)(- +)?(?:([\w-]+) *:(?= |$))?(.*)")


class Misplaced(NamedTuple):
    """A line, from 1, that does not begin where it should, both in spaces."""

    line: int
    begins: int
    should: tuple[int, ...]


class _Written(NamedTuple):
    """A line as it is written: how far in it begins, what it names, and whether the
    lines below may stand further in."""

    line: int
    indent: int
    names: str
    inner: int
    """Where its own names begin: behind the dash, if it has one."""
    opens: bool


def _written(lines: list[str]) -> Iterator[_Written]:
    """The lines that begin something; not those within a list or a longer text."""
    within = 0
    for number, text in enumerate(lines, 1):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        spaces, dash, name, rest = _LINE.fullmatch(text.rstrip("\r")).groups()  # type: ignore[union-attr]
        begins = not within
        within += sum(map(rest.count, "[{")) - sum(map(rest.count, "]}"))
        within = max(within, 0) if not rest.lstrip().startswith(('"', "'")) else 0
        if begins:
            indent = len(spaces)
            opens = bool(name) and not rest.partition(" #")[0].strip()
            yield _Written(number, indent, name or "", indent + len(dash or ""), opens)


def misplaced(lines: list[str], at: int) -> Misplaced | None:
    """The first line up to ``at`` (from 0) that begins neither where one before it
    does nor below one that opens a group; or the one for which it has no place."""
    open_at: list[int] = []
    closed: dict[int, _Written] = {}
    seen: Counter[tuple[int, str]] = Counter()
    every = list(_written(lines))
    for index, one in enumerate(every):
        if one.line > at + 1:
            return None
        before = every[index - 1] if index else None
        if before is None or (before.opens and one.indent > open_at[-1]):
            open_at.append(one.indent)
        elif one.indent > open_at[-1] or one.indent not in open_at:
            return _blamed(every, index, open_at, closed, seen)
        # What a line ended is of no account once its own group has ended.
        closed = {i: ended for i, ended in closed.items() if ended.indent < one.indent}
        closed |= {indent: one for indent in open_at if indent > one.indent}
        open_at = [indent for indent in open_at if indent <= one.indent]
        if one.inner > one.indent:
            open_at.append(one.inner)
        seen[one.inner, one.names] += 1
    return None


def _blamed(
    every: list[_Written],
    index: int,
    open_at: list[int],
    closed: dict[int, _Written],
    seen: Counter[tuple[int, str]],
) -> Misplaced:
    """Which line is out of place where one has no place: it, or one before it that
    ended the group, or began it, where it should not."""
    one, before = every[index], every[index - 1]
    ended = closed.get(one.indent)
    if ended is not None:
        child = every[every.index(ended) + 1]
        if child is one or seen[child.indent, child.names] > 1:
            return Misplaced(ended.line, ended.indent, (one.indent,))
        return Misplaced(child.line, child.indent, (one.indent,))
    opener = every[index - 2] if index > 1 and every[index - 2].opens else None
    if opener and one.indent > opener.indent:
        # The line before is the first of its group: it, or this one, is wrong.
        goes_on = index + 1 < len(every) and every[index + 1].indent == one.indent
        if goes_on or before.indent <= opener.indent:
            return Misplaced(before.line, before.indent, (one.indent,))
    near = sorted(open_at, key=lambda indent: abs(indent - one.indent))[:2]
    return Misplaced(one.line, one.indent, tuple(sorted(near)))
