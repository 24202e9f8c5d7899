"""Telephone numbers that are typed into sentences, where each should be named.

A number stands once, under its resource. One that is typed stays as it is when that
is changed; and one that is typed wrong is spoken and texted by nobody's fault but ours.
"""

import re
from collections.abc import Iterable, Iterator

from ivr.protocol.faults import Fault
from ivr.protocol.model import Protocol
from ivr.protocol.yamlfile import Path, YamlFile

WORDINGS = ("say", "text", "short")
"""Where a resource is named in braces."""

# What else is told as it is written, and names nothing in braces.
_TOLD = ("title", "name", "full", "for", "menu", "why", "brief", "about")

# A telephone number written out in a sentence: three or more groups of digits.
_WRITTEN = re.compile(r"(?:\+?\d{1,3}[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}")

# One in any country's groups, spoken ones too: seven digits or more.
_TYPED = re.compile(r"\+?\d(?:[-., ()/]{0,2}\d){6,}")

# What has as many digits and is none: addresses of pages, days, postal codes.
_NONE = re.compile(
    r"https?://\S+|\b\d{1,4}([-./])\d{1,2}\1\d{2,4}\b(?![-. ]?\d)|\b\d{5}-\d{4}\b"
)
_LOCAL = [3, 4]
_LOCAL_DIGITS = sum(_LOCAL)


def typed(text: str) -> Iterator[str]:
    """Every telephone number that is typed into a text, in whatever groups."""
    for found in _TYPED.finditer(_NONE.sub(" - - - ", text)):
        groups = [len(group) for group in re.findall(r"\d+", found.group())]
        # What has single figures between others is a section of a law.
        spelled = set(groups) == {1}
        sections = 1 in groups[1:] and not spelled
        local = spelled or groups in (_LOCAL, [_LOCAL_DIGITS])
        if not sections and (sum(groups) > _LOCAL_DIGITS or local):
            yield found.group()


def check_typed(
    protocol: Protocol,
    file: YamlFile,
    texts: Iterable[tuple[Path, str]],
    comparable: bool,
) -> Iterator[Fault]:
    """Numbers in what is said and texted; and in the document's sentences such as no
    resource has, if ``comparable``: if every resource's own can be read."""
    known = {"".join(one.digits)[-10:] for one in protocol.resources.values()}
    for path, text in texts:
        last = path[-1]
        if last == "number":
            continue
        if last != "source" and "points" not in path:
            wide = last in WORDINGS or last in _TOLD
            for number in typed(text) if wide else _written(text):
                yield _typed_fault(
                    protocol, file, path, number, braces=last not in _TOLD
                )
        elif comparable:
            for number in _written(text):
                if _digits(number)[-10:] not in known:
                    where = ".".join(map(str, path))
                    yield file.fault(
                        path,
                        f"{where}: this sentence has a number that no resource has.",
                        "Compare the two with the document, digit by digit.",
                    )


def check_typed_prompt(
    protocol: Protocol | None, file: YamlFile, path: Path, text: str
) -> Iterator[Fault]:
    """Numbers in a prompt; None if the protocol is faulty itself, and has none."""
    for number in typed(text):
        id = whose(protocol, number) if protocol else ""
        of_it = "" if id else ", ID being what it has in protocol.yaml"
        yield file.fault(
            path,
            f"{'.'.join(map(str, path))}: a number is written out here, {number}.",
            f"Name it by its resource, in braces: {{{id or 'ID'}.number}}{of_it}. So "
            "it stands in one place only.",
        )


def _typed_fault(
    protocol: Protocol, file: YamlFile, path: Path, number: str, braces: bool
) -> Fault:
    where, id = ".".join(map(str, path)), whose(protocol, number)
    if not braces:
        return file.fault(
            path,
            f"{where}: a number is written out here, {number}, and these words are "
            "told as they stand.",
            "Take it out: it is told where its resource is, from number:.",
        )
    if id:
        return file.fault(
            path,
            f"{where}: a number is written out here.",
            f"Name it by its resource, in braces: {{{id}}}. So it stands in one place "
            "only.",
        )
    return file.fault(
        path,
        f"{where}: a number is written out here that no resource has, {number}.",
        "Compare it with the document, digit by digit, and name its resource in "
        "braces: {ID}, ID being what it has under resources:. If it is no telephone "
        "number, write a word between its figures.",
    )


def whose(protocol: Protocol, number: str) -> str:
    """The resource that has a number, by its last figures; "" if none has."""
    last = _digits(number)[-_LOCAL_DIGITS:]
    ids = protocol.numbered()
    return next(
        (
            id
            for id in ids
            if "".join(protocol.resources[id].digits)[-_LOCAL_DIGITS:] == last
        ),
        "",
    )


def _written(text: str) -> Iterator[str]:
    return (found.group() for found in _WRITTEN.finditer(text))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
