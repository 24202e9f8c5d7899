"""The weights in force are those that the tuning messages give."""

import pytest

from ivr.dialogue.weights import MEANT, MEANT_BIAS, OURS, OURS_BIAS
from tests.understanding.fitting import examples, fitted


# The hotline learns eight times over, and reads some twenty thousand messages.
@pytest.mark.timeout(900)
def test_the_weights_are_those_that_the_tuning_messages_give():
    meant, ours = fitted(examples())

    assert (meant.bias, ours.bias) == pytest.approx((MEANT_BIAS, OURS_BIAS), abs=0.02)
    assert meant.weights == pytest.approx(MEANT, abs=0.02)
    assert ours.weights == pytest.approx(OURS, abs=0.02)
