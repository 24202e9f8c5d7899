"""What `check` says of content in which nothing is wrong, as a coordinator reads it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ivr.channels.edition import Edition
from ivr.dialogue.gist import LEAST_TAUGHT, thing_of
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.lookalikes import closest
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.asked import NAME
from ivr.protocol.loading import Content
from ivr.protocol.model import Protocol
from ivr.protocol.noting import notes, voice_notes

# How many of the pairs of words that sound most alike are shown.
CLOSEST_SHOWN = 5


def told(content: Content, protocol_file: Path, prompts_dir: Path) -> Iterator[str]:
    """The lines; ContentError if it cannot be spoken or texted as it is."""
    edition = Edition(content)
    protocol, vocabulary = edition.protocol, edition.vocabulary
    texts_file = prompts_dir / NAME
    yield "The words that sound most alike (0 the same, 1 nothing alike):"
    for pair in closest(vocabulary)[:CLOSEST_SHOWN]:
        yield (
            f"  {pair.distance:.2f}  {pair.one} ({pair.intents[0]}), "
            f"{pair.other} ({pair.intents[1]})"
        )
    lines = texts_file.read_text("utf-8-sig").splitlines() if content.asked else []
    protocol_yaml, voice_yaml = content.files[:2]
    for note in (
        *notes(protocol, protocol_yaml, str(texts_file), lines),
        *voice_notes(content.voice, voice_yaml),
    ):
        yield f"To look at: {note}"
    for written, count in _elsewhere(vocabulary):
        yield (
            f"{texts_file}: {count} lines mean '{written}', which {protocol_file} "
            "has not. They teach only what asking is like."
        )
    few = ", ".join(f"{name} ({count})" for name, count in _untaught(edition))
    if few:
        yield (
            f"Understood by its names alone, for fewer than {LEAST_TAUGHT} phrases and "
            f"texts ask for it: {few}. Write phrases under asked: in {protocol_file}, "
            f"and texts in {texts_file}."
        )
    yield f"{sum(len(texts) for _, texts in vocabulary.learned)} texts to learn from."
    tracks = _count(len(protocol.tracks), "track")
    resources = _count(len(protocol.resources), "resource")
    yield f"{protocol_file} and {prompts_dir} are in order: {tracks}, {resources}."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _elsewhere(vocabulary: Vocabulary) -> list[tuple[str, int]]:
    """What texts mean that this protocol has not, and how many do."""
    found: Counter[str] = Counter()
    for means, texts in vocabulary.learned:
        for one in means:
            if one.act is Act.UNKNOWN:
                found[one.target] += len(texts)
    return found.most_common()


def _untaught(edition: Edition) -> Iterator[tuple[str, int]]:
    """Where each thing stands that too few ask for to learn from, and how many do."""
    asking: Counter[Intent] = Counter()
    for means, texts in edition.vocabulary.learned:
        for one in means:
            asking[thing_of(one)] += len(texts)
    for command in edition.vocabulary.commands:
        asking[command.intent] += len(command.texted)
    for intent, name in _own(edition.protocol):
        if asking[intent] < LEAST_TAUGHT:
            yield name, asking[intent]


def _own(protocol: Protocol) -> Iterator[tuple[Intent, str]]:
    """All that an agency's protocol has to ask for, and where it stands."""
    for kind, id in protocol.called():
        act = Act.REACH if kind == "resource" else Act.OPEN
        yield Intent(act, id), id if kind == "topic" else f"{kind}s.{id}"
