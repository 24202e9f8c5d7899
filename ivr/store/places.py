"""Where each officer stands, by the keyed hash of her number, and for how long."""

import json
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from ivr.store.database import Away, Database
from ivr.store.journal import Journal
from ivr.store.tables import places, transfers
from ivr.web.memory import PLACE_SECONDS, Exchange, Standing

FRESH_SECONDS = 30 * 60
"""How long a dropped call is resumed."""
KEPT_EXCHANGES = 12
MOST_MEANWHILE = 1_000


class Places:
    """A `Memory` in the database."""

    def __init__(
        self,
        database: Database,
        journal: Journal,
        now: Callable[[], float],
        transfers_per_hour: int,
    ) -> None:
        self._database, self._journal, self._now = database, journal, now
        self._most_transfers = transfers_per_hour
        # While the database is away two robots must not talk to each other for
        # ever; each process then knows its own part of what was said.
        self._meanwhile: OrderedDict[str, tuple[Exchange, ...]] = OrderedDict()

    def recall(self, who: str, message_sid: str = "") -> Standing:
        """What is remembered of her; as it was before that message, if repeated."""
        if not who:
            return Standing()
        query = select(places).where(places.c.who == who)
        try:
            row = self._database.ask(lambda c: c.execute(query).first(), True)
        except Away:
            return Standing(away=True, lately=self._meanwhile.get(who, ()))
        if row is None:
            return Standing()
        age, lately = self._now() - row.at, _read(row.lately)
        address = row.address if age < PLACE_SECONDS else ""
        repeated = next(
            (one for one in lately if message_sid and one.sid == message_sid), None
        )
        if repeated is not None:
            address = repeated.before
        return Standing(
            address, age < FRESH_SECONDS, known=True, lately=lately, repeated=repeated
        )

    def remember(self, who: str, address: str) -> None:
        """Keep where a call stands now; written soon, off the answer's path."""
        if who:
            self._journal.put("place", who=who, address=address, at=self._now())

    def answered(
        self, who: str, address: str, exchange: Exchange, before: tuple[Exchange, ...]
    ) -> None:
        """Keep where a text has led, at once: the next may come at any moment."""
        fresh = [*before, exchange][-KEPT_EXCHANGES:]
        lately = json.dumps([one.written() for one in fresh])
        row = {"who": who, "address": address, "at": exchange.at, "lately": lately}
        try:
            self._database.ask(lambda c: keep_place(c, row))
        except Away:
            self._meanwhile[who] = tuple(fresh)
            while len(self._meanwhile) > MOST_MEANWHILE:
                self._meanwhile.popitem(last=False)
            self._journal.put("place", **row)

    def may_transfer(self, who: str) -> bool:
        """Whether this phone may be put through once more this hour."""
        if not who:
            return True
        query = (
            select(func.count())
            .select_from(transfers)
            .where(
                transfers.c.who == who,
                transfers.c.first,
                transfers.c.begun > self._now() - 3600,
            )
        )
        try:
            count = self._database.ask(lambda c: c.execute(query).scalar_one(), True)
        except Away:
            return True
        return bool(count < self._most_transfers)


def _read(lately: str) -> tuple[Exchange, ...]:
    try:
        return tuple(map(Exchange.read, json.loads(lately or "[]")))
    except (ValueError, TypeError, AttributeError):
        return ()


def keep_place(connection: Connection, row: dict[str, Any]) -> None:
    """Write a place unless a newer one stands there."""
    statement = insert_into(connection, places).values({"lately": "[]", **row})
    told = {name: statement.excluded[name] for name in row if name != "who"}
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["who"],
            set_=told,
            where=places.c.at <= statement.excluded.at,
        )
    )


def forget_places(connection: Connection, now: float) -> int:
    """Take out of each row what its age no longer allows it to hold."""
    stale = places.c.at < now - PLACE_SECONDS
    held = (places.c.address != "") | (places.c.lately != "[]")
    gone = update(places).where(stale, held).values(address="", lately="[]")
    return connection.execute(gone).rowcount


def insert_into(connection: Connection, table: Any) -> Any:
    """An INSERT that knows ON CONFLICT, in this database's dialect."""
    if connection.dialect.name == "sqlite":
        return sqlite_insert(table)
    return postgresql_insert(table)
