"""Texts in batches, so that the signs of all of a batch are added up in a few steps.

A text has ten signs or a hundred, and a sign stands in one text of a batch or in all.
To add up those of each by itself takes longest of all that learning does; here those
with about as many are added up at once, in a block with a column for each.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# About so many texts are in a batch.
BATCH = 256

# Columns of one block differ by no more than so much: more places stay empty with more,
# and there are more blocks with less.
ALIKE = 1.25

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
Rows = NDArray[np.signedinteger]
"""Where the signs of a text stand among all."""
Smalls = NDArray[np.unsignedinteger]
Marks = NDArray[np.uint64]
"""Numbers by which chance goes: the same for the same text, sign or kind."""


class Block(NamedTuple):
    """Some of a batch's places, in rows of as many: what stands in one column belongs
    together, and is added up at once."""

    start: int
    rows: int
    columns: int

    def sums(self, what: Floats) -> Floats:
        """The sum of each column, of what has a row for each place."""
        end = self.start + self.rows * self.columns
        each = what[self.start : end].reshape(self.rows, self.columns, -1)
        total: Floats = np.add.reduce(each, axis=0)
        return total


class Batch(NamedTuple):
    """Some of the texts, and which signs they have: the longest text last, and last the
    sign that is in the most of them, so that few places of their blocks are empty."""

    marks: Marks
    """Of each text."""
    kinds: Floats
    which: Places
    """The signs, each once."""
    texts: tuple[Block, ...]
    """The places of signs, a column for each text, its first sign on top."""
    owners: Smalls
    """Of which text the sign in each place is."""
    held: Smalls
    """Which sign is in each place, as it stands in ``which``; as many as there are in
    an empty one."""
    signs: tuple[Block, ...]
    """The same places, a column for each sign."""
    places: Smalls
    """Which of the places above each of these is; as many as there are for an empty
    one."""


def batches_of(texts: Sequence[Rows], kinds: Floats, marks: Marks) -> Iterator[Batch]:
    """The texts in another order than they were written in, for like stands by like.

    A text that is written besides changes its own batch and no other, so that it
    hardly moves what has nothing to do with it.
    """
    count = 1 << max(0, round(math.log2(max(1, len(texts)) / BATCH)))
    places = (marks % np.uint64(count)).astype(np.int64)
    order = np.argsort(places, kind="stable")
    ends = np.cumsum(np.bincount(places, minlength=count))
    for batch in np.split(order, ends[:-1]):
        if len(batch) == 0:
            continue
        yield _batch([texts[at] for at in batch], kinds[batch], marks[batch])


def _batch(texts: Sequence[Rows], kinds: Floats, marks: Marks) -> Batch:
    """These texts, the shorter first."""
    sizes = np.array([len(text) for text in texts])
    order = np.argsort(sizes, kind="stable")
    sizes = sizes[order]
    rows = np.concatenate([texts[at] for at in order])
    which, held, often = np.unique(rows, return_inverse=True, return_counts=True)
    rarer = np.argsort(often, kind="stable")
    of_texts, places = _laid(sizes)
    owners = np.repeat(np.arange(len(texts)), sizes)
    held = np.argsort(rarer)[held]
    of_signs, signs = _laid(often[rarer])
    # Where each of the rows is placed, the rows of one sign behind another.
    placed = np.empty(len(rows), np.int64)
    taken = places < len(rows)
    placed[places[taken]] = np.flatnonzero(taken)
    placed = placed[np.argsort(held, kind="stable")]
    return Batch(
        marks[order],
        kinds[order],
        which[rarer],
        of_texts,
        _small(np.append(owners, 0)[places]),
        _small(np.append(held, len(which))[places]),
        of_signs,
        _small(np.append(placed, len(places))[signs]),
    )


def _small(places: Places) -> Smalls:
    """The same in as few bits as the highest of them has, for there are millions."""
    return places.astype(np.min_scalar_type(int(places.max())))


def _laid(sizes: Places) -> tuple[tuple[Block, ...], Places]:
    """Blocks with a column for each of these sizes, that do not fall, and for each of
    their places which of all it is, counted from one column to the next; as many as
    there are for an empty one."""
    blocks, places = [], []
    starts, count, start, first = np.cumsum(sizes) - sizes, int(sizes.sum()), 0, 0
    while first < len(sizes):
        last = np.searchsorted(sizes, int(sizes[first] * ALIKE), side="right")
        rows = np.arange(sizes[last - 1])[:, None]
        of_block = sizes[first:last]
        places.append(np.where(rows < of_block, starts[first:last] + rows, count))
        blocks.append(Block(start, len(rows), len(of_block)))
        start, first = start + places[-1].size, int(last)
    return tuple(blocks), np.concatenate(places, axis=None)
