"""What an agency's protocol is made of: tracks, steps, signs, statute, resources.

These are frozen values. They are made by loading a file, never by hand in
code; see `ivr.protocol.loading`.
"""

import re
from typing import Annotated, Literal

import phonenumbers
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ivr.protocol.templates import names

Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9-]{0,39}$")]
"""A name that stands in URLs: small letters, digits and dashes."""

Words = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=1600)]
Key = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9*#]$")]
Keyword = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[A-Z0-9][A-Z0-9 ]*$", max_length=20),
]

OLDEST = 120
"""No victim is older."""

LONGEST_TRACK = 20
"""No track has more steps: each is asked for by its number."""

MENU = "menu"
NUMBERS = "numbers"
SIGNS = "signs"
STATUTE = "statute"
FIXED_TOPICS = (MENU, NUMBERS, SIGNS, STATUTE)
RESERVED_TOPICS = frozenset({*FIXED_TOPICS, "transfer", "status", "resource", "help"})
RESERVED_ITEMS = frozenset({"all", "end"})


class Frozen(BaseModel):
    """A value that is checked once and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Worded(Frozen):
    """A sentence of the document, and how the hotline says and texts it."""

    source: Words
    say: Words
    text: Words


class Called(Frozen):
    """Something the officer can ask for, and by which words."""

    word: Keyword = Field(description="The word she texts, in capitals.")
    phrase: Words = Field(description="The words she is taught to say.")
    key: Key | None = Field(None, description="The key she presses.")
    words: tuple[Words, ...] = Field((), description="Other words for it.")
    heard: tuple[Words, ...] = Field(
        (),
        description="What speech recognition prints instead, and words that are too "
        "easily taken for noise to be expected. Voice only.",
    )
    thumbed: tuple[Words, ...] = Field((), description="Shorthand. Text only.")
    asked: tuple[Words, ...] = Field(
        (), description="What stands in a sentence that asks for it. Text only."
    )


class Step(Worded):
    """One thing to do. ``short`` is its line in the text of a whole track."""

    points: tuple[Words, ...] = Field((), description="The document's sub-points.")
    short: Words
    line: Id | None = Field(None, description="The resource this step is about.")


class StepInTrack(Frozen):
    """A step as it stands in one track, with that track's own wording."""

    step: Id
    say: Words | None = None
    text: Words | None = None
    short: Words | None = None


class Ages(Frozen):
    """Which ages lead to a track: those below a bound, or from a bound on."""

    below: int | None = Field(None, ge=1, le=OLDEST, strict=True)
    from_: int | None = Field(None, ge=1, le=OLDEST, strict=True, alias="from")


class Track(Called):
    """The steps for one kind of victim."""

    about: Words = Field(description="Whom the called line is told it is about.")
    ages: Ages | None = None
    more: tuple[Id, ...] = Field((), description="Resources listed after the steps.")
    steps: tuple[Id | StepInTrack, ...] = Field(min_length=1, max_length=LONGEST_TRACK)


class Sign(Worded):
    """One thing to look for."""


class Signs(Called):
    """The signs, read so many to a turn."""

    menu: Words
    per_turn: int = Field(4, ge=1, le=8, strict=True)
    items: dict[Id, Sign] = Field(min_length=1)


class Statute(Called, Worded):
    """The law: its number, its heading and its definition."""

    menu: Words
    number: Words
    heading: Words


class Numbers(Called):
    """The list of all resources with a number."""

    menu: Words


class UpTo(Frozen):
    """The oldest age a resource is for, as the document has it."""

    up_to: int = Field(ge=1, le=OLDEST, strict=True, alias="up-to")


class Transfer(Frozen):
    """How a line is called: seconds of ringing, seconds for each prompt, who next.

    Twilio lets a Dial ring for 5 to 600 seconds and adds about 5
    (twilio.com/docs/voice/twiml/dial).
    """

    ring: int = Field(20, ge=5, le=120, strict=True)
    screen: int = Field(8, ge=3, le=30, strict=True)
    brief: Words = Field(description="Whom the officer asks for, told to the line.")
    next: Id | None = None


class Resource(Called):
    """Who can help, usually with a number."""

    name: Words = Field(description="The name as texted.")
    full: Words | None = Field(None, description="The document's name, if longer.")
    say: Words = Field(description="The name as spoken.")
    for_: Words | None = Field(None, alias="for")
    number: Words | None = None
    address: Words | None = None
    web: Words | None = None
    source: Words
    points: tuple[Words, ...] = ()
    text: Words
    ages: UpTo | None = None
    transfer: Transfer | Literal[False] | None = None
    why: Words | None = Field(None, description="Why it is not transferred to.")

    @property
    def is_line(self) -> bool:
        """Whether the hotline can put the officer through."""
        return isinstance(self.transfer, Transfer)

    @property
    def digits(self) -> tuple[str, ...]:
        """The number's groups as written: ("202", "555", "0142")."""
        return tuple(re.findall(r"\d+", self.number or ""))


class Protocol(Frozen):
    """All that an agency says."""

    title: Words
    country: Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Z]{2}$")] = (
        Field("US", description="Whose numbering plan short numbers follow.")
    )
    timezone: Words = Field(
        description="The time zone in which the officers stand, by its IANA name. A "
        "victim's age is counted to the day that it is there."
    )
    offer: tuple[Id, ...] = Field(min_length=1, max_length=4)
    press: tuple[Id, ...] = Field(min_length=1, max_length=6)
    silent: Id
    either: dict[Words, tuple[Id, Id]] = Field(
        default={}, description="Words that could mean either of two resources."
    )
    steps: dict[Id, Step] = Field(min_length=1)
    tracks: dict[Id, Track] = Field(min_length=1)
    signs: Signs | None = None
    statute: Statute | None = None
    numbers: Numbers
    resources: dict[Id, Resource] = Field(min_length=1)

    def items(self, track: str) -> tuple[str, ...]:
        """The step ids of a track, in order."""
        return tuple(
            entry if isinstance(entry, str) else entry.step
            for entry in self.tracks[track].steps
        )

    def for_young(self) -> str:
        """The resource for the young, up to the highest age; "" if none is."""
        bounds = {id: one.ages.up_to for id, one in self.resources.items() if one.ages}
        return max(bounds, key=lambda id: bounds[id], default="")

    def step(self, track: str, item: str) -> Step:
        """A step in the wording of a track."""
        step = self.steps[item]
        for entry in self.tracks[track].steps:
            if not isinstance(entry, str) and entry.step == item:
                own = entry.model_dump(exclude={"step"}, exclude_none=True)
                return step.model_copy(update=own)
        return step

    def named(self, track: str) -> tuple[str, ...]:
        """The ids of the resources whose numbers a track's steps give, in order."""
        shorts = (self.step(track, item).short for item in self.items(track))
        ids = dict.fromkeys(name for short in shorts for name in names(short))
        return tuple(id for id in ids if id in self.numbered())

    def alone(self) -> dict[str, str]:
        """The resources that the steps for victims of one age name, and those for no
        other age do; with the track."""
        tracks: dict[str, list[str]] = {}
        for id, track in self.tracks.items():
            for resource in self.named(id) if track.ages else ():
                tracks.setdefault(resource, []).append(id)
        return {one: ids[0] for one, ids in tracks.items() if len(ids) == 1}

    def sign_turns(self) -> tuple[tuple[str, ...], ...]:
        """The ids of the signs, turn by turn."""
        if self.signs is None:
            return ()
        ids, size = tuple(self.signs.items), self.signs.per_turn
        return tuple(ids[at : at + size] for at in range(0, len(ids), size))

    def numbered(self) -> tuple[str, ...]:
        """The ids of the resources that have a number, in the file's order."""
        return tuple(id for id, one in self.resources.items() if one.number)

    def dial(self, resource: str) -> str:
        """A resource's number as it is dialled: ``+15550100123``; "" without one."""
        number = self.resources[resource].number
        if not number:
            return ""
        parsed = phonenumbers.parse(number, self.country)
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)

    def spoken(self, resource: str) -> tuple[str, ...]:
        """The digits of a resource's number, in groups, as they are pressed where the
        officers stand: the groups as written, and for one that begins with a plus
        what is dialled there instead of it, ("011", "52", "656", "555", "0123")."""
        number = self.resources[resource].number or ""
        if not number.strip().startswith("+"):
            return self.resources[resource].digits
        dialled = phonenumbers.format_out_of_country_calling_number(
            phonenumbers.parse(number, self.country), self.country
        )
        return tuple(re.findall(r"\d+", dialled))

    def things(self) -> frozenset[str]:
        """What a prompt may name of it, by id: ``statute.word``, ``park.number``."""
        ways = {id: ["word", "phrase"] for _, id in self.called()}
        for id, one in self.resources.items():
            ways[id] += ["name", "say", *(["number"] if one.number else [])]
        return frozenset(f"{id}.{way}" for id in ways for way in ways[id])

    def called(self) -> dict[tuple[str, str], Called]:
        """All that can be asked for, by (kind, id): ("track", "minor")."""
        return {
            **{("track", id): track for id, track in self.tracks.items()},
            **{
                ("topic", id): topic
                for id, topic in (
                    (SIGNS, self.signs),
                    (STATUTE, self.statute),
                    (NUMBERS, self.numbers),
                )
                if topic is not None
            },
            **{("resource", id): one for id, one in self.resources.items()},
        }
