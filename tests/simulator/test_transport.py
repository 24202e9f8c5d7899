"""Webhooks over real sockets, to servers that misbehave."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from ivr.simulator.call import CANNED_ERROR, Call
from ivr.simulator.transport import HttpTransport
from ivr.simulator.world import World

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
SECONDS = 0.5


@contextmanager
def serving(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that reads one request on each connection and then does as told."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    line, _ = listening.accept()
                except OSError:
                    return
                with line:
                    line.recv(65536)
                    try:
                        answer(line)
                    except OSError:
                        pass  # Nobody waits any more.

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)


def hang(line: socket.socket) -> None:
    time.sleep(SECONDS * 2)


def drip(line: socket.socket) -> None:
    line.sendall(HEAD + b"Content-Length: 1000\r\n\r\n")
    for _ in range(100):
        line.sendall(b" ")
        time.sleep(SECONDS / 10)


def break_off(line: socket.socket) -> None:
    line.sendall(HEAD + b"Content-Length: 1000\r\n\r\n<Resp")


def flood(line: socket.socket) -> None:
    line.sendall(HEAD + b"\r\n")
    while True:
        line.sendall(b"x" * 65536)


def html(line: socket.socket) -> None:
    page = b"<!doctype html><html><p>We are busy"
    line.sendall(HEAD.replace(b"xml", b"html"))
    line.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(page), page))


def nothing(line: socket.socket) -> None:
    """The line is cut before an answer."""


SERVERS = {
    "never answers": (hang, 11200),
    "answers byte by byte": (drip, 11200),
    "breaks off": (break_off, 11200),
    "answers without end": (flood, 11750),
    "answers HTML": (html, 12100),
    "cuts the line": (nothing, 11205),
}


def called(url: str) -> tuple[Call, float]:
    world = World(url, "AC1", "token", "+16125550100", HttpTransport(SECONDS))
    world.status_url = f"{url}/ended"
    call, began = Call(world, "+16125550142"), time.monotonic()
    call.start()
    return call, time.monotonic() - began


@pytest.mark.parametrize(("answer", "code"), SERVERS.values(), ids=SERVERS.keys())
def test_a_server_that(answer: Callable[[socket.socket], None], code: int):
    with serving(answer) as url:
        call, seconds = called(url)

    assert call.fault is not None and call.fault.code == code
    assert call.script[-1].text == CANNED_ERROR
    # The page and the word that the call is over, each at its longest.
    assert seconds < 4 * SECONDS + 1


def test_a_host_that_does_not_exist_and_one_that_is_not_safe():
    def greet(line: socket.socket) -> None:
        line.sendall(b"this is not TLS")

    unknown, _ = called("http://nowhere.invalid")
    with serving(greet) as url:
        unsafe, _ = called(url.replace("http:", "https:"))

    assert unknown.fault is not None and unknown.fault.code == 11210
    assert unsafe.fault is not None and unsafe.fault.code == 11220
