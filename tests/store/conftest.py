"""A store on each database, with a carrier that does as it is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete

from ivr.carrier import codes
from ivr.carrier.messages import Outcome
from ivr.settings import Settings
from ivr.store.migrating import migrate
from ivr.store.store import Store
from ivr.store.tables import metadata
from tests.hotline import PATIENT, Clock, returned, rows_of, settings
from tests.postgres import Server


@dataclass
class Told:
    """A carrier that answers with what it is told to; a sid if nothing is left."""

    outcomes: list[Outcome] = field(default_factory=list)
    sent: list[tuple[str, str, str, int]] = field(default_factory=list)

    def send(self, to: str, body: str, text: str, validity: int) -> Outcome:
        self.sent.append((to, body, text, validity))
        if self.outcomes:
            return self.outcomes.pop(0)
        return Outcome(sid=f"SM{len(self.sent):032x}")


@dataclass
class Bench:
    """A store whose threads are not started: a test does their work itself."""

    store: Store
    carrier: Told
    clock: Clock
    again: Callable[[], Store]
    """Another store on the same database, as another server has one."""
    counted: list[str]
    """What became of each text, as it is counted."""

    def rows(self, table: Table) -> list[dict[str, Any]]:
        return rows_of(self.store, table)

    def written(self) -> None:
        assert self.store.journal.settle()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def store_settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    folder = tmp_path_factory.mktemp("store")
    url = f"sqlite:///{folder / 'store.db'}"
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres_server")
        url = server.create("store")
    made = settings(DATABASE_URL=url)
    migrate(made.database_url)
    return made


@pytest.fixture
def bench(store_settings: Settings, tmp_path: Path) -> Iterator[Bench]:
    carrier, clock = Told(), Clock()
    stores: list[Store] = []
    counted: list[str] = []

    def make() -> Store:
        made = Store(
            store_settings.database_url,
            tmp_path,
            carrier,
            lambda subject: f"the words of {subject}",
            retention_days=store_settings.retention_days,
            transfers_per_hour=store_settings.transfers_per_hour,
            codes=codes,
            patience=PATIENT,
            sent=counted.append,
            now=clock,
        )
        stores.append(made)
        return made

    store = make()
    with store.database.engine.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(delete(table))
    yield Bench(store, carrier, clock, make, counted)
    for one in stores:
        one.stop()
        returned(one.database.engine.pool)
        one.database.engine.dispose()
