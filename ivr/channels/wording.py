"""From a reply's parts to words: prompts, with the protocol's facts filled in.

Both channels use this; each brings its own prompts and says which of a fact's
wordings it takes ("say" or "text"). A telephone number stays a `Number` until
the channel writes it, so that speech, text and dialling come from one value.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ivr.dialogue.intent import Act, Intent
from ivr.protocol.model import Called, Protocol
from ivr.protocol.prompts import KEY_NAMES
from ivr.protocol.templates import names, split

Manner = Literal["say", "text"]


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number in the middle of a sentence."""

    resource: str


Pieces = tuple[str | Number, ...]


@dataclass(frozen=True, slots=True)
class Controls:
    """What an officer can press and say, as the coordinator has it."""

    keys: Mapping[str, str]
    """The keys that prompts name, by the names they have there."""
    phrases: Mapping[str, str]
    """The phrase of each command, by its intent as it is written."""


def expand(template: str, value: Callable[[str], Pieces]) -> Pieces:
    """A wording with its names replaced, numbers kept apart."""
    pieces: list[str | Number] = []
    for literal, name in split(template):
        if literal:
            pieces.append(literal)
        if name:
            pieces.extend(value(name))
    return tuple(pieces)


class Wording:
    """One channel's words for every part of every reply."""

    def __init__(
        self,
        protocol: Protocol,
        prompts: dict[str, str],
        manner: Manner,
        controls: Controls,
    ) -> None:
        self.protocol = protocol
        self.controls = controls
        self.prompts = prompts
        self.manner = manner

    def prompt(self, key: str, value: Callable[[str], Pieces]) -> Pieces:
        """A prompt, its names filled in; those with a dot are the protocol's.

        A line of it is left out if it has names and none of them stands for anything.
        """
        pieces: list[str | Number] = []
        between: tuple[str, ...] = ()
        for line in self.prompts[key].split("\n"):
            given = {
                name: self._thing(name) if "." in name else value(name)
                for name in names(line)
            }
            if given and not any(map(any, given.values())):
                continue
            pieces += [*between, *expand(line, given.__getitem__)]
            between = ("\n",)
        return tuple(pieces)

    def _thing(self, name: str) -> Pieces:
        id, _, way = name.partition(".")
        if way == "number":
            return (Number(id),)
        return (str(getattr(self.called(id), way)),)

    def small(self, prompt: str, /, **values: Pieces | str) -> Pieces:
        """One of the small prompts that sentences are built from."""

        def value(name: str) -> Pieces:
            given = values[name]
            return (given,) if isinstance(given, str) else given

        return self.prompt(prompt, value)

    def key(self, key: str) -> str:
        """What a key is called in this channel."""
        prompt = KEY_NAMES.get(key)
        return "".join(map(str, self.small(prompt))) if prompt else key

    def fact(self, text: str) -> Pieces:
        """A wording of the protocol: its names are resources'."""

        def value(name: str) -> Pieces:
            id, _, attribute = name.partition(".")
            if not attribute or attribute == "number":
                return (Number(id),)
            resource = self.protocol.resources[id]
            field = "for_" if attribute == "for" else attribute
            return (str(getattr(resource, field)),)

        return expand(text, value)

    def name(self, resource: str) -> str:
        """What a resource is called in this channel."""
        one = self.protocol.resources[resource]
        return one.say if self.manner == "say" else one.name

    def called(self, id: str) -> Called:
        """Anything that can be asked for, by its id."""
        return next(
            one for (_, key), one in self.protocol.called().items() if key == id
        )

    def short_name(self, called: Called) -> str:
        """The word or phrase that asks for it."""
        return called.phrase if self.manner == "say" else called.word

    def join(self, pieces: Iterable[str]) -> Pieces:
        """A list in words: one, two, or three."""
        names = list(pieces)
        comma = "".join(map(str, self.small("join")))
        last = "".join(map(str, self.small("join-last")))
        if len(names) < 2:
            return tuple(names)
        return (comma.join(names[:-1]) + last + names[-1],)

    def asked_name(self, written: str) -> str:
        """What an intent is called when it is asked back: Minor, B-C-A."""
        intent = Intent.parse(written)
        target = intent.target
        # An edit may have taken away what she was asked about a moment ago.
        known = {id for _, id in self.protocol.called()}
        if intent.act is Act.STEP:
            track, _, number = target.partition(":")
            named = self.short_name(self.called(track)) if track in known else ""
            step = "".join(map(str, self.small("ask-step", number=number)))
            name = f"{named} {step}".strip()
        elif target in known:
            name = self.short_name(self.called(target))
        else:
            # "Hold on?", and never the name that it has in here.
            name = self.controls.phrases.get(str(intent), target)
        return name if self.manner == "say" else name.upper()
