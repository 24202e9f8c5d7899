"""That the keys which prompts name are the keys that count."""

import re
from collections.abc import Iterator

from ivr.protocol.faults import Fault
from ivr.protocol.prompts import KEY_NAMES, VoiceFile
from ivr.protocol.templates import names, split
from ivr.protocol.words import Words
from ivr.protocol.yamlfile import Path, YamlFile

NEEDED: dict[str, tuple[str, ...]] = {
    "brief": ("accept",),
    "brief-unknown": ("accept",),
    # It is the last that the line hears before it is hung up on.
    "brief-again": ("accept", "decline"),
    "step-retry-keys": (),
}
"""The prompts that name keys of the hotline, and which of them each must name."""


def check_keys(
    voice: VoiceFile, words: Words | None, file: YamlFile
) -> Iterator[Fault]:
    """Keys that differ, that are named where they are needed, and never by hand."""
    if voice.keys.accept == voice.keys.decline:
        yield file.fault(
            ("keys", "decline"),
            f"keys.decline: {voice.keys.decline!r} is the key that accepts.",
            "Give one of the two another key.",
        )
    for prompt, needed in NEEDED.items():
        if prompt in voice.prompts:
            yield from _named(voice, words, file, prompt, needed)


def _named(
    voice: VoiceFile,
    words: Words | None,
    file: YamlFile,
    prompt: str,
    needed: tuple[str, ...],
) -> Iterator[Fault]:
    text = voice.prompts[prompt]
    path: Path = ("prompts", prompt)
    for name in needed:
        if name not in names(text):
            yield file.fault(
                path,
                f"prompts.{prompt}: it does not say which key is to be pressed.",
                f"Write {{{name}}} where that key is said: it stands under keys:.",
            )
    spoken = {voice.prompts.get(name, "") for name in KEY_NAMES.values()} - {""}
    key = "|".join([r"\d", "[*#]", *map(re.escape, sorted(spoken))])
    literals = " ".join(literal for literal, _ in split(text))
    typed = re.search(rf"(?<!\w)(?:{key})(?!\w)", literals, re.IGNORECASE)
    if typed:
        yield file.fault(
            path,
            f"prompts.{prompt}: a key is written out here, {typed.group()!r}.",
            "Name it in braces, {accept}, {decline}, {next} or {back}, so that the "
            "words follow the key.",
        )
    for name in names(text):
        command = words.commands.get(name) if words else None
        if command and not command.key:
            yield file.fault(
                path,
                f"prompts.{prompt}: {{{name}}} stands for a key, and there is none.",
                f"Give commands.{name} a key in words.yaml, or take {{{name}}} away.",
            )
