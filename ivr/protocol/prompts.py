"""The hotline's own words: which prompts there are, and what each may say.

`prompts/voice.yaml` and `prompts/sms.yaml` hold the same keys, each in its
channel's wording. The catalogue below is the list of keys and, for each, the
names in braces its wording may use.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from ivr.protocol.model import Frozen, Key, Words

CATALOGUE: dict[str, frozenset[str]] = {
    key: frozenset(names.split())
    for key, names in {
        # Arriving
        "greeting": "title choices",
        "greeting-again": "choices",
        "menu": "title choices menu",
        "keys": "keys",
        "retry": "choices",
        "retry-keys": "keys",
        "reading": "total",
        "reading-again": "total",
        "help": "choices keywords",
        "not-understood": "title choices keywords",
        # A track
        "overview": "word phrase total steps short more",
        "step-first": "word number total step following",
        "step-early": "word number total step following",
        "step": "word number total step following",
        "step-line": "word number total step following line",
        "step-last": "word number total step",
        "step-last-line": "word number total step line",
        "read-step": "word number total step",
        "first-step": "",
        "no-such-step": "total",
        "end": "word total",
        "step-retry": "",
        "step-retry-keys": "next back",
        "step-hint": "number total",
        "retry-topic": "choices",
        "still-here": "",
        # The other topics
        "signs": "word count signs choices",
        "signs-more": "signs choices",
        "statute": "word statute choices",
        "numbers": "word count list choices",
        "number-each": "name number",
        "card": "name number text word",
        # Lines and transfers
        "connecting": "line",
        "connecting-next": "line",
        "unanswered": "line",
        "number-now": "name number",
        "number-only": "why name number",
        "transfer-limit": "name number",
        "returned": "",
        "brief": "who about accept decline",
        "brief-unknown": "who accept decline",
        "brief-again": "who accept decline",
        "brief-late": "",
        # Where she was
        "you-were-on": "number total phrase",
        "you-were-at": "phrase",
        "on-to": "word phrase number total",
        "resume": "number total phrase",
        "nothing-to-resume": "choices keywords",
        # Texts sent during a call
        "texting": "",
        "cannot-text": "",
        "text-failed": "",
        # Holding, asking, leaving
        "hold": "",
        "held": "",
        "ask": "choice",
        "ask-either": "first second",
        "ask-which": "first second either",
        "nothing-to-cancel": "",
        "goodbye": "",
        "goodbye-quiet": "",
        "goodbye-quiet-text": "",
        # Notes that go before an answer
        "note-span": "phrase",
        "note-young": "name line",
        # Small words the sentences above are built from
        "ask-step": "number",
        "join": "",
        "join-last": "",
        "key-first": "phrase key",
        "key-next": "phrase key",
        "key-star": "",
        "key-pound": "",
        "menu-track": "word total steps",
        "steps": "total",
        "steps-one": "",
        "which-for": "name for",
        "menu-topic": "word menu",
        "short-step": "number short",
        "short-more": "name number",
        "list-number": "name for number",
        "list-number-plain": "name number",
        "sign-line": "number sign",
        # When the hotline itself is broken
        "failsafe": "title",
        "failsafe-number": "name number",
        "failsafe-key": "name key",
    }.items()
}

KEY_NAMES = {"*": "key-star", "#": "key-pound"}
"""The prompts that say what the keys without a figure are called."""

MAY_BE_EMPTY = frozenset(
    [
        *"hold held still-here step-hint texting returned goodbye".split(),
        *"goodbye-quiet goodbye-quiet-text reading reading-again".split(),
        *"first-step connecting connecting-next note-span note-young".split(),
        "brief-late",
    ]
)
"""The prompts that may be empty: they go with another thing, or nothing is waited for.
Any other is all that is answered, or a part without which the rest means nothing."""

NOT_TEXTED = frozenset(
    [
        *"brief brief-unknown brief-again cannot-text text-failed".split(),
        *"keys retry-keys step-retry-keys failsafe-key key-star key-pound".split(),
    ]
)
"""The prompts that stand in sms.yaml for form's sake: they belong to calls."""

# A language and a country, for Twilio's recogniser knows them by both, as in
# es-419 and cmn-Hans-CN too (twilio.com/docs/voice/twiml/gather).
Language = Annotated[
    str,
    StringConstraints(
        strict=True,
        pattern=r"(?i)^[a-z]{2,3}(-[a-z]{4})?-([a-z]{2}|[0-9]{3})(-[a-z]{3})?$",
    ),
]
Seconds = Annotated[int, Field(ge=1, le=120, strict=True)]


class Speech(Frozen):
    """How the hotline speaks.

    Rates are percentages of the voice's own pace, as SSML prosody takes them.
    """

    voice: Words
    language: Language
    digits: Annotated[int, Field(ge=40, le=120, strict=True)]
    """The pace of telephone numbers."""
    slowly: Annotated[int, Field(ge=30, le=120, strict=True)]
    """Their pace when they are asked for again."""
    gap: Annotated[int, Field(ge=0, le=2000, strict=True)]
    """Milliseconds between the groups of a number."""


class Patience(Frozen):
    """Seconds of silence the hotline waits for at each kind of place."""

    menu: Seconds
    keys: Seconds
    reading: Seconds
    question: Seconds
    step: tuple[Seconds, ...] = Field(min_length=2, max_length=12)
    """At a step, turn by turn: the hint, the reminder, then until goodbye."""
    hold: tuple[Seconds, ...] = Field(min_length=1, max_length=12)


class LineKeys(Frozen):
    """The keys of a line that is called; any other than ``decline`` accepts too."""

    accept: Key
    decline: Key


class VoiceFile(Frozen):
    """prompts/voice.yaml"""

    speech: Speech
    patience: Patience
    keys: LineKeys
    prompts: dict[str, str]


class MessageFile(Frozen):
    """prompts/sms.yaml"""

    prompts: dict[str, str]
