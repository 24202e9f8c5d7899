"""Softmax regression: how much each sign of a text speaks for each kind of text.

Begun from what counting has found, it goes through the texts a few times and moves,
for each text that is not yet told apart well enough, the weights of the signs in it
(AdaGrad, in batches). The same texts give the same weights.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# About so many texts are in a batch.
ROUNDS, BATCH, STEP = 4, 256, 0.5

# The weights that are kept are the mean of what they were after every so manieth batch
# of the last round: in which order the texts come then matters half as much (Polyak
# and Juditsky, 1992).
EACH = 10

# What a weight is taken to have been moved by before it was moved at all.
LEAST_MOVED = 1e-3

Weights = NDArray[np.float32]
"""A row for each sign and a column for each kind."""


class Batch(NamedTuple):
    """Some of the texts, and which rows of the weights their signs stand for."""

    rows: NDArray[np.int64]
    """Each sign of each text, as where it stands in ``which``."""
    starts: NDArray[np.int64]
    """Where the signs of each text begin among ``rows``."""
    kinds: NDArray[np.float32]
    which: NDArray[np.int64]
    """The rows, each once."""
    owners: NDArray[np.int64]
    """Of which text each sign is, in the order of ``which``."""
    ends: NDArray[np.int64]
    """Where those of each of ``which`` begin among ``owners``."""


def learned(
    texts: Sequence[NDArray[np.int64]],
    kinds: NDArray[np.float32],
    start: Weights,
    marks: Sequence[int],
) -> Weights:
    """The weights by which texts of these signs are told to be of these ``kinds``.

    ``texts`` has the rows of each one's signs, one at least; ``kinds`` a row for each
    text, with the share of each kind; ``marks`` a number of 32 bits for each, by which
    it comes into its batch.
    """
    weights, moved = start.copy(), np.full_like(start, LEAST_MOVED)
    batches = list(_batches(texts, kinds, marks))
    kept, count = np.zeros_like(start), 0
    for round_ in range(ROUNDS):
        for at, one in enumerate(batches, 1):
            told = weights[one.which]
            odds = np.add.reduceat(told[one.rows], one.starts, axis=0)
            shares = np.exp(odds - odds.max(axis=1, keepdims=True))
            shares /= shares.sum(axis=1, keepdims=True)
            shares -= one.kinds
            shares /= np.float32(len(shares))
            slope = np.add.reduceat(shares[one.owners], one.ends, axis=0)
            far = slope * slope
            far += moved[one.which]
            moved[one.which] = far
            slope *= STEP
            slope /= np.sqrt(far, out=far)
            told -= slope
            weights[one.which] = told
            if round_ == ROUNDS - 1 and (at % EACH == 0 or at == len(batches)):
                kept += weights
                count += 1
    return kept / np.float32(count)


def _batches(
    texts: Sequence[NDArray[np.int64]],
    kinds: NDArray[np.float32],
    marks: Sequence[int],
) -> Iterator[Batch]:
    """The texts in another order than they were written in, for like stands by like.

    A text that is written besides changes its own batch and no other, so that it
    hardly moves what has nothing to do with it.
    """
    count = 1 << max(0, round(math.log2(len(texts) / BATCH)))
    places = np.array(marks, np.int64) % count
    order = np.argsort(places, kind="stable")
    ends = np.cumsum(np.bincount(places, minlength=count))
    for batch in np.split(order, ends[:-1]):
        if len(batch) == 0:
            continue
        sizes = np.array([len(texts[at]) for at in batch])
        rows = np.concatenate([texts[at] for at in batch])
        which, places, often = np.unique(rows, return_inverse=True, return_counts=True)
        by_row = np.argsort(places, kind="stable")
        owners = np.repeat(np.arange(len(batch)), sizes)[by_row]
        starts, ends = np.cumsum(sizes) - sizes, np.cumsum(often) - often
        yield Batch(places, starts, kinds[batch], which, owners, ends)
