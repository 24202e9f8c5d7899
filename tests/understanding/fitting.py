"""Finds the weights of `ivr.dialogue.evidence` on the tuning messages.

    python -m tests.understanding.fitting

Every tuning message, and its copy with a slip, that is no command by itself is
read as a sentence; the weights are those by which the certainty says best whether
what was read is what the label asks for. They are printed to be put into the module.
Which reading is the surest depends on the weights in force: put them in and run it
again, until they stand still.
"""

from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize

from ivr.dialogue.commands import Turn, command, readers, two_commands
from ivr.dialogue.evidence import Evidence
from ivr.dialogue.intent import Act
from ivr.dialogue.understanding import is_reaction
from ivr.dialogue.vocabulary import plain
from ivr.dialogue.written import commanded, surest
from tests.understanding.measures import edition, messages
from tests.understanding.scoring import (
    EITHER,
    NOTHING,
    PLACES,
    TODAY,
    Labelled,
    Outcome,
    outcome,
)

HERE = Path(__file__).parent

# A wrong answer costs as much as so many that are asked back.
WRONG_COSTS = 2.0

# Weights are held back by this much, so that none rests on a few messages.
HELD_BACK = 0.5


def examples() -> list[tuple[Evidence, bool, Labelled]]:
    """What stands in each sentence, and whether what it names is meant."""
    texts = yaml.safe_load((HERE / "private-tune.yaml").read_text("utf-8"))
    private = [Labelled(said, NOTHING, "menu", "private") for said in texts]
    found = []
    for one in (*messages("tune"), *private):
        evidence = _read(one)
        if evidence is not None:
            found.append((*evidence, one))
    return found


def _read(message: Labelled) -> tuple[Evidence, bool] | None:
    vocabulary, place = edition().vocabulary, PLACES[message.at]
    _, sentences = readers(vocabulary)
    raw = sentences.spelling.signed(message.said)
    turn = Turn(vocabulary, place, "text", raw, TODAY)
    said = plain(raw)
    if not said or is_reaction(vocabulary, raw):
        return None
    readings = sentences.spelling.readings(raw)
    if command(turn, said) or two_commands(turn, said):
        return None
    best = None if commanded(turn, said, readings) else surest(turn, readings)
    if best is None or best.evidence is None:
        return None
    if message.means == EITHER:
        right = best.intents[0].act is Act.ASK
    else:
        done = outcome(edition(), "text", place, best.intents, message.means)
        right = done in (Outcome.RIGHT, Outcome.PART)
    return best.evidence, right


def fitted(
    rows: list[tuple[Evidence, bool, Labelled]],
) -> tuple[float, dict[str, float]]:
    """The bias and the weights by which the certainty says best what is right."""
    names = list(rows[0][0].features())
    given = np.array([[float(v) for v in e.features().values()] for e, _, _ in rows])
    right = np.array([1.0 if r else -1.0 for _, r, _ in rows])
    worth = np.where(right > 0, 1.0, WRONG_COSTS)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = right * (given @ weights[1:] + weights[0])
        slope = -right * worth / (1 + np.exp(odds))
        cost = worth @ np.logaddexp(0, -odds)
        held = HELD_BACK * weights[1:] @ weights[1:]
        gradient = np.concatenate(([slope.sum()], given.T @ slope))
        gradient[1:] += 2 * HELD_BACK * weights[1:]
        return cost + held, gradient

    start = np.zeros(len(names) + 1)
    best = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return best[0], dict(zip(names, best[1:], strict=True))


def main() -> None:
    """Prints the weights."""
    rows = examples()
    bias, weights = fitted(rows)
    print(f"# {len(rows)} messages, {sum(r for _, r, _ in rows)} of them right")
    print(f"BIAS = {bias:.2f}")
    print("WEIGHTS = {")
    for name, weight in weights.items():
        print(f'    "{name}": {weight:.2f},')
    print("}")


if __name__ == "__main__":
    main()
