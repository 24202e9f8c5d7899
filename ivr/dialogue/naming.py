"""Gathers the vocabulary from the protocol's words and the hotline's own."""

from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.vocabulary import Command, Vocabulary
from ivr.protocol.model import Protocol
from ivr.protocol.words import Words


def vocabulary_of(protocol: Protocol, words: Words) -> Vocabulary:
    """Every word that is understood under this protocol."""
    commands = [
        Command(
            Intent(Act.REACH if kind == "resource" else Act.OPEN, id),
            called.phrase,
            called.key or "",
            (called.word, *called.words),
            called.heard,
            called.thumbed,
        )
        for (kind, id), called in protocol.called().items()
    ]
    commands += [
        Command(
            Intent.parse(written),
            command.phrase,
            command.key or "",
            command.words,
            command.heard,
            command.thumbed,
        )
        for written, command in words.commands.items()
    ]
    return Vocabulary(tuple(commands))
