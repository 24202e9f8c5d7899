"""The account's REST API, asked by Twilio's own client."""

from collections.abc import Iterator
from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from ivr.carrier.messages import Http
from ivr.simulator.account import Account
from ivr.simulator.call import Call
from ivr.simulator.events import Waiting
from ivr.simulator.rest import rest_app, served
from ivr.simulator.switchboard import Switchboard
from ivr.simulator.thread import Thread
from ivr.simulator.transport import Answer
from ivr.simulator.world import World

SID, TOKEN, NUMBER = "AC" + "a" * 32, "a token", "+16125550100"
PHONE = "+16125550142"


class Listening:
    """A hotline that says one word, and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.body = b"<Response/>"

    def post(self, url: str, headers: object, form: object) -> Answer:
        self.asked.append(url)
        return Answer(200, {"content-type": "text/xml"}, self.body)


@pytest.fixture
def account() -> Account:
    return Account(World("https://hotline", SID, TOKEN, NUMBER, Listening()))


@pytest.fixture
def client(account: Account) -> Iterator[Any]:
    with served(rest_app(account)) as url:
        yield Client(SID, TOKEN, http_client=Http(url, 5), environment={"": ""})


def send(client: Any, **more: str) -> Any:
    given = {"to": PHONE, "from_": NUMBER, "body": "hi", **more}
    return client.messages.create(**given)


def test_a_text_is_sent_listed_and_looked_up(client: Any, account: Account):
    sent = [send(client, body=f"text {n}") for n in range(60)]
    account.settle()

    assert sent[0].status == "queued"
    assert client.messages(sent[0].sid).fetch().status == "delivered"
    assert len(client.messages.list(to=PHONE)) == 60
    assert client.messages.list(to="+16125550143") == []
    assert account.world.arrived[0] == (PHONE, "text 0")


REFUSALS = {
    "no number": ({"to": "minor"}, 21211),
    "not ours": ({"from_": "+16125550199"}, 21606),
    "nothing": ({"body": ""}, 21602),
    "too long": ({"body": "x" * 1601}, 21617),
}


@pytest.mark.parametrize(("form", "code"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_twilio_refuses_is_refused(client: Any, form: dict[str, str], code: int):
    with pytest.raises(TwilioRestException) as caught:
        send(client, **form)

    assert (caught.value.code, caught.value.status) == (code, 400)


def test_after_stop_a_text_is_refused_until_start(client: Any, account: Account):
    thread = Thread(account.world, PHONE)
    thread.text("STOP")
    with pytest.raises(TwilioRestException) as caught:
        send(client)
    thread.text("START")

    assert caught.value.code == 21610
    assert send(client).sid


def test_another_token_or_account_is_not_let_in(account: Account):
    with served(rest_app(account)) as url:
        for sid, token, code in (
            (SID, "wrong", 20003),
            ("AC" + "b" * 32, TOKEN, 20003),
        ):
            client = Client(sid, token, http_client=Http(url, 5), environment={"": ""})
            with pytest.raises(TwilioRestException) as caught:
                send(client)
            assert (caught.value.code, caught.value.status) == (code, 401)


def test_the_switch_goes_by_what_is_set_for_the_number(client: Any, account: Account):
    (number,) = client.incoming_phone_numbers.list(phone_number=NUMBER)
    before = number.voice_url
    changed = client.incoming_phone_numbers(number.sid).update(
        voice_url="https://other/voice",
        sms_url="https://other/sms",
        status_callback="https://other/ended",
        friendly_name="Hotline",
    )
    Thread(account.world, PHONE).text("hi")
    Call(account.world, PHONE).start()

    assert before == "https://hotline/voice"
    assert changed.friendly_name == "Hotline"
    assert account.world.transport.asked == [  # type: ignore[attr-defined]
        "https://other/sms",
        "https://other/voice",
        "https://other/ended",
    ]
    assert client.incoming_phone_numbers.list(phone_number="+16125550199") == []


def test_what_is_not_there_is_not_found(client: Any):
    for ask in (client.messages("SM" + "0" * 32), client.incoming_phone_numbers("PN0")):
        with pytest.raises(TwilioRestException) as caught:
            ask.fetch()
        assert (caught.value.code, caught.value.status) == (20404, 404)


def test_calls_are_listed_and_ended(client: Any, account: Account):
    transport = account.world.transport
    transport.body = b"<Response><Pause length='60'/></Response>"  # type: ignore[attr-defined]
    board = Switchboard(account)
    sid = board.dial(PHONE)
    (going,) = client.calls.list(status="in-progress")
    ended = client.calls(sid).update(status="completed")

    assert (going.sid, going.from_formatted, going.direction) == (sid, PHONE, "inbound")
    assert ended.status == "completed"
    assert client.calls.list(status="in-progress") == []
    assert board.calls[sid].call.wait.what is Waiting.OVER


def test_a_call_that_the_api_is_asked_to_make_is_refused_in_words(client: Any):
    with pytest.raises(TwilioRestException, match="only its phones call"):
        client.calls.create(to=PHONE, from_=NUMBER, url="https://hotline/voice")
