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
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ivr.dialogue.batches import Batch, Block, Floats, Marks, Places, Rows, batches_of

# So many networks learn, by other chances each, and have their say in equal parts, for
# alone each would read one hard text in ten otherwise than the next. So many numbers
# each sign has in one of them.
NETWORKS, WIDTH = 3, 64

# So often it goes through all texts, oftener if there are few.
ROUNDS, STEP = 3, 0.07
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

# A product of so many single ones is left to one processor (OpenBLAS: of 4 << 16); what
# is shared out is done no sooner, and keeps one from answering.
ALONE = 1 << 18

# So many bits a number of double precision has.
DOUBLE = 53

# So far apart are the marks of one and the next.
APART = np.uint64(0x9E3779B1)


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


def learned(
    texts: Sequence[Rows],
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
    batches = list(batches_of(texts, kinds, np.array(marks, np.uint64)))
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
    shown = _shown(batch, of_signs, round_)
    which = batch.which
    told, far = network.signs.take(which, axis=0), moved.signs.take(which, axis=0)
    sums = _added(batch.texts, told, np.where(shown[:-1], batch.held, len(which)))
    sums += network.shift
    units = of_signs[0] + np.arange(WIDTH, dtype=np.uint64)
    left = ~_by_chance(SUMS_LEFT_OUT, batch.marks[:, None], units, round_)
    open_ = ((sums > 0) & left).astype(np.float32)
    open_ /= np.float32(1 - SUMS_LEFT_OUT)
    sums *= open_
    odds = product(sums, network.kinds)
    odds += network.bias
    kinds, two = odds[:, :-1], odds[:, -1]
    shares = np.exp(odds - kinds.max(axis=1, keepdims=True))
    shares[:, :-1] /= shares[:, :-1].sum(axis=1, keepdims=True)
    shares[:, -1] = 1 / (1 + np.exp(-two))
    shares -= batch.kinds
    shares /= np.float32(len(shares))
    back = product(shares, network.kinds.T) * open_
    _move(network.kinds, moved.kinds, product(sums.T, shares))
    _move(network.bias, moved.bias, shares.sum(axis=0))
    _move(network.shift, moved.shift, back.sum(axis=0))
    owners = np.where(shown[:-1], batch.owners, len(back))
    owners = np.append(owners, len(back)).take(batch.places)
    _move(told, far, _added(batch.signs, back, owners))
    network.signs[which], moved.signs[which] = told, far


def _shown(batch: Batch, of_signs: Marks, round_: int) -> NDArray[np.bool_]:
    """Which of the places are not left out; and, for the empty ones, none."""
    held = np.append(of_signs.take(batch.which), np.uint64(0)).take(batch.held)
    shown = ~_by_chance(SIGNS_LEFT_OUT, batch.marks.take(batch.owners), held, round_)
    for start, _, columns in batch.texts:
        # So that none is left without.
        shown[start : start + columns] = True
    return np.append(shown, False)


def _added(blocks: Sequence[Block], rows: Floats, which: Places) -> Floats:
    """What is in the columns of the blocks added up: ``which`` tells the row of each
    place, as many as there are rows for an empty one."""
    rows = np.vstack((rows, np.zeros_like(rows[:1])))
    each = rows.take(which, axis=0)
    return np.concatenate([block.sums(each) for block in blocks])


def product(one: Floats, other: Floats) -> Floats:
    """The product of two matrices, the same on every machine.

    Libraries for it add up in another order on another processor; what that rounds
    otherwise grows with every step, until a text is read otherwise. So the numbers are
    rounded first, to so few bits that no sum of their products has to be.
    """
    bits = (DOUBLE - len(other).bit_length()) // 2
    (one_, by), (other_, with_) = _whole(one, bits), _whole(other, bits)
    rows = max(1, ALONE // other.size)
    pieces = [one_[at : at + rows] @ other_ for at in range(0, len(one_), rows)]
    product: Floats = (np.concatenate(pieces) / (by * with_)).astype(np.float32)
    return product


def _whole(matrix: Floats, bits: int) -> tuple[NDArray[np.float64], float]:
    """The matrix in whole numbers of so many bits, and by what it was multiplied."""
    by = 2.0 ** (bits - math.frexp(np.abs(matrix).max())[1])
    return np.rint(matrix * np.float64(by)), by


def _move(weights: Floats, moved: Floats, slope: Floats) -> None:
    """Move them against the slope, those less that were moved much before."""
    moved += slope * slope
    weights -= np.float32(STEP) * slope / np.sqrt(moved)


def _scattered(marks: Marks, width: int, most: float) -> Floats:
    """Numbers from -``most`` to ``most``, ``width`` for each mark."""
    mixed = _mixed(marks[:, None], np.arange(width, dtype=np.uint64), -1)
    return ((np.ldexp(mixed.astype(np.float64), -63) - 1) * most).astype(np.float32)


def _by_chance(
    share: float, one: Marks, other: Marks, round_: int
) -> NDArray[np.bool_]:
    """Whether each two marks are of the share that chance takes in each round."""
    return _mixed(one, other, round_) < np.uint64(int(share * (1 << 64)))


def _mixed(one: Marks, other: Marks, round_: int) -> Marks:
    """A number of 64 bits for each two marks in each round (splitmix64, Steele, Lea
    and Flood, 2014)."""
    mixed = one * np.uint64(0x9E3779B97F4A7C15) + other * np.uint64(0xD1B54A32D192ED03)
    mixed += np.uint64((round_ + 2) * 0x8CB92BA72F3D8DD7 % (1 << 64))
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed
