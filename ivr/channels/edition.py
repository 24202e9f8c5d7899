"""One edition of the content: loaded, checked to the last character, rendered.

Pages are rendered once and looked up afterwards; the set of places and intents
is finite, so every page there can be is a page that has been rendered before
or is rendered on first use and kept.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from ivr.channels.holes import every_part, holes
from ivr.channels.message import Messages
from ivr.channels.segments import (
    MOST_SEGMENTS,
    TOLL_FREE_SEGMENT,
    foreign,
    size,
)
from ivr.channels.voice import Voice
from ivr.channels.wording import Controls
from ivr.dialogue.ground import ALL, places, told
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.lookalikes import TWIN_AT_RISK, closest
from ivr.dialogue.place import Place
from ivr.dialogue.reply import Part, Then
from ivr.dialogue.respond import respond
from ivr.dialogue.understanding import hints
from ivr.dialogue.vocabulary import Vocabulary, vocabulary_of
from ivr.protocol.checking import texts
from ivr.protocol.dictionary import english
from ivr.protocol.faults import ContentError, Fault
from ivr.protocol.loading import Content, load_content
from ivr.protocol.model import NUMBERS

# Pages of rarely met places (a third miss, a question pending) are rendered
# when first asked for; this bounds what a hostile caller can make us keep.
MOST_PAGES = 20_000


class Edition:
    """All that the hotline says and understands, ready to answer from."""

    def __init__(
        self, content: Content, hotline_number: str = "", public_url: str = ""
    ) -> None:
        """Raise ContentError if anything cannot be spoken or texted as it is."""
        self.protocol = content.protocol
        self.vocabulary = vocabulary_of(
            content.protocol, content.words, english(), content.asked
        )
        commands = content.words.commands.items()
        keys = {
            **content.voice.keys.model_dump(),
            **{name: one.key for name, one in commands if one.key},
        }
        controls = Controls(keys, {name: one.phrase for name, one in commands})
        self.messages = Messages(content.protocol, content.sms, controls)
        self.voice = Voice(
            content.protocol,
            content.voice,
            controls,
            hotline_number,
            urlsplit(public_url).path.rstrip("/"),
            hints(self.vocabulary),
            hints(self.vocabulary, asked=True),
        )
        voice_file, sms_file = content.files[1:3]
        parts = every_part(content.protocol)
        faults = [
            *holes(self.voice.wording, voice_file, parts),
            *holes(self.messages.wording, sms_file, parts),
            *_characters(content),
            *_lengths(content, self.messages),
            *_twins(content, self.vocabulary),
        ]
        if faults:
            raise ContentError(faults)
        self.page = lru_cache(MOST_PAGES)(self.voice.page)
        self.text = lru_cache(MOST_PAGES)(self.messages.text)
        for place in places(self.protocol):
            for intent in ordinary_intents():
                reply = respond(self.protocol, place, intent)
                if reply.then is not Then.CONNECT:
                    self.page(reply)

    def text_for(self, subject: str) -> str:
        """The text that is sent for a topic or a resource: its overview or card."""
        if subject in self.protocol.resources:
            return self.messages.body((Part("card", about=subject),))
        if subject in self.protocol.tracks:
            return self.messages.body(told(self.protocol, Place(subject, ALL)))
        intent = Intent(Act.OPEN, subject)
        place = respond(self.protocol, Place(NUMBERS, ALL), intent).at
        return self.messages.body(told(self.protocol, place))


def load_edition(
    protocol_file: Path,
    prompts_dir: Path,
    hotline_number: str = "",
    public_url: str = "",
) -> Edition:
    """Load, check and render; ContentError carries every fault found."""
    content = load_content(protocol_file, prompts_dir)
    return Edition(content, hotline_number, public_url)


def ordinary_intents() -> Iterator[Intent]:
    """The intents that most turns of most calls consist of."""
    for act in (Act.NEXT, Act.BACK, Act.REPEAT, Act.HOLD, Act.SILENCE, Act.UNKNOWN):
        yield Intent(act)
    yield Intent(Act.ARRIVE)
    yield Intent(Act.ARRIVE, "again")


def _characters(content: Content) -> Iterator[Fault]:
    """Text that a phone shows wrongly, or that makes every message twice as dear."""
    protocol_file, voice_file, sms_file = content.files[:3]
    for path, text in texts(content.protocol):
        where = ".".join(map(str, path))
        texted = path[-1] in ("text", "short", "word", "name", "title", "menu", "for")
        bad = foreign(text) if texted else unspeakable(text)
        if bad:
            yield protocol_file.fault(path, *_bad(where, bad, texted))
    for file, prompts in (
        (voice_file, content.voice.prompts),
        (sms_file, content.sms.prompts),
    ):
        for key, text in prompts.items():
            bad = foreign(text) if file is sms_file else unspeakable(text)
            if bad:
                where = f"prompts.{key}"
                yield file.fault(("prompts", key), *_bad(where, bad, file is sms_file))


def unspeakable(text: str) -> tuple[str, ...]:
    """Control characters, which XML cannot carry and no voice can say."""
    return tuple(
        dict.fromkeys(c for c in text if not (c.isprintable() or c in "\n\u00ad"))
    )


def _bad(where: str, bad: tuple[str, ...], texted: bool) -> tuple[str, str]:
    shown = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in bad[:5])
    if texted:
        return (
            f"{where}: {shown} cannot stand in a plain text.",
            _instead(bad),
        )
    return (f"{where}: {shown} cannot be spoken.", "Remove it.")


def _instead(bad: tuple[str, ...]) -> str:
    """What to write for characters: for letters, those that they are made of."""
    plain = {c: unicodedata.normalize("NFKD", c)[0] for c in bad if c.isalpha()}
    swaps = [f"{to} for {c}" for c, to in plain.items() if to != c and not foreign(to)]
    if len(swaps) == len(bad):
        return f"Write {', '.join(swaps)}. What is only spoken may keep it."
    if all(map(unicodedata.combining, bad)):
        return "Write the letter before it alone. What is only spoken may keep it."
    do = "Use plain characters: straight quotes \" and ', a hyphen, three dots."
    return f"{do} Write {', '.join(swaps)}." if swaps else do


def _twins(content: Content, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Words for different things that sound nearly the same over a bad line."""
    protocol_file, words_file = content.files[0], content.files[3]
    kinds = {id: kind for kind, id in content.protocol.called()}
    for pair in closest(vocabulary):
        if pair.distance >= TWIN_AT_RISK:
            break
        if pair.distance >= pair.bound:
            continue
        second = pair.intents[1]
        kind = kinds.get(second.target, "")
        file = words_file
        path: tuple[str | int, ...] = ("commands", str(second))
        if kind:
            id = second.target
            file, path = protocol_file, (id,) if kind == "topic" else (f"{kind}s", id)
        yield file.fault(
            path,
            f"{pair.one!r} ({pair.intents[0]}) and {pair.other!r} ({second}) sound "
            f"alike: {pair.distance:.2f} apart, and {pair.bound} is the least.",
            "Teach another word for one of them. One that is only to be accepted "
            "can stand under heard: or thumbed:.",
        )


def _lengths(content: Content, messages: Messages) -> Iterator[Fault]:
    """Texts of more than four parts: the later parts come late or not at all."""
    protocol, (file, _, sms_file, _) = content.protocol, content.files
    subjects: list[tuple[tuple[str | int, ...], tuple[Part, ...]]] = [
        (("resources", id), (Part("card", about=id),)) for id in protocol.resources
    ]
    for place in places(protocol):
        if place.topic in protocol.tracks:
            at: tuple[str | int, ...] = ("tracks", place.topic)
            if place.item in protocol.steps:
                at = ("steps", place.item, "text")
        else:
            at = (place.topic,)
        parts = told(protocol, place)
        track = protocol.tracks.get(place.topic)
        if track is not None and track.ages and place.item == ALL:
            # Where an age led here, a note goes before it.
            note = "note-young" if track.ages.from_ else "note-span"
            parts = (Part(note, place.topic, ALL), *parts)
        subjects.append((at, parts))
    most = MOST_SEGMENTS * TOLL_FREE_SEGMENT
    for path, parts in subjects:
        units = size(messages.body(parts)).units
        if units > most:
            where = ".".join(map(str, path))
            yield file.fault(
                path,
                f"{where}: its text has {units} characters, and {most} "
                f"({MOST_SEGMENTS} parts) is the most.",
                "Shorten its short: and text: wordings, or the prompt around them "
                f"in {sms_file.name}.",
            )
