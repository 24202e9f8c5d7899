"""The phone page in a real browser, against a real hotline that can be killed."""

import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from ivr.settings import trial_environ
from ivr.simulator.account import Account
from ivr.simulator.events import Event
from ivr.simulator.phone import simulator_app
from ivr.simulator.rest import served
from ivr.simulator.showing import Guide
from ivr.simulator.switchboard import Switchboard
from tests.ports import free_port
from tests.served import Server

# Without these Chromium looks for hosts of its maker.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
HASTE = 6.0
GUIDE = Guide(
    "1",
    "9",
    ("MINOR", "ADULT", "NEXT", "NUMBERS", "MENU"),
    {
        "+16122325428": "West Metro Regional Navigator",
        "+18662231111": "Safe Harbor Minnesota",
        "+16517937000": "BCA Human Trafficking Agent",
    },
)
SIZES = {"a desk": (1280, 900), "a phone": (390, 844)}


class Clock:
    """By it speech and silence pass faster than in life, or not at all."""

    def __init__(self) -> None:
        # Since when it goes at a pace, and what it showed then.
        self._set = (time.monotonic(), 0.0, HASTE)

    def __call__(self) -> float:
        since, showed, pace = self._set
        return showed + (time.monotonic() - since) * pace

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Nobody's patience ends meanwhile, however long a test takes to do things."""
        pace = self._set[2]
        self._set = (time.monotonic(), self(), 0.0)
        try:
            yield
        finally:
            self._set = (time.monotonic(), self(), pace)


CLOCK = Clock()


@dataclass
class Trial:
    """A hotline, the simulator beside it, and the address of the page."""

    server: Server
    board: Switchboard
    url: str


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("Chromium is missing: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    folder: Path = tmp_path_factory.mktemp("trial")
    port, page_port = free_port(), free_port()
    api = f"http://127.0.0.1:{page_port}"
    environ = {**trial_environ(port), "TWILIO_API_URL": api}
    server = Server(environ, port, folder)
    board = Switchboard(Account(server.world()), CLOCK)
    board.run()
    made = Trial(server, board, f"{api}/phone")

    def fail(on: bool) -> None:
        server.stop(signal.SIGKILL) if on else server.start()

    failing = {"hotline": ("The hotline is down", fail)}
    with served(simulator_app(board, api, failing, GUIDE), page_port):
        yield made
    server.stop()


@pytest.fixture(params=SIZES.values(), ids=SIZES.keys())
def page(
    request: pytest.FixtureRequest, browser: Browser, trial: Trial
) -> Iterator[Page]:
    """The page of a phone of its own; nothing may be written to its console."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    made, said = context.new_page(), []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    made.on("console", hear)
    made.on("pageerror", lambda error: said.append(str(error)))
    made.on(
        "request",
        lambda asked: (
            said.append(asked.url)
            if not asked.url.startswith((trial.url, "data:"))
            else None
        ),
    )
    phone = f"%2B1612555{len(trial.board.threads) + 1000:04d}"
    made.goto(f"{trial.url}?phone={phone}")
    yield made
    context.close()
    # What is left ringing would ring on every other page.
    for sid in list(trial.board.calls):
        trial.board.happen(sid, Event.HANG_UP)
    assert said == []
