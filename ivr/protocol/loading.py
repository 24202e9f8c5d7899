"""Loads the content: protocol.yaml and prompts/, checked, with every fault named.

All faults of all files are gathered before anything is refused, so that an
editing coordinator sees them at once and not one after another.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ivr.protocol.asked import NAME, Asked, read_asked
from ivr.protocol.carrying import SPOKEN, TEXTED, check_cards, check_carried
from ivr.protocol.checking import check_prompts, check_protocol
from ivr.protocol.faults import ContentError, Fault
from ivr.protocol.model import Protocol
from ivr.protocol.pressing import check_keys
from ivr.protocol.prompts import MAY_BE_EMPTY, NOT_TEXTED, MessageFile, VoiceFile
from ivr.protocol.templates import nearest
from ivr.protocol.wordlists import check_words
from ivr.protocol.words import Words
from ivr.protocol.yamlfile import Path as YamlPath
from ivr.protocol.yamlfile import YamlFile, read_yaml

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Content:
    """Everything the hotline says and understands, checked."""

    protocol: Protocol
    voice: VoiceFile
    sms: MessageFile
    words: Words
    asked: tuple[Asked, ...]
    """Texts and what was meant by them, for the hotline to learn from."""
    files: tuple[YamlFile, ...]
    """Where each value stands, for faults that are only found when rendering."""


def content_files(protocol_file: Path, prompts_dir: Path) -> tuple[Path, ...]:
    """Every file of the content; the last, of texts to learn from, may be missing."""
    names = ("voice.yaml", "sms.yaml", "words.yaml", NAME)
    return protocol_file, *(prompts_dir / name for name in names)


def load_content(protocol_file: Path, prompts_dir: Path) -> Content:
    """Load and check all files; ContentError carries every fault found."""
    *written, texts = content_files(protocol_file, prompts_dir)
    files = tuple(map(read_yaml, written))
    asked, faults = read_asked(texts)
    faults += [fault for file in files for fault in file.faults]
    protocol = _modelled(Protocol, files[0], faults)
    voice = _modelled(VoiceFile, files[1], faults)
    sms = _modelled(MessageFile, files[2], faults)
    words = _modelled(Words, files[3], faults)
    if protocol is not None:
        faults += check_protocol(protocol, files[0])
        faults += check_cards(protocol, files[0])
    for file, prompts, empty, carried in (
        (files[1], voice, MAY_BE_EMPTY, SPOKEN),
        (files[2], sms, MAY_BE_EMPTY | NOT_TEXTED, TEXTED),
    ):
        if prompts is not None:
            faults += check_prompts(prompts.prompts, file, protocol, empty)
            faults += check_carried(prompts.prompts, file, carried)
    if voice is not None:
        faults += check_keys(voice, words, files[1])
    if protocol is not None and words is not None:
        faults += check_words(protocol, words, files[0], files[3])
    if faults or not (protocol and voice and sms and words):
        raise ContentError(faults)
    return Content(protocol, voice, sms, words, asked, files)


def _modelled(model: type[Model], file: YamlFile, faults: list[Fault]) -> Model | None:
    if file.value is None or file.faults:
        # Of a file that is half read all that is missing would be told as well.
        return None
    try:
        return model.model_validate(file.value)
    except ValidationError as error:
        # Of the forms a value may have, "false" explains nothing: the other form's
        # own fault does. Nor does a group, where words stand and may stand.
        entries = [
            dict(one) for one in error.errors() if one["type"] != "literal_error"
        ]
        worded = {
            _path(file, one)
            for one in entries
            if one["type"] == "string_pattern_mismatch"
        }
        faults += [
            _fault(model, file, one)
            for one in entries
            if one["type"] != "model_type" or _path(file, one) not in worded
        ]
        return None


SENTENCES: dict[str, tuple[str, str]] = {
    "tuple_type": ("this must be a list.", "Write [one, another]."),
    "int_type": ("this must be a whole number.", "Write it in figures, unquoted."),
    "dict_type": ("this must be a group.", "Write its names below it, indented."),
    "model_type": ("this must be a group.", "Write its names below it, indented."),
    "string_type": ("this must be text.", 'Write it between quotes: "...".'),
    "string_too_short": ("this is empty.", "Write the words, or remove the line."),
    "string_too_long": (
        "this has {length} characters, and {max_length} is the most.",
        "Shorten it.",
    ),
    "too_short": ("this has too few entries.", "Write {min_length} at least."),
    "too_long": ("this has too many entries.", "Write {max_length} at most."),
    "greater_than_equal": ("{given} is too little.", "Write {ge} or more."),
    "less_than_equal": ("{given} is too much.", "Write {le} or less."),
}
"""pydantic's findings, by its name for them: what is wrong, and what to do. Names in
braces are its bounds, and ``given`` is what stands there."""

# What no value of today's files can give: a sentence all the same, and not pydantic's.
UNFORESEEN = "this cannot stand here.", "Write it as its neighbours are written."

MISSING = {
    "timezone": "Add the time zone in which the officers stand, a continent and a "
    "city: timezone: America/New_York. Without it a victim's age would be counted to "
    "the day that it is on the server.",
    "keys": "Add the keys that a called line presses, which the briefs name as "
    '{accept} and {decline}: keys: {accept: "1", decline: "9"}.',
}
"""What to do about a name that is missing, where more is to be said than to add it."""


_UNION_NOISE = re.compile(
    r"^(constrained-str|function-.*|literal\[.*|str|bool|[A-Z][A-Za-z]+)$"
)


def _fault(model: type[BaseModel], file: YamlFile, entry: dict[str, object]) -> Fault:
    """One of pydantic's findings, as a sentence for who keeps the file."""
    path = _path(file, entry)
    name = ".".join(map(str, path)) or "the file"
    kind, given = str(entry["type"]), entry["input"]
    if kind == "missing" and path and isinstance(path[-1], int):
        list_of = ".".join(map(str, path[:-1]))
        what, do = f"{list_of}: this has too few entries.", "Add what is missing."
        return file.fault(path[:-1], what, do)
    if kind == "missing":
        do = MISSING.get(name, "Add it here.")
        return file.fault(path[:-1], f"{name} is missing.", do)
    if kind == "extra_forbidden":
        choices = _keys_beside(model, file, path)
        return file.fault(
            path,
            f"{name}: there is no such name here.",
            nearest(str(path[-1]), choices),
        )
    if given is None:
        what, do = "nothing stands here.", "Write a value, or remove the line."
        return file.fault(path, f"{name}: {what}", do)
    if kind == "string_type" and isinstance(given, bool | int | float | date):
        made = {bool: "true or false", date: "a date", datetime: "a date"}
        return file.fault(
            path,
            f"{name}: this must be text, and without quotes YAML makes it "
            f"{made.get(type(given), 'a number')}.",
            'Put it between double quotes: "...".',
        )
    if kind == "string_pattern_mismatch":
        return file.fault(
            path,
            f"{name}: {given!r} has a form that is not allowed.",
            _form(path, str(given)),
        )
    what, do = SENTENCES.get(kind, UNFORESEEN)
    if kind == "tuple_type" and re.match(r"-\S", str(given)):
        do = "Write a space behind each dash: - one."
    values = {"given": given, "length": len(str(given)), **_bounds(entry)}
    return file.fault(path, f"{name}: {what.format(**values)}", do.format(**values))


def _path(file: YamlFile, entry: dict[str, object]) -> YamlPath:
    """Where one of pydantic's findings stands in the file."""
    loc = entry["loc"]
    assert isinstance(loc, tuple)
    path: YamlPath = ()
    for part in loc:
        # pydantic names the member of a union it tried; the file has no such level.
        if (*path, part) in file.lines or not _UNION_NOISE.match(str(part)):
            path = (*path, part)
    return path[:-1] if path and path[-1] == "[key]" else path


def _bounds(entry: dict[str, object]) -> dict[str, object]:
    context = entry.get("ctx")
    return context if isinstance(context, dict) else {}


def _form(path: YamlPath, given: str) -> str:
    last = path[-1] if path else ""
    if " - " in given:
        return "Begin the line below exactly where this one begins, with its dash."
    if last == "language":
        return "Write a language and a country, as Twilio's list has them: en-US."
    if last == "word":
        return "Use up to 20 capital letters, digits and spaces: AID, FIRST AID."
    if last in ("key", "accept", "decline"):
        return 'Use one key between quotes: "0" to "9".'
    if last == "country":
        return "Use two capital letters: US."
    return "Use small letters, digits and dashes, beginning with a letter: first-aid."


def _keys_beside(model: type[BaseModel], file: YamlFile, path: YamlPath) -> set[str]:
    """The names the model knows at the place where an unknown one was found."""
    known: type[BaseModel] | None = model
    for part in path[:-1]:
        known = _member(known, part)
    if known is None:
        return set()
    present = {
        str(line_path[-1])
        for line_path in file.lines
        if len(line_path) == len(path) and line_path[:-1] == path[:-1]
    }
    names = {field.alias or name for name, field in known.model_fields.items()}
    return (names - present) or names


def _member(model: type[BaseModel] | None, part: str | int) -> type[BaseModel] | None:
    """The model of a field's value, or of a mapping's or list's members."""
    if model is None:
        return None
    fields = {(f.alias or name): f for name, f in model.model_fields.items()}
    field = fields.get(str(part))
    if field is None:
        return model
    found = _models_in(field.annotation)
    return found[0] if found else None


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    inner = getattr(annotation, "__args__", ())
    return [model for one in inner for model in _models_in(one)]
