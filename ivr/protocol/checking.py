"""What a file's own shape cannot show: that its parts fit one another."""

from collections.abc import Iterator

from ivr.protocol.entered import check_country, check_entered
from ivr.protocol.faults import Fault
from ivr.protocol.model import (
    NUMBERS,
    RESERVED_ITEMS,
    RESERVED_TOPICS,
    SIGNS,
    STATUTE,
    Protocol,
    Transfer,
)
from ivr.protocol.outside import check_outside
from ivr.protocol.prompts import CATALOGUE, MAY_BE_EMPTY
from ivr.protocol.spans import check_spans
from ivr.protocol.telephones import parsed
from ivr.protocol.templates import names, nearest, stray_brace
from ivr.protocol.typed import WORDINGS, check_typed, check_typed_prompt
from ivr.protocol.yamlfile import Path, YamlFile


def check_protocol(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    """Everything in protocol.yaml that points at nothing or contradicts itself."""
    yield from _ids(protocol, file)
    yield from _references(protocol, file)
    yield from _transfers(protocol, file)
    yield from check_outside(protocol, file)
    yield from check_spans(protocol, file)
    yield from _telephone_numbers(protocol, file)
    yield from _wordings(protocol, file)


def _ids(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    for id in protocol.tracks:
        if id in RESERVED_TOPICS or id in protocol.resources:
            yield file.fault(
                ("tracks", id),
                f"tracks.{id}: this id is taken.",
                f"Give the track another id than {', '.join(sorted(RESERVED_TOPICS))} "
                "or one of the resources' ids.",
            )
    for id in protocol.resources:
        if id in RESERVED_TOPICS:
            yield file.fault(
                ("resources", id),
                f"resources.{id}: this id is taken.",
                "Give the resource another id.",
            )
    for place in ("steps", "resources"):
        for id in getattr(protocol, place):
            if id in RESERVED_ITEMS:
                yield file.fault(
                    (place, id), f"{place}.{id}: this id is taken.", "Choose another."
                )


def _known(
    file: YamlFile, path: Path, kind: str, id: str, there_is: set[str]
) -> Iterator[Fault]:
    if id not in there_is:
        where = ".".join(map(str, path))
        yield file.fault(
            path, f"{where}: there is no {kind} {id!r}.", nearest(id, there_is)
        )


def _references(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    resources, tracks = set(protocol.resources), set(protocol.tracks)
    path: Path
    yield from _known(file, ("silent",), "track", protocol.silent, tracks)
    offered = tracks | resources | {SIGNS, STATUTE, NUMBERS}
    for index, id in enumerate(protocol.offer):
        yield from _known(file, ("offer", index), "track or resource", id, offered)
    by_key = {id for (_, id), one in protocol.called().items() if one.key}
    for index, id in enumerate(protocol.press):
        yield from _known(file, ("press", index), "thing with a key", id, by_key)
    for word, pair in protocol.either.items():
        for index, id in enumerate(pair):
            path = ("either", word, index)
            yield from _known(file, path, "resource", id, resources)
    for id, step in protocol.steps.items():
        if step.line:
            path = ("steps", id, "line")
            yield from _known(file, path, "resource", step.line, resources)
            if step.line in resources and not protocol.resources[step.line].is_line:
                yield file.fault(
                    path,
                    f"steps.{id}.line: nobody is put through to {step.line!r}.",
                    f"Write transfer: under resources.{step.line}, or remove line:.",
                )
    for id, track in protocol.tracks.items():
        seen: set[str] = set()
        for index, entry in enumerate(track.steps):
            step_id = entry if isinstance(entry, str) else entry.step
            path = ("tracks", id, "steps", index)
            yield from _known(file, path, "step", step_id, set(protocol.steps))
            if step_id in seen:
                yield file.fault(
                    path,
                    f"tracks.{id}: step {step_id!r} stands here a second time.",
                    "Keep one of the two.",
                )
            seen.add(step_id)
        for index, more in enumerate(track.more):
            path = ("tracks", id, "more", index)
            yield from _known(file, path, "resource", more, resources)
    if not protocol.numbered():
        yield file.fault(
            ("resources",),
            "resources: none has a number.",
            "An officer must be able to reach somebody: give one its number.",
        )


def _transfers(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    for id, resource in protocol.resources.items():
        transfer = resource.transfer
        if not isinstance(transfer, Transfer):
            continue
        path: Path = ("resources", id, "transfer")
        if not resource.number:
            yield file.fault(
                path,
                f"resources.{id}: it is transferred to and has no number.",
                "Add number:, or take transfer: away.",
            )
        if transfer.next is None:
            continue
        lines = {id for id, one in protocol.resources.items() if one.is_line}
        yield from _known(file, (*path, "next"), "line", transfer.next, lines - {id})


def _telephone_numbers(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    no_country = list(check_country(protocol, file))
    yield from no_country
    comparable = True
    for id, resource in protocol.resources.items():
        if resource.number is None:
            continue
        misentered = list(check_entered(protocol, file, id))
        yield from misentered
        comparable = comparable and not misentered
        if misentered or no_country:
            # Of such a number nothing else can be told.
            continue
        path: Path = ("resources", id, "number")
        if parsed(resource.number, protocol.country) is None:
            yield file.fault(
                path,
                f"resources.{id}.number: no such number can exist in "
                f"{protocol.country}.",
                "Compare it with the document, digit by digit.",
            )
    yield from check_typed(protocol, file, texts(protocol), comparable)


def texts(protocol: Protocol) -> Iterator[tuple[Path, str]]:
    """Every piece of text of a protocol and the path it stands at."""

    def walk(value: object, path: Path) -> Iterator[tuple[Path, str]]:
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from walk(inner, (*path, key))
        elif isinstance(value, list | tuple):
            for index, inner in enumerate(value):
                yield from walk(inner, (*path, index))

    yield from walk(protocol.model_dump(by_alias=True), ())


def _wordings(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    attributes = ("name", "full", "say", "number", "address", "web", "for")
    allowed = {
        f"{id}.{attribute}"
        for id, one in protocol.resources.items()
        for attribute in attributes
        if one.model_dump(by_alias=True).get(attribute)
    } | set(protocol.numbered())
    for path, text in texts(protocol):
        if path[-1] not in WORDINGS:
            continue
        where = ".".join(map(str, path))
        yield from _braces(file, path, where, text, allowed)


def _braces(
    file: YamlFile, path: Path, where: str, text: str, allowed: set[str]
) -> Iterator[Fault]:
    if stray_brace(text):
        yield file.fault(
            path, f"{where}: a brace is open or left over.", "Write {name}, in a pair."
        )
    for name in names(text):
        if name not in allowed:
            yield file.fault(
                path,
                f"{where}: {{{name}}} stands for nothing here.",
                nearest(name, allowed),
            )


def check_prompts(
    prompts: dict[str, str],
    file: YamlFile,
    protocol: Protocol | None,
    may_be_empty: frozenset[str] = MAY_BE_EMPTY,
) -> Iterator[Fault]:
    """Every prompt there, known and not empty, and every name in braces its own or a
    thing of the protocol's; None if that is faulty itself, and cannot tell."""
    for key in sorted(CATALOGUE.keys() - prompts.keys()):
        allowed = ", ".join(f"{{{name}}}" for name in sorted(CATALOGUE[key]))
        yield file.fault(
            ("prompts",),
            f"prompts.{key} is missing.",
            f'Add a line `{key}: "..."`; it may use {allowed or "no braces"}.',
        )
    missing = CATALOGUE.keys() - prompts.keys()
    for key, text in prompts.items():
        path: Path = ("prompts", key)
        if key not in CATALOGUE:
            yield file.fault(
                path,
                f"prompts.{key}: there is no such prompt.",
                nearest(key, missing or CATALOGUE),
            )
        else:
            things = {name for name in names(text) if "." in name}
            if protocol is not None:
                things = set(protocol.things())
            if key.startswith(("join", "key-")):
                # What stands between others is no sentence and names nothing.
                things = set()
            allowed_here = {*CATALOGUE[key], *things}
            yield from _braces(file, path, f"prompts.{key}", text, allowed_here)
            if not text.strip() and key not in may_be_empty:
                yield file.fault(
                    path,
                    f"prompts.{key}: nothing stands here, and so nothing would be "
                    "answered.",
                    "Write the words. These may be empty: "
                    f"{', '.join(sorted(may_be_empty))}.",
                )
            yield from check_typed_prompt(protocol, file, path, text)
