"""Reads one YAML file into plain values and remembers the line of each of them.

YAML has traps a coordinator cannot see: a name written twice silently loses
the first, `no` becomes false, and +18005551212 without quotes becomes a number
and loses its plus. The first is a fault here; the others reach the model as
what they became, and the model refuses them by name.
"""

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path as FilePath

import yaml

from ivr.protocol.faults import Fault

Path = tuple[str | int, ...]
"""The way to a value: ("steps", "safety", "say"), ("offer", 0)."""

# What no editor shows, and YAML refuses or takes for the end of a line.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")

# What PyYAML raises for a value that looks like a date or a number and is none.
_NO_VALUE = (ValueError, LookupError, AttributeError, ArithmeticError)

# The C parser reads a protocol in a tenth of the time; both give the same marks.
Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class YamlFile:
    """The values of one file, the line each path stands on, and its faults."""

    name: str
    """As whoever started the program wrote it: prompts/voice.yaml."""
    value: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 0

    def fault(self, path: Path, what: str, do: str) -> Fault:
        """A fault of this file at the line where the path stands."""
        return Fault(self.name, self.line(path), what, do)


def read_yaml(file: FilePath) -> YamlFile:
    """Read a file. Whatever is wrong with it is among ``faults``, never raised."""
    read = YamlFile(str(file))
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        read.faults.append(
            Fault(
                read.name,
                0,
                f"The file cannot be read ({error.strerror}).",
                "Check that it is there and may be read.",
            )
        )
        return read
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        read.faults.append(
            Fault(
                read.name,
                line,
                "The file holds a character that is not UTF-8.",
                "Save the file as UTF-8 in your editor.",
            )
        )
        return read
    unseen = _UNSEEN.search(text)
    if unseen:
        read.faults.append(_unseen_fault(read.name, text, unseen.start()))
        return read
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            read.faults.append(
                Fault(read.name, 1, "The file is empty.", "Put the content back.")
            )
        else:
            read.value = _value(loader, node, (), read)
    except RecursionError:
        read.faults.append(
            Fault(
                read.name,
                max(read.lines.values(), default=0),
                "This is not YAML: it is nested too deeply.",
                "Look for opening brackets [ or { that are never closed.",
            )
        )
    except yaml.YAMLError as error:
        read.faults.append(_syntax_fault(read.name, text, error))
    finally:
        loader.dispose()
    return read


def _value(
    loader: yaml.SafeLoader, node: yaml.Node, path: Path, read: YamlFile
) -> object:
    read.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(loader, item, (*path, index), read)
            for index, item in enumerate(node.value)
        ]
    if not isinstance(node, yaml.MappingNode):
        try:
            value: object = loader.construct_object(node)
        except _NO_VALUE:
            name = ".".join(map(str, path)) or "the file"
            what = f"{name}: without quotes YAML takes {node.value!r} for a date or "
            do = f'Put it between double quotes: "{node.value}".'
            read.faults.append(read.fault(path, f"{what}a number, and it is none.", do))
            return node.value
        return value
    values: dict[Hashable, object] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in values:
            first = read.lines[(*path, key)]
            read.faults.append(
                Fault(
                    read.name,
                    line,
                    f"{key!r} is written a second time (first on line {first}).",
                    "Keep one of the two.",
                )
            )
            continue
        read.lines[(*path, key)] = line
        values[key] = _value(loader, value_node, (*path, key), read)
    return values


def _unseen_fault(name: str, text: str, at: int) -> Fault:
    line = text.count("\n", 0, at) + 1
    before = text[text.rfind("\n", 0, at) + 1 : at].strip()[-20:]
    where = f"behind {before!r}" if before else "where the line begins"
    return Fault(
        name,
        line,
        f"A sign that is not seen stands {where} (U+{ord(text[at]):04X}).",
        "Remove it, or write the line anew: it often comes with what is pasted.",
    )


def _syntax_fault(name: str, text: str, error: yaml.YAMLError) -> Fault:
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Fault(name, 0, "This is not YAML.", "Put the last good file back.")
    mark, context, problem = error.problem_mark, error.context or "", str(error.problem)
    begun = error.context_mark or mark
    line, opened = mark.line + 1, begun.line + 1
    quote = _quote_before(text, {mark.line, begun.line})
    if quote or ("quoted scalar" in context and "end of stream" in problem):
        opened, closed = quote or (opened, 0)
        where = f"closed on line {closed} only" if closed else "never closed"
        return Fault(
            name,
            opened,
            f"This is not YAML: a quote opens here and is {where}.",
            "Close it where its text ends, on this line.",
        )
    if "parsing a flow" in context and opened < line:
        return Fault(
            name,
            opened,
            f"This is not YAML: a bracket opens here, and line {line} is no part of "
            "a list.",
            "Close the bracket where the list ends, or see that a comma stands "
            f"between any two of it, on line {line} too.",
        )
    if "simple key" in context:
        return Fault(
            name,
            opened,
            "This is not YAML: a colon is missing.",
            "Write a name, a colon and a space before the value, or move the line "
            "under the text that it belongs to.",
        )
    return Fault(
        name,
        line,
        f"This is not YAML: {problem}.",
        "Look at this line and the one above it: a colon, a quote, a dash or the "
        "spaces at its start are not as in the lines around it.",
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
