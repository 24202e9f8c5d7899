"""kill -9 of every process, again and again, while officers ask to be texted.

No text that an officer was promised is lost; at most those in flight are sent
twice; and of the notes no more are lost than were waiting for the writer.
"""

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select

from ivr.settings import Settings, trial_environ
from ivr.simulator.account import Account
from ivr.simulator.rest import rest_app, served
from ivr.simulator.transport import HttpTransport
from ivr.simulator.twiml import Fault
from ivr.simulator.world import World
from ivr.store.outbox import LEASE_SECONDS
from ivr.store.sender import SENDERS
from ivr.store.tables import events, outbox
from tests.ports import free_port
from tests.postgres import postgres
from tests.served import Server

KILLS = 20
WORKERS = 2
OFFICERS = 3
NOTE_SECONDS = 0.5
"""Ten times GATHER_SECONDS, for a machine that has much else to do, and far less than
the hotline lives between two kills: most of what it noted then may not be lost."""
LIVES = (0.8, 1.6)
"""For how many seconds it does, at least and at most."""


class Officers:
    """Some officers who call and ask for the numbers, without end."""

    def __init__(self, server: Server) -> None:
        self.server, self.stopping = server, threading.Event()
        self.promised: dict[str, float] = {}
        self.answered: list[float] = []
        self.numbers = iter(range(4_000_000))
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.ask) for _ in range(OFFICERS)]
        for thread in self.threads:
            thread.start()

    def ask(self) -> None:
        world = self.server.world()
        while not self.stopping.is_set():
            with self.lock:
                phone = f"+1612{5_550_000 + next(self.numbers)}"
            form = world.fields(
                CallSid=world.sid("CA"), From=phone, SpeechResult="phone numbers"
            )
            url = f"{world.hotline_url}/voice/minor/safety"
            try:
                answer = world.post("voice", url, form)
            except Fault:
                time.sleep(0.05)
                continue
            if answer.status == 200:
                self.answered.append(time.time())
                if b"texting it" in answer.body:
                    self.promised[phone] = time.time()
            time.sleep(random.uniform(0.02, 0.06))

    def stop(self) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join()


@dataclass
class Remembering:
    """Where texts are remembered, and how its own processes are killed, if so."""

    url: str
    kill: Callable[[], None] = lambda: None


@pytest.fixture(params=["sqlite", "postgresql, killed as well"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Remembering]:
    if request.param == "sqlite":
        yield Remembering(f"sqlite:///{tmp_path / 'hotline.db'}")
    else:
        with postgres() as own:
            yield Remembering(own.create("hotline"), own.kill)


@pytest.mark.timeout(600)
def test_no_promised_text_is_lost(database: Remembering, tmp_path: Path):
    port = free_port()
    environ = trial_environ(port)
    world = World(
        environ["PUBLIC_URL"],
        environ["TWILIO_ACCOUNT_SID"],
        environ["TWILIO_AUTH_TOKEN"],
        environ["HOTLINE_NUMBER"],
        HttpTransport(),
    )
    account = Account(world)
    with served(rest_app(account)) as api:
        environ["TWILIO_API_URL"] = api
        server = Server(environ, port, tmp_path, database.url)
        officers, kills = Officers(server), []
        try:
            for _ in range(KILLS):
                time.sleep(random.uniform(*LIVES))
                began = time.time()
                server.stop(signal.SIGKILL)
                # What was answered before the kill may be read after it.
                kills.append((began, time.time()))
                database.kill()
                server.start()
        finally:
            officers.stop()
        engine = create_engine(Settings.from_environ(server.environ).database_url)
        until = time.monotonic() + 3 * LEASE_SECONDS
        while time.monotonic() < until:
            # A text in flight at a kill is taken up when its lease is over.
            with engine.connect() as connection:
                numbers = connection.execute(select(outbox.c.number)).scalars().all()
            if set(numbers) == {None}:
                break
            time.sleep(0.2)
        # The carrier hands them on one by one, and tells the hotline of each.
        account.settle(60)
        server.stop()
    arrived = Counter(phone for phone, _ in world.arrived)
    with engine.connect() as connection:
        noted = connection.execute(select(events.c.kind)).scalars().all().count("call")
    engine.dispose()
    lost = set(officers.promised) - set(arrived)
    repeated = sum(count - 1 for count in arrived.values())
    unnoted = len(officers.answered) - noted
    at_risk = [
        at for at in officers.answered
        if any(began - NOTE_SECONDS < at <= over for began, over in kills)
    ]  # fmt: skip
    print(
        f"\n{len(kills)} kills, {len(officers.promised)} texts promised: "
        f"{len(lost)} lost, {repeated} sent twice; "
        f"{len(officers.answered)} answers, {len(at_risk)} of them just before a kill: "
        f"{max(unnoted, 0)} notes lost"
    )

    assert len(officers.promised) > KILLS
    assert lost == set()
    assert repeated <= KILLS * WORKERS * SENDERS
    assert unnoted <= len(at_risk)
    assert set(numbers) == {None}
