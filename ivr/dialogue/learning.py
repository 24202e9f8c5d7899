"""A small network: from the signs of a text to the kinds it may be of.

Each sign has a few numbers, its place among all signs; those of a text are added up,
what is below nought is left out (rectified), and from what remains every kind takes
its own share (softmax). So signs that mean the same come to stand together, and a word
may count otherwise beside another. What a text is made of is never shown to it whole:
of its signs and of what they add up to some are left out each time, by chance (dropout,
Srivastava and others, 2014), so that no text is known by one of its words alone.

It goes through the texts a few times, in batches, and moves what speaks for the wrong
kinds (AdaGrad, Duchi and others, 2011). Nothing is drawn: chance is what a text and a
sign are called by, so that the same texts give the same network.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# So many networks learn, by other chances each, and have their say in equal parts, for
# alone each would read one hard text in ten otherwise than the next. So many numbers
# each sign has in one of them.
NETWORKS, WIDTH = 2, 64

# About so many texts are in a batch; through few texts it goes oftener than so.
ROUNDS, BATCH, STEP = 4, 256, 0.05
LEAST_STEPS = 400

# So large a share of the signs of a text, and of what they add up to, is left out.
SIGNS_LEFT_OUT, SUMS_LEFT_OUT = 0.3, 0.3

# How far apart signs stand before anything is learned.
SCATTERED = 0.17

# What is kept is the mean of what there was after every so manieth step of the last
# third: in which order the texts come then matters half as much (Polyak and Juditsky,
# 1992).
EACH, LAST = 10, 1 / 3

# What a number is taken to have been moved by before it was moved at all.
LEAST_MOVED = 1e-10

# So far apart are the marks of one and the next.
APART = np.uint64(0x9E3779B1)

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
Marks = NDArray[np.uint64]
"""Numbers by which chance goes: the same for the same text, sign or kind."""


class Network(NamedTuple):
    """What was learned; several are one that is as much wider."""

    signs: Floats
    """A row for each sign."""
    shift: Floats
    """What is added to the sum of a text's signs."""
    kinds: Floats
    """A column for each kind."""
    bias: Floats
    """What speaks for each kind before anything is read. The last of the kinds is none:
    it tells whether a text is of two kinds."""

    def odds(self, texts: Sequence[list[int]]) -> Floats:
        """How much speaks for each kind, and last for two kinds at once (log-odds), a
        row for each text; ``texts`` have the rows of their signs."""
        sums = np.empty((len(texts), self.signs.shape[1]), np.float32)
        for at, rows in enumerate(texts):
            np.add.reduce(self.signs.take(rows, axis=0), axis=0, out=sums[at])
        sums += self.shift
        np.maximum(sums, 0, out=sums)
        odds: Floats = sums @ self.kinds
        odds += self.bias
        return odds


class Batch(NamedTuple):
    """Some of the texts, and which signs they have."""

    marks: Marks
    """Of each text."""
    rows: Places
    """Each sign of each text, as where it stands in ``which``."""
    starts: Places
    """Where the signs of each text begin among ``rows``."""
    kinds: Floats
    which: Places
    """The signs, each once."""
    order: Places
    """The places in ``rows``, in the order of ``which``."""
    owners: Places
    """Of which text each sign is, in the order of ``rows``."""


def learned(
    texts: Sequence[Places],
    kinds: Floats,
    marks: Sequence[int],
    sign_marks: Sequence[int],
    kind_marks: Sequence[int],
) -> Network:
    """The network by which texts of these signs are told to be of these ``kinds``.

    ``texts`` has the signs of each, one at least, as places in ``sign_marks``;
    ``kinds`` a row for each text, with the share of each kind. The marks are numbers
    of 32 bits.
    """
    two = (np.count_nonzero(kinds, axis=1) > 1).astype(np.float32)[:, None]
    kinds = np.hstack((kinds, two))
    batches = list(_batches(texts, kinds, np.array(marks, np.uint64)))
    of_signs, of_kinds = (
        np.array(these, np.uint64) for these in (sign_marks, [*kind_marks, 1])
    )
    each = [
        _learned(batches, of_signs + APART * at, of_kinds + APART * at)
        for at in np.arange(NETWORKS, dtype=np.uint64)
    ]
    signs, shift, of_each, bias = zip(*each, strict=True)
    share = np.float32(1 / NETWORKS)
    return Network(
        np.hstack(signs),
        np.hstack(shift),
        np.vstack(of_each) * share,
        sum(bias) * share,
    )


def _learned(batches: Sequence[Batch], of_signs: Marks, of_kinds: Marks) -> Network:
    """One of the networks."""
    network = Network(
        _scattered(of_signs, WIDTH, SCATTERED),
        np.zeros(WIDTH, np.float32),
        _scattered(of_kinds, WIDTH, WIDTH**-0.5).T.copy(),
        np.zeros(len(of_kinds), np.float32),
    )
    if not batches:
        return network
    moved = Network(*(np.full_like(one, LEAST_MOVED) for one in network))
    kept, count = Network(*map(np.zeros_like, network)), 0
    rounds = max(ROUNDS, math.ceil(LEAST_STEPS / len(batches)))
    steps = rounds * len(batches)
    for step in range(1, steps + 1):
        round_, at = divmod(step - 1, len(batches))
        _learn(network, moved, batches[at], of_signs, round_)
        if step == steps or (step % EACH == 0 and step > (1 - LAST) * steps):
            for mean, now in zip(kept, network, strict=True):
                mean += now
            count += 1
    return Network(*(one / np.float32(count) for one in kept))


def _learn(
    network: Network, moved: Network, batch: Batch, of_signs: Marks, round_: int
) -> None:
    """Move the network by what it tells wrongly of a batch."""
    marks = of_signs[batch.which][batch.rows]
    shown = _chance(batch.marks[batch.owners], marks, round_) >= SIGNS_LEFT_OUT
    # So that none is left without.
    shown[batch.starts] = True
    owners = batch.owners[shown]
    starts = np.searchsorted(owners, np.arange(len(batch.marks)))
    order = batch.order[shown[batch.order]]
    places = batch.rows[order]
    ends = np.flatnonzero(np.diff(places, prepend=-1))
    which = batch.which[places[ends]]

    sums = np.add.reduceat(
        network.signs[batch.which[batch.rows[shown]]], starts, axis=0
    )
    sums += network.shift
    units = of_signs[0] + np.arange(WIDTH, dtype=np.uint64)
    left = _chance(batch.marks[:, None], units, round_) >= SUMS_LEFT_OUT
    open_ = ((sums > 0) & left).astype(np.float32)
    open_ /= np.float32(1 - SUMS_LEFT_OUT)
    sums *= open_
    odds = _product(sums, network.kinds)
    odds += network.bias
    kinds, two = odds[:, :-1], odds[:, -1]
    shares = np.exp(odds - kinds.max(axis=1, keepdims=True))
    shares[:, :-1] /= shares[:, :-1].sum(axis=1, keepdims=True)
    shares[:, -1] = 1 / (1 + np.exp(-two))
    shares -= batch.kinds
    shares /= np.float32(len(shares))
    back = _product(shares, network.kinds.T) * open_
    _move(network.kinds, moved.kinds, _product(sums.T, shares))
    _move(network.bias, moved.bias, shares.sum(axis=0))
    _move(network.shift, moved.shift, back.sum(axis=0))
    slope = np.add.reduceat(back[batch.owners[order]], ends, axis=0)
    told, far = network.signs[which], moved.signs[which]
    _move(told, far, slope)
    network.signs[which], moved.signs[which] = told, far


def _product(one: Floats, other: Floats) -> Floats:
    """The product of two matrices, the same on every machine.

    Libraries for it add up in another order on another processor; what that rounds
    otherwise grows with every step, until a text is read otherwise. It costs a tenth
    of the time.
    """
    product = np.zeros((one.shape[0], other.shape[1]), np.float32)
    each = np.empty_like(product)
    columns = np.ascontiguousarray(one.T)
    for column, row in zip(columns, np.ascontiguousarray(other), strict=True):
        np.multiply(column[:, None], row, out=each)
        product += each
    return product


def _move(weights: Floats, moved: Floats, slope: Floats) -> None:
    """Move them against the slope, those less that were moved much before."""
    moved += slope * slope
    weights -= np.float32(STEP) * slope / np.sqrt(moved)


def _batches(texts: Sequence[Places], kinds: Floats, marks: Marks) -> Iterator[Batch]:
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
        sizes = np.array([len(texts[at]) for at in batch])
        rows = np.concatenate([texts[at] for at in batch])
        which, places = np.unique(rows, return_inverse=True)
        yield Batch(
            marks[batch],
            places,
            np.cumsum(sizes) - sizes,
            kinds[batch],
            which,
            np.argsort(places, kind="stable"),
            np.repeat(np.arange(len(batch)), sizes),
        )


def _scattered(marks: Marks, width: int, most: float) -> Floats:
    """Numbers from -``most`` to ``most``, ``width`` for each mark."""
    chance = _chance(marks[:, None], np.arange(width, dtype=np.uint64), -1)
    return ((2 * chance - 1) * most).astype(np.float32)


def _chance(one: Marks, other: Marks, round_: int) -> NDArray[np.float64]:
    """A number from 0 to 1 for each two marks in each round (splitmix64, Steele,
    Lea and Flood, 2014)."""
    mixed = one * np.uint64(0x9E3779B97F4A7C15) + other * np.uint64(0xD1B54A32D192ED03)
    mixed += np.uint64((round_ + 2) * 0x8CB92BA72F3D8DD7 % (1 << 64))
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) / float(1 << 53)
