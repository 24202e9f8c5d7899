"""Finds the weights of `ivr.dialogue.weights` on the tuning messages.

    python -m tests.understanding.fitting

Every tuning message, and its copy with a slip, that is no command by itself is
read as a sentence, in each way that its spelling can be taken; the weights are those
by which the certainty says best whether what was read is what the label asks for.
They are written to where the hotline reads them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple, TypeVar

import numpy as np

from ivr.dialogue.breath import two_commands
from ivr.dialogue.commands import Turn, command, readers
from ivr.dialogue.evidence import Evidence
from ivr.dialogue.found import Found
from ivr.dialogue.gist import Gist, remember
from ivr.dialogue.intent import FOR_OTHERS, Act
from ivr.dialogue.lessons import Lessons
from ivr.dialogue.signs import Sign
from ivr.dialogue.understanding import is_reaction
from ivr.dialogue.vocabulary import Vocabulary, vocabulary_of
from ivr.dialogue.written import commanded
from ivr.protocol.asked import Asked
from ivr.protocol.dictionary import english
from ivr.protocol.loading import Content, load_content
from ivr.protocol.model import Called
from ivr.protocol.plain import plain
from tests.content import ROOT, edition
from tests.understanding.keyboard import slipped
from tests.understanding.measures import SLIPPED, written
from tests.understanding.scoring import (
    EITHER,
    NOTHING,
    PLACES,
    TODAY,
    Labelled,
    Outcome,
    outcome,
)

# Of the messages, every so manieth is read as one that the hotline has been taught,
# and another as if it had not.
EACH = 16

# So many figures may be a telephone number.
MANY_DIGITS = 7

# A private message taken for ours costs as much as so many of ours asked back.
PRIVATE_COSTS = 2.0

PRIVATE, SLIP = "private", "slip"

# The messages of one part are read by a hotline that has learned from the others.
PARTS = 3

# Into so many stretches the list is cut for them, so that each part has all kinds of
# writers and few writers stand in two.
STRETCHES = 16

# Weights are held back by this much, so that none rests on a few messages.
HELD_BACK = 0.5

# They have been found when none moves by more than this; few steps lead there.
STILL, MOST_STEPS = 1e-6, 50


ThingT = TypeVar("ThingT", bound=Called)

TOPICS = ("signs", "statute", "numbers")

# So many phrases another agency lists for each of its things.
FEW = 5


class Example(NamedTuple):
    """What stands in a text for one thing that may be meant, and whether it is."""

    evidence: Evidence
    right: bool
    message: tuple[int, int, int]
    """Which message it is of."""
    private: bool
    """The message was meant for somebody else."""


def examples() -> list[Example]:
    """All that may be meant by the messages that are no command as they stand.

    No message is read by a hotline that has learned from it, or from any that stands
    near it in the list: those are of the same writer.
    """
    content = load_content(ROOT / "protocol.yaml", ROOT / "prompts")
    lessons, found = Repeated(), []
    for part, every in enumerate(_parts()):
        said = {one.said for one in every}
        asked = [
            Asked(means, tuple(one for one in texts if one not in said))
            for means, texts in content.asked
        ]
        for half, make in enumerate((_taught, _untaught)):
            vocabulary = make(content, asked, lessons)
            found += [
                Example(one.evidence, right, (part, half, at), message.kind == PRIVATE)
                for at, message in enumerate(_with_slips(_some(every, half)))
                for one, right in _read(vocabulary, message)
            ]
    return found


def _parts() -> list[list[Labelled]]:
    """The messages in so many parts, each of several stretches of the list."""
    tuning = written("tune")
    labelled = {one.said for one in tuning}
    private = [
        Labelled(said, NOTHING, "menu", PRIVATE)
        for means, texts in edition().vocabulary.learned
        if means == (FOR_OTHERS,)
        for said in texts
        if said not in labelled
    ]
    parts: list[list[Labelled]] = [[] for _ in range(PARTS)]
    for these in (tuning, private):
        ends = [len(these) * at // STRETCHES for at in range(STRETCHES + 1)]
        for at, (begin, end) in enumerate(pairwise(ends)):
            parts[at % PARTS] += these[begin:end]
    return parts


def _some(every: list[Labelled], first: int) -> list[Labelled]:
    """One in so many, and all in which a telephone number may stand: few do."""
    return [
        one
        for at, one in enumerate(every)
        if at % EACH == first or sum(map(str.isdigit, one.said)) >= MANY_DIGITS
    ]


def _with_slips(every: list[Labelled]) -> Iterator[Labelled]:
    for one in every:
        yield one
        if one.kind in SLIPPED and one.kind != PRIVATE:
            yield one._replace(said=slipped(one.said), kind=SLIP)


class Repeated(Lessons):
    """Lessons for one after another, each text turned into its signs once."""

    def __init__(self) -> None:
        _, sentences = readers(edition().vocabulary)
        super().__init__(sentences.spelling, sentences.namer.victims)
        self.known: dict[str, tuple[Sign, ...]] = {}

    def signs(self, said: str) -> tuple[Sign, ...]:
        if said not in self.known:
            self.known[said] = super().signs(said)
        return self.known[said]


def _taught(content: Content, asked: Iterable[Asked], lessons: Lessons) -> Vocabulary:
    """What the content understands, its texts learned from."""
    made = vocabulary_of(content.protocol, content.words, english(), asked)
    remember(made.fingerprint(), Gist.learn(lessons.all(made)))
    return made


def _untaught(content: Content, asked: Iterable[Asked], lessons: Lessons) -> Vocabulary:
    """This protocol as another agency's: a few phrases for each thing, no texts."""
    protocol = content.protocol
    own = {
        f"{'reach' if kind == 'resource' else 'open'} {id}"
        for kind, id in protocol.called()
    }
    elsewhere = [
        Asked(tuple(_elsewhere(one, own) for one in means), texts)
        for means, texts in asked
    ]
    fewer = protocol.model_copy(
        update={
            "tracks": {id: _few(one) for id, one in protocol.tracks.items()},
            "resources": {id: _few(one) for id, one in protocol.resources.items()},
            **{name: _few(getattr(protocol, name)) for name in TOPICS},
        }
    )
    return _taught(replace(content, protocol=fewer), elsewhere, lessons)


def _elsewhere(means: str, own: set[str]) -> str:
    thing = means.partition("#")[0]
    return f"{thing}-elsewhere" if thing in own else means


def _few(thing: ThingT) -> ThingT:
    return thing.model_copy(update={"asked": thing.asked[:FEW]})


def _read(vocabulary: Vocabulary, message: Labelled) -> list[tuple[Found, bool]]:
    place = PLACES[message.at]
    _, sentences = readers(vocabulary)
    raw = sentences.spelling.signed(message.said)
    turn = Turn(vocabulary, place, "text", raw, TODAY)
    said = plain(raw)
    if not said or is_reaction(vocabulary, raw):
        return []
    readings = sentences.spelling.readings(raw)
    if command(turn, said) or two_commands(turn, said):
        return []
    if commanded(turn, said, readings):
        return []
    found = [
        one for reading in readings for one in sentences.found(reading, place, TODAY)
    ]
    outcomes = [_outcome(message, one) for one in found]
    best = Outcome.RIGHT if Outcome.RIGHT in outcomes else Outcome.PART
    return [
        (one, outcome is best) for one, outcome in zip(found, outcomes, strict=True)
    ]


def _outcome(message: Labelled, found: Found) -> Outcome:
    if message.means == EITHER:
        asks = found.intents[0].act is Act.ASK
        return Outcome.RIGHT if asks else Outcome.WRONG
    place = PLACES[message.at]
    return outcome(edition(), "text", place, found.intents, message.means)


class Weights(NamedTuple):
    """What each piece of evidence counts, and what counts for every message."""

    bias: float
    weights: dict[str, float]


def fitted(rows: list[Example]) -> tuple[Weights, Weights]:
    """By what it is said best what is meant, and whether the hotline is."""
    names = list(rows[0].evidence.features())
    given = np.array([list(one.evidence.features().values()) for one in rows], float)
    right = np.array([one.right for one in rows])
    meant = _logistic(given, right, np.ones(len(rows)))

    odds = given @ meant[1:] + meant[0]
    surest: dict[tuple[int, int, int], int] = {}
    for at, one in enumerate(rows):
        if one.message not in surest or odds[at] > odds[surest[one.message]]:
            surest[one.message] = at
    private = np.array([one.private and not one.right for one in rows])
    kept = [at for at in surest.values() if right[at] or private[at]]
    worth = np.where(private[kept], PRIVATE_COSTS, 1.0)
    ours = _logistic(given[kept], ~private[kept], worth)
    return (
        Weights(meant[0], dict(zip(names, meant[1:], strict=True))),
        Weights(ours[0], dict(zip(names, ours[1:], strict=True))),
    )


def _logistic(given: np.ndarray, is_so: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """The bias and the weights by which is said best what is so (Newton's steps)."""
    given = np.column_stack((np.ones(len(given)), given))
    back = np.full(given.shape[1], 2 * HELD_BACK)
    # The bias may be what it will.
    back[0] = 0
    weights = np.zeros(given.shape[1])
    for _ in range(MOST_STEPS):
        chance = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (worth * (chance - is_so)) + back * weights
        bend = (given.T * (worth * chance * (1 - chance))) @ given + np.diag(back)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < STILL:
            return weights
    raise ArithmeticError(f"no weights were found in {MOST_STEPS} steps")


def main() -> None:
    """Prints the weights."""
    rows = examples()
    print(f"# {len(rows)} candidates, {sum(one.right for one in rows)} of them right")
    for name, (bias, weights) in zip(("MEANT", "OURS"), fitted(rows), strict=True):
        print(f"{name}_BIAS = {bias:.2f}")
        print(f"{name}: dict[str, float] = {{")
        for feature, weight in weights.items():
            print(f'    "{feature}": {weight:.2f},')
        print("}")


if __name__ == "__main__":
    main()
