"""What one try to send a text comes to, whatever answers at Twilio's address."""

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs

import pytest

from ivr.carrier.codes import PHONE_CANNOT, TEXT_CANNOT, TRY_AGAIN, phone_cannot
from ivr.carrier.messages import ALL_SECONDS, SECONDS, Messages, Outcome
from ivr.store.outbox import LEASE_SECONDS
from tests.hotline import OFFICER

SID = "SM" + "a" * 32
Answering = Callable[[socket.socket], None]


@contextmanager
def api(*answers: Answering) -> Iterator[tuple[str, list[bytes]]]:
    """An address where each request is answered in its turn, and what was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for answer in answers:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    asked.append(request(connection))
                    try:
                        answer(connection)
                    except OSError:
                        pass  # Whoever asked has hung up.

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", asked


def request(connection: socket.socket) -> bytes:
    """Head and body of one request, however many pieces they come in."""
    data = b""
    while more := connection.recv(65_536):
        data += more
        head, _, body = data.partition(b"\r\n\r\n")
        length = re.search(rb"Content-Length: (\d+)", head)
        if length and len(body) >= int(length[1]):
            break
    return data


def says(status: int, body: object = "", **headers: str) -> Answering:
    text = body if isinstance(body, str) else json.dumps(body)

    def answer(connection: socket.socket) -> None:
        given = {"Content-Type": "application/json", "Connection": "close", **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        head = f"HTTP/1.1 {status} X\r\n{lines}Content-Length: {len(text)}\r\n\r\n"
        connection.sendall((head + text).encode())

    return answer


def refuses(status: int, code: int) -> Answering:
    return says(status, {"code": code, "message": "no", "status": status})


def drips(head: bytes) -> Answering:
    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(200):
            connection.sendall(b"x")
            time.sleep(0.05)

    return answer


def cuts(connection: socket.socket) -> None:
    connection.close()


def keeps_still(connection: socket.socket) -> None:
    time.sleep(1.5)


def send(url: str, tokens: tuple[str, ...] = ("a token",), **more: float) -> Outcome:
    messages = Messages(
        "AC" + "0" * 32, tokens, "+16125550100", "https://hotline.example.org", url,
        **more,
    )  # fmt: skip
    return messages.send(OFFICER, "the words", "0" * 32, 900)


TAKEN = says(201, {"sid": SID, "status": "queued"})
ANSWERS: dict[str, tuple[Answering, Outcome]] = {
    "taken": (TAKEN, Outcome(sid=SID)),
    "taken, with an id that is none": (
        says(201, {"sid": "x" * 500}),
        Outcome(sid="x" * 34),
    ),
    "taken, with no id": (says(201, {}), Outcome(again=True)),
    "taken, in no JSON": (says(201, "<html>"), Outcome(code="unreadable", again=True)),
    "too many": (refuses(429, 20429), Outcome(code="20429", again=True)),
    "too many, with no code": (says(429, {}), Outcome(code="429", again=True)),
    "an error of theirs": (says(503, "<html>"), Outcome(code="503", again=True)),
    "an error with a code that is none": (
        says(500, {"code": "y" * 500, "message": "no"}),
        Outcome(code="y" * 10, again=True),
    ),
    "a code nobody knows": (refuses(400, 99999), Outcome(code="99999")),
    "a permanent refusal that comes as 5xx": (
        refuses(500, 21610),
        Outcome(code="21610"),
    ),
    "sent elsewhere": (
        says(307, "", Location="http://127.0.0.1:9/"),
        Outcome(code="307"),
    ),
    "not allowed": (refuses(401, 20003), Outcome(code="20003")),
    "cut": (cuts, Outcome(code="network", again=True)),
    "no answer": (keeps_still, Outcome(code="timeout", again=True)),
}


@pytest.mark.parametrize(("answer", "outcome"), ANSWERS.values(), ids=ANSWERS.keys())
def test_what_an_answer_comes_to(answer: Answering, outcome: Outcome):
    with api(answer) as (url, _):
        assert send(url, seconds=0.5) == outcome


EVERY = {**PHONE_CANNOT, **TEXT_CANNOT, **TRY_AGAIN}


@pytest.mark.parametrize("code", EVERY, ids=lambda code: f"{code} {EVERY[code]}")
def test_every_code_of_the_table_is_tried_again_or_given_up(code: str):
    with api(refuses(400, int(code))) as (url, _):
        assert send(url) == Outcome(code=code, again=code in TRY_AGAIN)
    assert phone_cannot(code) == (code in PHONE_CANNOT and code != "21610")


def test_nobody_at_the_address_is_a_fault_of_the_network():
    with api() as (url, _):
        pass

    assert send(url) == Outcome(code="network", again=True)


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 201 Created\r\nContent-Length: 10000\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nX-Long: ",
    ],
    ids=["in the body", "in the head"],
)
def test_an_answer_byte_by_byte_ends_in_time_all_the_same(head: bytes):
    began = time.monotonic()
    with api(drips(head)) as (url, _):
        outcome = send(url, seconds=0.5, all_seconds=1.0)

    assert outcome == Outcome(code="timeout", again=True)
    assert time.monotonic() - began < 2.0


def test_a_try_ends_before_another_may_take_the_text():
    assert 2 * SECONDS <= ALL_SECONDS < LEASE_SECONDS


def test_while_a_token_is_changed_the_next_one_is_tried():
    with api(refuses(401, 20003), TAKEN) as (url, asked):
        assert send(url, ("the old one", "the new one")) == Outcome(sid=SID)

    assert len(asked) == 2


def test_what_is_asked_of_twilio():
    with api(TAKEN) as (url, asked):
        send(url)

    head, _, body = asked[0].partition(b"\r\n\r\n")
    assert head.startswith(
        b"POST /2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json"
    )
    assert parse_qs(body.decode()) == {
        "To": [OFFICER],
        "From": ["+16125550100"],
        "Body": ["the words"],
        "StatusCallback": [f"https://hotline.example.org/sms/status?text={'0' * 32}"],
        "ValidityPeriod": ["900"],
    }
