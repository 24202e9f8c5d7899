"""A hotline to test against: the real app, reached through signed requests."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, Pool, QueuePool, Table, delete, func, select
from sqlalchemy.exc import OperationalError
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from ivr.carrier.messages import Outcome
from ivr.channels.edition import Edition
from ivr.settings import Settings
from ivr.simulator.account import Account, Weather
from ivr.simulator.behaviour import Behaviour
from ivr.simulator.rest import rest_app, served
from ivr.simulator.transport import Answer, ConnectFailed, WsgiTransport
from ivr.simulator.world import World
from ivr.store.migrating import migrate
from ivr.store.store import Store
from ivr.store.tables import metadata, outbox
from ivr.web.app import create_app
from ivr.web.cookies import PlaceCookie
from ivr.web.parts import Parts
from tests.content import HOTLINE_NUMBER, PUBLIC_URL, ROOT, loaded
from wsgi import build

PATIENT = 20.0
"""Seconds for which the database is waited for where being away is not the matter.

A machine that has much else to do may take longer than an officer's answer may.
"""
# Each waits as long as the hotline itself does for its turn to write.
MOST_TURNS = 20

OFFICER = "+16125550142"
ENVIRON = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "a token for tests",
    "TWILIO_AUTH_TOKEN_NEXT": "the token after it",
    "HOTLINE_NUMBER": HOTLINE_NUMBER,
    "PUBLIC_URL": PUBLIC_URL,
    "SECRET_KEY": "a key for tests only",
    "PROTOCOL_FILE": str(ROOT / "protocol.yaml"),
    "PROMPTS_DIR": str(ROOT / "prompts"),
}


@dataclass
class Hotline:
    """Posts webhooks as Twilio signs them."""

    app: Flask
    token: str = ENVIRON["TWILIO_AUTH_TOKEN"]
    headers: dict[str, str] = field(default_factory=dict)
    public_url: str = PUBLIC_URL
    texts: int = 0
    fields: dict[str, str] = field(
        default_factory=lambda: {
            "AccountSid": ENVIRON["TWILIO_ACCOUNT_SID"],
            "From": OFFICER,
            "To": ENVIRON["HOTLINE_NUMBER"],
        }
    )

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def post(self, path: str, **fields: str) -> TestResponse:
        """One signed webhook."""
        form = {**self.fields, **fields}
        url = self.public_url + path
        signature = RequestValidator(self.token).compute_signature(url, form)
        headers = {"X-Twilio-Signature": signature, **self.headers}
        return self.client.post(path, data=form, headers=headers)

    def text(self, body: str, **fields: str) -> str:
        """Text the hotline; the TwiML that came back."""
        self.texts += 1
        given = {"Body": body, "MessageSid": f"SM{self.texts:032x}", **fields}
        return self.post("/sms", **given).text

    def turn(self, path: str, **fields: str) -> str:
        """One turn of a call; the TwiML that came back."""
        return self.post(path, CallSid="CA1", **fields).text


class Clock:
    """A clock that is turned by hand, in seconds since 1970."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead

    def turn(self, seconds: float) -> None:
        self.ahead += seconds


def reading(store: Store) -> Engine:
    """Its database, to be looked into: whoever writes keeps nobody waiting."""
    return store.database.engine.execution_options(reads_only=True)


def rows_of(store: Store, table: Table) -> list[dict[str, Any]]:
    """All that stands in a table, in the order in which it happened.

    PostgreSQL writes where rows were deleted before, and reads in that order.
    """
    every = select(table).order_by(*(one for one in table.c if one.name == "at"))
    with reading(store).connect() as connection:
        return [dict(row) for row in connection.execute(every).mappings()]


@dataclass
class Office:
    """A hotline, the account it sends through, and the database it remembers in."""

    app: Flask
    account: Account
    database_url: str
    clock: Clock

    @property
    def store(self) -> Store:
        store: Store = self.app.extensions["store"]
        return store

    @property
    def world(self) -> World:
        return self.account.world

    def settle(self) -> None:
        """Wait until what was promised, told and noted has been done."""
        store = self.store
        soon = (outbox.c.state == "waiting") & (outbox.c.due <= self.clock() + 5)
        going = select(func.count()).where(soon | (outbox.c.state == "sending"))
        for _ in range(500):
            assert store.journal.settle()
            with reading(store).connect() as connection:
                if not connection.execute(going).scalar_one():
                    break
            store.outbox.waiting.set()
            time.sleep(0.01)
        else:
            raise AssertionError("texts are still waiting to be sent")
        assert self.account.settle()
        assert store.journal.settle()
        store.outbox.look()

    def rows(self, table: Table) -> list[dict[str, Any]]:
        """All that stands in a table, in the order in which it happened."""
        assert self.store.journal.settle()
        return rows_of(self.store, table)

    def _emptied(self) -> bool:
        """Whether nothing is left; the hotline's own threads may have the turn."""
        try:
            with self.store.database.engine.begin() as connection:
                for table in metadata.sorted_tables:
                    connection.execute(delete(table))
        except OperationalError:
            return False
        return True

    def forget(self) -> None:
        """Begin anew: nothing remembered, no weather, today's clock."""
        self.settle()
        self.clock.ahead = 0.0
        assert any(self._emptied() for _ in range(MOST_TURNS))
        self.store.outbox.look()
        world = self.world
        world.behaviour = Behaviour()
        world.webhooks.clear()
        world.arrived.clear()
        world.opted_out.clear()
        self.account.messages.clear()
        self.account.weather = Weather()


@contextmanager
def office(
    database_url: str, folder: Path, patience: float = PATIENT, **changes: str
) -> Iterator[Office]:
    """A hotline with everything real but the telephone company."""
    world = World(
        ENVIRON["PUBLIC_URL"],
        ENVIRON["TWILIO_ACCOUNT_SID"],
        ENVIRON["TWILIO_AUTH_TOKEN"],
        ENVIRON["HOTLINE_NUMBER"],
        Unwired(),
    )
    account, clock = Account(world), Clock()
    with served(rest_app(account)) as api:
        given = settings(
            DATABASE_URL=database_url,
            SPOOL_DIR=str(folder),
            TWILIO_API_URL=api,
            **changes,
        )
        migrate(given.database_url)
        app = build(given, clock, patience, load=_load)
        world.transport = WsgiTransport(app)
        made = Office(app, account, given.database_url, clock)
        made.store.start()
        try:
            yield made
        finally:
            made.store.stop()
            returned(made.store.database.engine.pool)
            made.store.database.engine.dispose()


def _load(given: Settings) -> Edition:
    return loaded(
        given.protocol_file, given.prompts_dir, given.hotline_number, given.public_url
    )


def returned(pool: Pool) -> None:
    """Wait until no thread has a connection: one that is given back to a pool which is
    gone is never closed."""
    for _ in range(100):
        if not isinstance(pool, QueuePool) or pool.checkedout() == 0:
            return
        time.sleep(0.05)


def assembled(edition: Edition, store: Store, **others: Any) -> Flask:
    """The hotline of some parts of one's own; the others are the store's."""
    parts: dict[str, Any] = {
        "edition": lambda: edition,
        "memory": store.memory,
        "outbox": store.outbox,
        "transfers": store.transfers,
        "notes": store.journal,
        "cookie": PlaceCookie("key"),
        "today": date.today,
        "now": time.time,
        "health": store.health,
        "counts": lambda: b"",
        "wake": lambda: None,
        "secret_key": "key",
        **others,
    }
    return create_app(
        Parts(**parts),
        public_url=ENVIRON["PUBLIC_URL"],
        account_sid=ENVIRON["TWILIO_ACCOUNT_SID"],
        auth_tokens=[ENVIRON["TWILIO_AUTH_TOKEN"]],
    )


class Nobody:
    """A carrier that takes nothing."""

    def send(self, to: str, body: str, text: str, validity: int) -> Outcome:
        return Outcome(code="network", again=True)


class Unwired:
    """No transport yet: the hotline is made after the account it sends through."""

    def post(self, url: str, headers: object, form: object) -> Answer:
        raise ConnectFailed


def settings(**changes: str) -> Settings:
    return Settings.from_environ({**ENVIRON, **changes})
