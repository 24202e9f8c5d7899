"""The phone page, asked for in ways that need no browser."""

import pytest

from ivr.simulator.account import Account
from ivr.simulator.conversation import OFFICER
from ivr.simulator.phone import simulator_app
from ivr.simulator.showing import Guide
from ivr.simulator.switchboard import Switchboard
from ivr.simulator.world import World
from tests.hotline import Unwired


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("?phone=%2B16125550143", "+16125550143"),
        ("?phone=+16125550143", "+16125550143"),
        ("?phone=16125550143", "+16125550143"),
        ("?phone=anonymous", "anonymous"),
        ("", OFFICER),
    ],
)
def test_whose_phone_it_is_stands_in_the_address_with_or_without_its_plus(
    address: str, number: str
):
    board = Switchboard(Account(World("http://h", "AC", "token", "+1", Unwired())))
    app = simulator_app(board, "http://127.0.0.1", {}, Guide("1", "9"))
    client = app.test_client()
    stream = client.get(f"/phone/events{address}", base_url="http://127.0.0.1")

    told = next(iter(stream.response))
    stream.close()

    assert f'"phone": "{number}"' in str(told)
