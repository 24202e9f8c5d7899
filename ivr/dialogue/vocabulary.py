"""Every word that is understood, and what it means."""

from dataclasses import dataclass, field

from ivr.dialogue.intent import Intent


@dataclass(frozen=True, slots=True)
class Command:
    """One intent, its key, and the words for it in each channel."""

    intent: Intent
    say: str
    key: str = ""
    words: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    thumbed: tuple[str, ...] = ()


def plain(words: str) -> str:
    """Words as they are compared: small letters and digits, one space apart."""
    return " ".join(
        "".join(
            c if c.isalnum() else ("" if c in "'’" else " ") for c in words.casefold()
        ).split()
    )


@dataclass(frozen=True)
class Vocabulary:
    """All commands, indexed for one look-up each."""

    commands: tuple[Command, ...]
    voice: dict[str, Intent] = field(default_factory=dict)
    text: dict[str, Intent] = field(default_factory=dict)
    keys: dict[str, Intent] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for command in self.commands:
            for phrase in (command.say, *command.words):
                self.voice.setdefault(plain(phrase), command.intent)
                self.text.setdefault(plain(phrase), command.intent)
            for phrase in command.heard:
                self.voice.setdefault(plain(phrase), command.intent)
            for phrase in command.thumbed:
                self.text.setdefault(plain(phrase), command.intent)
            if command.key:
                self.keys.setdefault(command.key, command.intent)
