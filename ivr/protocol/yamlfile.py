"""Reads one YAML file into plain values and remembers the line of each of them.

YAML has traps a coordinator cannot see: a name written twice silently loses
the first, `no` becomes false, and +18005551212 without quotes becomes a number
and loses its plus. The first is a fault here; the others reach the model as
what they became, and the model refuses them by name.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path as FilePath

import yaml

from ivr.protocol.faults import Fault

Path = tuple[str | int, ...]
"""The way to a value: ("steps", "safety", "say"), ("offer", 0)."""

# The C parser reads a protocol in a tenth of the time; both give the same marks.
Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class YamlFile:
    """The values of one file, the line each path stands on, and its faults."""

    name: str
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
    read = YamlFile(file.name)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        read.faults.append(
            Fault(
                file.name,
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
                file.name,
                line,
                "The file holds a character that is not UTF-8.",
                "Save the file as UTF-8 in your editor.",
            )
        )
        return read
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            read.faults.append(
                Fault(file.name, 1, "The file is empty.", "Put the content back.")
            )
        else:
            read.value = _value(loader, node, (), read)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        read.faults.append(_syntax_fault(file.name, error))
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
        value: object = loader.construct_object(node)
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


def _syntax_fault(name: str, error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    problem = getattr(error, "problem", None) or "it is nested too deeply"
    return Fault(
        name,
        line,
        f"This is not YAML: {problem}.",
        "Look at this line and the one above it: a colon, a quote, a dash or the "
        "spaces at its start are not as in the lines around it.",
    )
