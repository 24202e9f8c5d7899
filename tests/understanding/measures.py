"""Each figure of `make eval`: what it measures, and what it came to."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from ivr.dialogue.intent import Act
from ivr.dialogue.lookalikes import RISKY
from ivr.protocol.yamlfile import Loader
from tests.content import edition
from tests.understanding.keyboard import slipped
from tests.understanding.listening import PARTS, phrases, read_heard, read_overheard
from tests.understanding.scoring import (
    LEFT_ALONE,
    NOTHING,
    Done,
    Labelled,
    Outcome,
    judged,
    shares,
)

HERE = Path(__file__).parent

# Slips are made in these; the others are typos, signs or digits already.
SLIPPED = frozenset("word shorthand sentence two step age radio private".split())

# Of the messages that were tuned on, every so manieth tells as much as all of them.
EACH_TUNED = 10

# The messages that nothing is learned from, in the order in which they were written.
HELD_OUT = ("held-out", "fresh", "examined")


class Figure(NamedTuple):
    """A figure, how it is written, and the group it is printed in."""

    group: str
    name: str
    value: float
    form: str = "{:.1%}"

    @property
    def key(self) -> str:
        """What it is called in floors.yaml."""
        return f"{self.group}: {self.name}"


@dataclass(frozen=True, slots=True)
class Judged:
    """A message and what became of it."""

    message: Labelled
    done: Done


@lru_cache(4)
def written(part: str) -> tuple[Labelled, ...]:
    """The labelled messages of one part, as officers write them.

    "menu", "step" (the second step of the minor track) or "asked" ("Did you mean
    MINOR?") is where she stands. What means "nothing" must not be acted on; "either"
    may be asked back.
    """
    path = HERE / f"messages-{part}.tsv"
    with path.open(newline="", encoding="utf-8") as file:
        # A quote in a message is a quote: nothing is quoted, for no text has a tab.
        heading, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(heading) != Labelled._fields:
        raise ValueError(f"{path.name}: the columns are not those of a message")
    return tuple(Labelled(*row) for row in rows)


@lru_cache(4)
def messages(part: str) -> tuple[Labelled, ...]:
    """The messages of one part, then the same with a slip in each."""
    slips = [
        one._replace(said=slipped(one.said), kind="slip")
        for one in written(part)
        if one.kind in SLIPPED
    ]
    return (*written(part), *slips)


def private() -> list[str]:
    """Messages that were meant for somebody else."""
    texts: list[str] = yaml.load((HERE / "private.yaml").read_text("utf-8"), Loader)
    return texts


@lru_cache(4)
def judged_texts(part: str) -> tuple[Judged, ...]:
    """The messages of a part, of those tuned on one in ten, and what became of them."""
    every = messages(part) if part in HELD_OUT else messages(part)[::EACH_TUNED]
    return tuple(
        Judged(one, judged(edition(), "text", one.said, one.means, one.at))
        for one in every
    )


def text_figures(part: str) -> Iterator[Figure]:
    """Texts of one part."""
    every = judged_texts(part)
    yield Figure(f"Texts, {part}", "messages", len(every), "{:.0f}")
    for outcome, share in shares(one.done.outcome for one in every).items():
        yield Figure(f"Texts, {part}", str(outcome), share)


def kind_figures() -> Iterator[Figure]:
    """The fresh texts by their kinds."""
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for one in judged_texts("fresh"):
        kinds[one.message.kind].append(one.done.outcome)
    for kind, outcomes in kinds.items():
        right = shares(outcomes)[Outcome.RIGHT]
        yield Figure("Texts, fresh, understood", f"{kind} ({len(outcomes)})", right)


def private_figures() -> Iterator[Figure]:
    """Ordinary private messages: how many were taken for a command."""
    every = [judged(edition(), "text", said, NOTHING, "menu") for said in private()]
    acted = [one for one in every if one.outcome is Outcome.WRONG]
    reached = [one for one in acted if any(i.act is Act.REACH for i in one.intents)]
    asked = [one for one in every if one.outcome is Outcome.ASKED]
    group = "Private messages"
    yield Figure(group, "messages", len(every), "{:.0f}")
    yield Figure(group, "taken for a command", len(acted) / len(every))
    yield Figure(group, "taken for a line to be called", len(reached), "{:.0f}")
    yield Figure(group, "asked back", len(asked) / len(every))


def speech_figures(part: str) -> Iterator[Figure]:
    """What was said over noise, by loudness, with hints and without."""
    meanings = {(one.said, one.at): one.means for one in phrases(part)}
    done: dict[tuple[bool, int], list[tuple[str, Done]]] = defaultdict(list)
    for one in read_heard(part):
        means = meanings[one.said, one.at]
        result = judged(edition(), "voice", one.printed, means, one.at, one.confidence)
        done[one.hinted, one.decibels].append((means, result))
    for (hinted, decibels), results in sorted(done.items(), reverse=True):
        hints = "with" if hinted else "no"
        group = f"Speech, {part}, at {decibels} dB, {hints} hints"
        outcomes = _said_for_us(results)
        for outcome, share in shares(outcomes).items():
            if outcome is not Outcome.PART:
                yield Figure(group, str(outcome), share)
        yield Figure(group, "wrong, of all", _wrong(results))
        risky = sum(_risky(one) for _, one in results)
        yield Figure(group, "wrong transfers and goodbyes", risky, "{:.0f}")


def _said_for_us(results: Iterable[tuple[str, Done]]) -> list[Outcome]:
    return [one.outcome for means, one in results if means != NOTHING]


def _wrong(results: list[tuple[str, Done]]) -> float:
    wrong = [one for _, one in results if one.outcome is Outcome.WRONG]
    return len(wrong) / len(results)


def _risky(done: Done) -> bool:
    return done.outcome is Outcome.WRONG and any(
        intent.act in RISKY for intent in done.intents
    )


def radio_figures(part: str) -> Iterator[Figure]:
    """Ten minutes of radio and siren that nobody spoke into."""
    for hinted in (True, False):
        heard = [one for one in read_overheard(part) if one.hinted is hinted]
        hints = "with" if hinted else "no"
        group = f"Radio and siren alone, {part}, {hints} hints"
        yield Figure(group, "minutes", sum(one.seconds for one in heard) / 60, "{:.1f}")
        for at in ("menu", "step"):
            acts = [
                intent.act
                for one in heard
                for intent in judged(
                    edition(), "voice", one.printed, NOTHING, at, one.confidence
                ).intents
                if intent.act not in LEFT_ALONE
            ]
            for name, these in (
                ("transfers and goodbyes", RISKY),
                ("next", {Act.NEXT}),
                ("anything else done", set(Act) - RISKY - {Act.NEXT, Act.ASK}),
                ("asked back", {Act.ASK}),
            ):
                count = sum(act in these for act in acts)
                yield Figure(group, f"{name} ({at})", count, "{:.0f}")


def figures() -> tuple[Figure, ...]:
    """The figures that have floors, with those that are found beside them.

    They come out the same at every run.
    """
    return (
        *(figure for part in HELD_OUT for figure in text_figures(part)),
        *kind_figures(),
        *private_figures(),
        *(figure for part in PARTS for figure in speech_figures(part)),
        *(figure for part in PARTS for figure in radio_figures(part)),
    )
