"""That the words of all the files together mean one thing each."""

from collections.abc import Iterator
from dataclasses import dataclass

from ivr.protocol.faults import Fault
from ivr.protocol.model import Called, Protocol
from ivr.protocol.plain import plain
from ivr.protocol.reserved import is_reserved
from ivr.protocol.templates import nearest
from ivr.protocol.words import COMMANDS, CommandWords, Words
from ivr.protocol.yamlfile import Path, YamlFile


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where one thing's words stand."""

    file: YamlFile
    path: Path
    id: str
    called: Called | CommandWords

    def words(self) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
        """Each word or key, the path of it, and the channels it counts in."""
        both, called = ("voice", "text"), self.called
        if isinstance(called, Called):
            yield (*self.path, "word"), called.word, ("text",)
        yield (*self.path, "phrase"), called.phrase, both
        if called.key:
            yield (*self.path, "key"), called.key, ("key",)
        for field, values, channels in (
            ("words", called.words, both),
            ("heard", called.heard, ("voice",)),
            ("thumbed", called.thumbed, ("text",)),
            ("alone", getattr(called, "alone", ()), ("text",)),
        ):
            for index, value in enumerate(values):
                yield (*self.path, field, index), value, channels


def check_words(
    protocol: Protocol, words: Words, file: YamlFile, words_file: YamlFile
) -> Iterator[Fault]:
    """No word for two things in one channel, and none of the carrier's."""
    for name in sorted(words.commands.keys() ^ COMMANDS):
        if name in words.commands:
            what = f"commands.{name}: there is no such command."
            missing = COMMANDS - words.commands.keys()
            yield words_file.fault(("commands", name), what, nearest(name, missing))
        else:
            what = f"commands.{name} is missing."
            yield words_file.fault(("commands",), what, "Put it back.")
    for name, (least, most) in words.ages.ranges.items():
        if least > most:
            yield words_file.fault(
                ("ages", "ranges", name),
                f"ages.ranges.{name}: {least} is more than {most}.",
                f"Write the lower first: [{most}, {least}].",
            )
    own = [
        _Entry(file, (id,) if kind == "topic" else (f"{kind}s", id), id, called)
        for (kind, id), called in protocol.called().items()
    ]
    hotlines = [
        _Entry(words_file, ("commands", name), name, command)
        for name, command in words.commands.items()
    ]
    taken: dict[tuple[str, str], str] = {}
    for entry in hotlines:
        for path, value, channels in entry.words():
            if channels == ("text",) and is_reserved(value):
                yield words_file.fault(path, *_carriers(path, value))
            for channel in channels:
                # Between themselves the place decides ("text" in a step is a
                # mishearing of next), so the first meaning is as good as any.
                taken.setdefault((channel, plain(value) or value), entry.id)
    for entry in own:
        word = entry.called.word if isinstance(entry.called, Called) else ""
        if word.replace(" ", "").isdigit():
            path = (*entry.path, "word")
            yield file.fault(
                path,
                f"{'.'.join(map(str, path))}: {word!r} is taken for an age or a step.",
                "Choose a word with letters in it.",
            )
        for path, value, channels in entry.words():
            where = ".".join(map(str, path))
            if "text" in channels and is_reserved(value):
                yield file.fault(path, *_carriers(path, value))
            first = {
                taken.setdefault((channel, plain(value) or value), entry.id)
                for channel in channels
            } - {entry.id}
            for other in sorted(first):
                yield file.fault(
                    path,
                    f"{where}: {value!r} already means {other!r}.",
                    "A word or key can mean one thing: remove it from one.",
                )


def _carriers(path: Path, value: str) -> tuple[str, str]:
    where = ".".join(map(str, path))
    return (
        f"{where}: {value!r} belongs to the carrier, which acts on it before the "
        "hotline sees it.",
        "Choose another word.",
    )
