"""What became of a message: done, asked back, left alone, or done wrongly."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ivr.channels.edition import Edition
from ivr.dialogue.commands import Channel
from ivr.dialogue.ground import MENU_PLACE
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.texting import texted
from ivr.dialogue.understanding import meant, understand

# The labels were written for this day; a date of birth is an age on it.
TODAY = date(2026, 11, 25)

PLACES = {
    "menu": MENU_PLACE,
    "step": Place("minor", "safety"),
    "asked": MENU_PLACE.but(asked=("open minor",)),
}

NOTHING, EITHER = "nothing", "either"

LEFT_ALONE = frozenset({Act.UNKNOWN, Act.NOISE, Act.SILENCE})


class Outcome(StrEnum):
    """What became of something that was said."""

    RIGHT = "understood"
    PART = "done in part"
    ASKED = "asked again"
    IGNORED = "ignored"
    WRONG = "wrong"


class Labelled(NamedTuple):
    """Something said, what it means, where she stands, and what kind it is of."""

    said: str
    means: str
    at: str
    kind: str


class Done(NamedTuple):
    """The intents that were acted on, and the outcome that is."""

    intents: tuple[Intent, ...]
    outcome: Outcome


def judged(
    edition: Edition,
    channel: Channel,
    said: str,
    means: str,
    at: str,
    confidence: float | None = None,
) -> Done:
    """What the hotline does about what was said, held against what it means."""
    place = PLACES[at]
    understood = understand(edition.vocabulary, place, channel, said, confidence, TODAY)
    first, second = meant(understood, channel, place)
    if first.act in (Act.YES, Act.NO) and not place.asked:
        # An answer to nothing is taken as talk.
        first = Intent(Act.NOISE)
    both = (first,) if second is None else (first, second)
    return Done(both, outcome(edition, channel, place, both, means))


def outcome(
    edition: Edition,
    channel: Channel,
    place: Place,
    done: tuple[Intent, ...],
    means: str,
) -> Outcome:
    first = done[0]
    if means == EITHER:
        asked = first.act is Act.ASK
        alone = first.act in LEFT_ALONE
        return Outcome.RIGHT if asked else Outcome.IGNORED if alone else Outcome.WRONG
    if first.act is Act.ASK:
        return Outcome.ASKED
    if means == NOTHING:
        return Outcome.RIGHT if first.act in LEFT_ALONE else Outcome.WRONG
    if first.act in LEFT_ALONE:
        return Outcome.IGNORED
    wanted = tuple(Intent.parse(one) for one in means.split(" + "))
    got = {_effect(edition, channel, place, one) for one in done}
    due = {_effect(edition, channel, place, one) for one in wanted}
    if "#" not in means:
        got = {(act, target, "") for act, target, _ in got}
    if got == due:
        return Outcome.RIGHT
    return Outcome.PART if got < due else Outcome.WRONG


def _effect(
    edition: Edition, channel: Channel, place: Place, intent: Intent
) -> tuple[str, str, str]:
    """An intent as far as it can be told from another by what is answered."""
    if channel == "text":
        intent = texted(intent, place, edition.protocol)
    act, target = str(intent.act), intent.target
    if act == Act.STEP and target.startswith(":"):
        target = place.topic + target
    if act == Act.TEXT and not target:
        target = place.topic
    return act, target, intent.note


def shares(outcomes: Iterable[Outcome]) -> dict[Outcome, float]:
    """The share of each outcome, 0 to 1."""
    counts = Counter(outcomes)
    total = sum(counts.values()) or 1
    return {outcome: counts[outcome] / total for outcome in Outcome}
