"""Wordings with names in braces: what may stand in them, and how they are filled.

A wording is plain text in which ``{name}`` stands for a value. There are no
formats, no indexes and no code, so a coordinator can break nothing but the name,
and a misspelled name is found when the file is loaded.
"""

import difflib
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

_BRACES = re.compile(r"\{([^{}]*)\}")


@lru_cache(maxsize=4096)
def split(template: str) -> tuple[tuple[str, str], ...]:
    """Cut a wording into (literal, name) pairs; the last name is "".

    >>> split("Call {line} now.")
    (('Call ', 'line'), (' now.', ''))
    """
    pieces = _BRACES.split(template)
    pieces.append("")
    return tuple(zip(pieces[0::2], pieces[1::2], strict=True))


def names(template: str) -> tuple[str, ...]:
    """The names a wording uses, in order."""
    return tuple(name for _, name in split(template) if name or "{}" in template)


def fill(template: str, value: Callable[[str], str]) -> str:
    """The wording with each name replaced by its value."""
    return "".join(
        literal + (value(name) if name else "") for literal, name in split(template)
    )


def stray_brace(template: str) -> bool:
    """Whether a brace is left that opens or closes nothing."""
    return bool(re.search(r"[{}]", _BRACES.sub("", template)))


def nearest(word: str, choices: Iterable[str]) -> str:
    """`Did you mean ...?` for a misspelled word, or the words there are."""
    known = sorted(choices)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"There is: {', '.join(known)}." if known else "Remove it."
