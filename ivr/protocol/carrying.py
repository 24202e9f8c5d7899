"""That each wording still has what it is there for: a step, a number, a list."""

from collections.abc import Iterator, Mapping

from ivr.protocol.faults import Fault
from ivr.protocol.model import Protocol
from ivr.protocol.templates import names
from ivr.protocol.yamlfile import YamlFile

_STEPS = "step-first step-early step step-line step-last step-last-line read-step"
_NUMBERS = "number-now number-only transfer-limit"
_NAMED = "number-each short-more list-number list-number-plain failsafe-number"

CARRIED: dict[str, str] = {
    **dict.fromkeys(_STEPS.split(), "step"),
    **dict.fromkeys(_NUMBERS.split(), "number"),
    # In a list, a number of nobody's helps nobody.
    **dict.fromkeys(_NAMED.split(), "name number"),
    "card": "text|number",
    "signs": "signs",
    "signs-more": "signs",
    "statute": "statute",
    "sign-line": "sign",
    "short-step": "short",
    "ask": "choice",
    "ask-either": "first second",
    "ask-which": "first second",
    "ask-step": "number",
    "steps": "total",
    "which-for": "for",
    "menu-topic": "word",
    "menu-track": "word",
}
"""The prompts that would say nothing without these names, in both channels; of names
with a bar between them one is enough."""

SPOKEN = {
    **CARRIED,
    "keys": "keys",
    "key-first": "phrase key",
    "key-next": "phrase key",
    "failsafe-key": "name key",
}
"""Those of prompts/voice.yaml."""

TEXTED = {**CARRIED, "overview": "short", "numbers": "list"}
"""Those of prompts/sms.yaml."""


def check_carried(
    prompts: Mapping[str, str], file: YamlFile, carried: Mapping[str, str]
) -> Iterator[Fault]:
    """Prompts that have lost what they tell; an empty one is another's matter."""
    for key, text in prompts.items():
        for either in carried.get(key, "").split():
            name, *others = either.split("|")
            if text.strip() and {name, *others}.isdisjoint(names(text)):
                yield file.fault(
                    ("prompts", key),
                    f"prompts.{key}: {{{name}}} does not stand here, and so nobody "
                    "would be told it.",
                    f"Write {{{name}}} where it is to be told.",
                )


def check_cards(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    """Resources whose own number is not in the text that is sent of them."""
    for id in protocol.numbered():
        if not {id, f"{id}.number"} & {*names(protocol.resources[id].text)}:
            yield file.fault(
                ("resources", id, "text"),
                f"resources.{id}.text: its own number does not stand here, and whoever "
                "asks for it is texted this.",
                f"Write {{{id}}} where the number is to stand.",
            )
