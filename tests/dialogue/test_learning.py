"""Learning: what stands in a batch is all counted, and all machines learn the same."""

import os
import subprocess
import sys
from random import Random

import numpy as np
import pytest

from ivr.dialogue.batches import Batch, Floats, Places, batches_of
from ivr.dialogue.learning import learned, product

SIGNS, TEXTS, KINDS = 300, 1200, 5

DRAW = Random(7)
WRITTEN = [
    np.array([0, *DRAW.sample(range(1, SIGNS), DRAW.randint(1, 40))])
    for _ in range(TEXTS)
]
OF_KINDS = np.eye(KINDS, dtype=np.float32)[[rows[-1] % KINDS for rows in WRITTEN]]
MARKS = np.arange(TEXTS, dtype=np.uint64)

# Writes what was learned to its output.
LEARN = """
import sys
from tests.dialogue.test_learning import by_all
sys.stdout.buffer.write(by_all())
"""


def by_all() -> bytes:
    """What these texts teach, bit by bit."""
    network = learned(WRITTEN, OF_KINDS, range(TEXTS), range(SIGNS), range(KINDS))
    return b"".join(layer.tobytes() for layer in network)


@pytest.fixture(scope="module")
def batches() -> list[Batch]:
    return list(batches_of(WRITTEN, OF_KINDS, MARKS))


def signs_of(batch: Batch) -> list[Places]:
    """Of each text of the batch, its signs in order."""
    called = np.append(batch.which, -1)
    columns = []
    for start, rows, count in batch.texts:
        held = batch.held[start : start + rows * count].reshape(rows, count)
        columns += list(called[held].T)
    return [np.sort(column[column >= 0]) for column in columns]


def test_every_text_is_in_one_batch_with_all_its_signs(batches: list[Batch]):
    found = {
        int(mark): signs.tolist()
        for batch in batches
        for mark, signs in zip(batch.marks, signs_of(batch), strict=True)
    }

    assert found == {at: sorted(rows.tolist()) for at, rows in enumerate(WRITTEN)}


def test_a_text_has_its_first_sign_on_top(batches: list[Batch]):
    for batch in batches:
        for start, _, count in batch.texts:
            assert (batch.which[batch.held[start : start + count]] == 0).all()


def test_a_text_keeps_its_kind(batches: list[Batch]):
    for batch in batches:
        for mark, kinds in zip(batch.marks, batch.kinds, strict=True):
            assert (kinds == OF_KINDS[int(mark)]).all()


def test_each_sign_is_placed_once_for_each_text_that_has_it(batches: list[Batch]):
    for batch in batches:
        held = np.append(batch.held, len(batch.which))[batch.places]
        columns = [
            held[start : start + rows * count].reshape(rows, count).T.tolist()
            for start, rows, count in batch.signs
        ]
        empty = len(batch.which)
        for sign, column in enumerate(sum(columns, [])):
            assert set(column) <= {sign, empty}
        placed = batch.places[batch.places < len(batch.held)]
        assert len(set(placed.tolist())) == len(placed)
        assert len(placed) == sum(map(len, signs_of(batch)))


def test_a_block_adds_up_its_columns(batches: list[Batch]):
    batch = batches[0]
    what: Floats = np.append(batch.which, 0).astype(np.float32)[batch.held][:, None]
    what[batch.held == len(batch.which)] = 0
    sums = np.concatenate([block.sums(what) for block in batch.texts])

    assert sums[:, 0].tolist() == [rows.sum() for rows in signs_of(batch)]


def test_a_product_is_the_same_in_whatever_order_it_is_added_up():
    chance = np.random.default_rng(5)
    one = chance.standard_normal((60, 300)).astype(np.float32) * 1e3
    other = chance.standard_normal((300, 40)).astype(np.float32) * 1e-3
    one[:, ::7] *= 1e-4
    other[::5] *= 1e4
    order = chance.permutation(300)

    assert (product(one, other) == product(one[:, order], other[order])).all()
    assert (one @ other != one[:, order] @ other[order]).any()
    exact = one.astype(np.float64) @ other.astype(np.float64)
    assert np.abs(product(one, other) - exact).max() < 1e-4 * np.abs(exact).max()


@pytest.fixture(scope="module")
def here() -> bytes:
    return by_all()


@pytest.mark.parametrize("kernel", ["Prescott", "Haswell"])
def test_the_same_is_learned_whatever_multiplies(here: bytes, kernel: str):
    """OpenBLAS adds up in another order by each of its kernels (it takes no notice of
    a name that is not of this kind of machine); numpy goes without what is newer."""
    environment = {
        **os.environ,
        "OPENBLAS_CORETYPE": kernel,
        "NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512_SKX",
    }
    done = subprocess.run(
        [sys.executable, "-c", LEARN],
        env=environment,
        capture_output=True,
        check=True,
        timeout=60,
    )

    assert done.stdout == here
