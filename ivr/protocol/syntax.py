"""What YAML cannot read, told to somebody who has never heard of YAML.

The parser names the place where it could go no further, in its own words; the mistake
often stands many lines above. So the lines themselves are looked at, and what the
parser says decides only where nothing is seen in them.
"""

import re
from collections.abc import Iterable

import yaml

from ivr.protocol.faults import Fault
from ivr.protocol.indents import misplaced

# The C parser reads a protocol in a tenth of the time; both give the same marks.
Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What no editor shows, and YAML refuses or takes for the end of a line.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")

# What looks like a space where YAML needs one: before a name, and behind its colon.
_NO_SPACE = re.compile(
    r"^[ \t]*(?:- *)?(?:[\w-]+:[ \t]*)?([\u00a0\u1680\u2000-\u200d\u202f\u205f\u3000])",
    re.MULTILINE,
)

MERGE = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)")
"""The lines that a merge leaves around what it could not decide."""

_NAME = r"(?:[\w-]+ *: +)"
_BEGINS = re.compile(rf"^\s*(?:- +)?{_NAME}?([@`%&*!|>])\S?")
_GROUP_GOES_ON = re.compile(
    rf"^\s*(?:- +)?{_NAME}?(\{{[^{{}}]*\}}|\[[^\[\]]*\])\s*[^\s#,\]}}]"
)
_QUOTE_GOES_ON = re.compile(
    rf"^\s*(?:- +)?{_NAME}?(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*[^\s#,\]}}:]"
)
_COLON_WITHIN = re.compile(r"^\s*(?:- +)?[\w-]+: +[^\"'\[{].*:(?: |$)")
_NO_DASH = re.compile(r"^\s*-[^\W_]")

# A dash is seldom looked for so far above the line where the list breaks off.
_LIST = 20


def unseen_fault(name: str, text: str) -> Fault | None:
    """A sign in the text that no editor shows; None if there is none."""
    found = _UNSEEN.search(text)
    if found:
        line, before = _place(text, found.start())
        where = f"behind {before!r}" if before else "where the line begins"
        return Fault(
            name,
            line,
            f"A sign that is not seen stands {where} (U+{ord(found.group()):04X}).",
            "Remove it, or write the line anew: it often comes with what is pasted.",
        )
    found = _NO_SPACE.search(text)
    if found:
        line, before = _place(text, found.start(1))
        where = f"behind {before!r}" if before else "where the line begins"
        return Fault(
            name,
            line,
            f"What looks like a space {where} is another sign (U+{ord(found[1]):04X}).",
            "Write the spaces of this line anew: it often comes with what is pasted.",
        )
    return None


def _place(text: str, at: int) -> tuple[int, str]:
    """The line of a place in a text, and the end of what stands before it there."""
    before = text[text.rfind("\n", 0, at) + 1 : at].strip()[-20:]
    return text.count("\n", 0, at) + 1, before


def merge_fault(name: str, lines: Iterable[str]) -> Fault | None:
    """What a merge left; None if it left nothing."""
    for line, text in enumerate(lines, 1):
        if MERGE.match(text):
            what = "two versions of the file stand here, one below the other."
            do = (
                "Keep the lines of one of them, or of both what is right, and remove "
                "the lines that begin with <<<<<<<, ======= and >>>>>>>."
            )
            return Fault(name, line, what, do)
    return None


def syntax_fault(name: str, text: str, error: yaml.YAMLError) -> Fault:
    """The mistake for which a text cannot be read, at the line to mend."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Fault(name, 0, "This is not YAML.", "Put the last good file back.")
    lines = text.split("\n")
    merged = merge_fault(name, lines)
    if merged:
        return merged
    mark, context, problem = error.problem_mark, error.context or "", str(error.problem)
    begun = error.context_mark or mark
    line, opened = mark.line + 1, begun.line + 1
    at, what, do = (
        _tab(lines, mark.line)
        or _quote(text, {mark.line, begun.line}, opened, context + problem)
        or _value(lines, (mark.line, mark.line - 1, begun.line))
        or _dash(lines, mark.line)
        or _colon_within(lines, mark.line, problem)
        or _bracket(line, opened, context)
        or _spaces(lines, mark.line)
        or _colon(opened, context)
        or (
            line,
            "this line does not go with those before it.",
            "Look at this line and the one above it: a colon, a quote, a dash or the "
            "spaces at its start are not as in the lines around it.",
        )
    )
    return Fault(name, at, f"This is not YAML: {what}", do)


_Found = tuple[int, str, str] | None


def _tab(lines: list[str], at: int) -> _Found:
    for line in (at, at - 1):
        if 0 <= line < len(lines) and re.match(r"\s*(?:[\w-]+:)? *\t", lines[line]):
            return (
                line + 1,
                "a tab stands in this line, and only spaces count.",
                "Write spaces instead, as many as in the lines around it.",
            )
    return None


def _quote(text: str, ends: set[int], opened: int, said: str) -> _Found:
    over = _quote_before(text, ends)
    if not over and not ("quoted scalar" in said and "end of stream" in said):
        return None
    opened, closed = over or (opened, 0)
    where = f"closed on line {closed} only" if closed else "never closed"
    return (
        opened,
        f"a quote opens here and is {where}.",
        "Close it where its text ends, on this line.",
    )


def _quote_before(text: str, ends: set[int]) -> tuple[int, int] | None:
    """The lines where a quoted text begins and ends that goes over several and ends on
    one of ``ends``: what is left open runs on to the next quote there is."""
    found = None
    try:
        for token in yaml.scan(text, Loader=Loader):
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                first, last = token.start_mark.line, token.end_mark.line
                if first < last and last in ends:
                    found = first + 1, last + 1
    except yaml.YAMLError:
        pass
    return found


def _value(lines: list[str], near: Iterable[int]) -> _Found:
    for at in near:
        text = lines[at] if 0 <= at < len(lines) else ""
        begins = _BEGINS.match(text)
        if begins:
            return (
                at + 1,
                f"without quotes a value cannot begin with {begins[1]}.",
                'Put the whole value between double quotes: "...".',
            )
        group = _GROUP_GOES_ON.match(text)
        if group:
            return (
                at + 1,
                f"behind {group[1]} the value goes on, and without quotes it cannot.",
                'Put the whole value between double quotes: "...".',
            )
        quoted = _QUOTE_GOES_ON.match(text)
        if quoted:
            other, quote = ("'", '"') if quoted[1][0] == '"' else ('"', "'")
            return (
                at + 1,
                "the text goes on behind the quote that closes it.",
                f"Close it at its end only. Where {quote} belongs to the text, put the "
                f"whole of it between {other} and {other}.",
            )
    return None


def _colon_within(lines: list[str], at: int, problem: str) -> _Found:
    text = lines[at] if at < len(lines) else ""
    if "mapping values" not in problem or not _COLON_WITHIN.match(text):
        return None
    return (
        at + 1,
        "a colon with a space behind it stands in this value.",
        'Put the whole value between double quotes: "...".',
    )


def _dash(lines: list[str], at: int) -> _Found:
    for line in range(min(at, len(lines) - 1), max(at - _LIST, -1), -1):
        if _NO_DASH.match(lines[line]):
            return (
                line + 1,
                "a space is missing behind the dash.",
                f"Write {lines[line].strip().replace('-', '- ', 1)[:40]}",
            )
    return None


def _bracket(line: int, opened: int, context: str) -> _Found:
    if "parsing a flow" not in context or opened >= line:
        return None
    return (
        opened,
        f"a bracket opens here, and line {line} is no part of a list.",
        "Close the bracket where the list ends, or see that a comma stands "
        f"between any two of it, on line {line} too.",
    )


def _colon(opened: int, context: str) -> _Found:
    if "simple key" not in context:
        return None
    return (
        opened,
        "a colon is missing.",
        "Write a name, a colon and a space before the value, or move the line "
        "under the text that it belongs to.",
    )


def _spaces(lines: list[str], at: int) -> _Found:
    wrong = misplaced(lines, at)
    if wrong is None:
        return None
    should = " or ".join(map(str, wrong.should))
    return (
        wrong.line,
        f"{_count(wrong.begins)} before what this line says, where {should} should be.",
        "Begin it exactly below the lines that it belongs with.",
    )


def _count(spaces: int) -> str:
    if not spaces:
        return "no space stands"
    return "1 space stands" if spaces == 1 else f"{spaces} spaces stand"
