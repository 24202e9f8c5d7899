"""Softmax regression: how much each sign of a text speaks for each kind of text.

Begun from what counting has found, it goes through the texts a few times and moves,
for each text that is not yet told apart well enough, the weights of the signs in it
(AdaGrad, in batches). The same texts give the same weights.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ROUNDS, BATCH, STEP = 4, 256, 0.2

# What a weight is taken to have been moved by before it was moved at all.
LEAST_MOVED = 1e-3

Weights = NDArray[np.float32]
"""A row for each sign and a column for each kind."""


def learned(
    texts: Sequence[NDArray[np.int64]], kinds: NDArray[np.float32], start: Weights
) -> Weights:
    """The weights by which texts of these signs are told to be of these ``kinds``.

    ``texts`` has the rows of each one's signs, one at least; ``kinds`` a row for each
    text, with the share of each kind.
    """
    weights, moved = start.copy(), np.full_like(start, LEAST_MOVED)
    sizes = np.array([len(one) for one in texts])
    draw = np.random.default_rng(0)
    for _ in range(ROUNDS):
        order = draw.permutation(len(texts))
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            rows = np.concatenate([texts[at] for at in batch])
            own = np.repeat(np.arange(len(batch)), sizes[batch])
            starts = np.cumsum(sizes[batch]) - sizes[batch]
            odds = np.add.reduceat(weights[rows], starts, axis=0)
            shares = np.exp(odds - odds.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            shares -= kinds[batch]
            shares /= np.float32(len(batch))
            _move(weights, moved, rows, shares[own])
    return weights


def _move(
    weights: Weights, moved: Weights, rows: NDArray[np.int64], misses: Weights
) -> None:
    """Move the weights of these rows against what each has missed by."""
    order = np.argsort(rows, kind="stable")
    ordered = rows[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    which = ordered[starts]
    slope = np.add.reduceat(misses[order], starts, axis=0)
    moved[which] += slope * slope
    weights[which] -= STEP * slope / np.sqrt(moved[which])
