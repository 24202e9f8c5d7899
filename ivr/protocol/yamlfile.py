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
from ivr.protocol.syntax import Loader, syntax_fault, unseen_fault

Path = tuple[str | int, ...]
"""The way to a value: ("steps", "safety", "say"), ("offer", 0)."""

# What PyYAML raises for a value that looks like a date or a number and is none.
_NO_VALUE = (ValueError, LookupError, AttributeError, ArithmeticError)


# A text without quotes that ends in one; an apostrophe at a word's end is none.
_ODD_QUOTE = re.compile(
    r"""^[^"]+(?:"[^"]*"[^"]*)*"$|^[^']+(?:'[^']*'[^']*)*(?<=[.?!])'$"""
)

# What YAML takes for a remark behind a text without quotes, and reads like its end:
# "room #190", "step # 4". A remark has a space behind its sign and begins with words.
_CUT_OFF = re.compile(r"[ \t]+(#(?:[^\s#]|[ \t]+\d)[^\n]*)")


@dataclass
class YamlFile:
    """The values of one file, the line each path stands on, and its faults."""

    name: str
    """As whoever started the program wrote it: prompts/voice.yaml."""
    value: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    text: list[str] = field(default_factory=list, repr=False)
    """The file as it is written, line by line."""

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
    unseen = unseen_fault(read.name, text)
    if unseen:
        read.faults.append(unseen)
        return read
    read.text = text.split("\n")
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
        read.faults.append(syntax_fault(read.name, text, error))
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
        bare = isinstance(node, yaml.ScalarNode) and not node.style
        if bare and _ODD_QUOTE.search(node.value):
            read.faults.append(_quote_fault(read, path, node.value))
        if bare and isinstance(value, str) and node.end_mark.line < len(read.text):
            end = node.end_mark
            cut = _CUT_OFF.match(read.text[end.line], end.column)
            if cut:
                read.faults.append(_cut_fault(read, path, node.value, cut[1].strip()))
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


def _quote_fault(read: YamlFile, path: Path, text: str) -> Fault:
    name, quote = ".".join(map(str, path)) or "the file", text[-1]
    return read.fault(
        path,
        f"{name}: a quote closes this text that opens nowhere.",
        f"Write {quote} before its first word too. If the one at its end belongs to "
        f"it, put the whole between {chr(39) if quote == chr(34) else chr(34)}.",
    )


def _cut_fault(read: YamlFile, path: Path, text: str, behind: str) -> Fault:
    name = ".".join(map(str, path)) or "the file"
    return read.fault(
        path,
        f"{name}: {behind!r} is not read: without quotes YAML takes what stands "
        "behind # for a remark.",
        'Put the whole between double quotes: "...". If it is a remark, write a space '
        "and a word behind the #.",
    )
