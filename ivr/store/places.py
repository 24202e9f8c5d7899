"""Where each officer stands, by the keyed hash of her number, and for how long."""

import json
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, case, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from ivr.store.database import Away, Database
from ivr.store.journal import Journal
from ivr.store.tables import places
from ivr.web.memory import PLACE_SECONDS, Exchange, Standing

FRESH_SECONDS = 30 * 60
"""How long a dropped call is resumed."""
KEPT_EXCHANGES = 12
MOST_MEANWHILE = 1_000

UNPLACED = {"address": "", "lately": "[]"}


class Places:
    """A `Memory` in the database."""

    def __init__(
        self,
        database: Database,
        journal: Journal,
        now: Callable[[], float],
    ) -> None:
        self._database, self._journal, self._now = database, journal, now
        # While the database is away two robots must not talk to each other for
        # ever; each process then knows its own part of what was said.
        self._meanwhile: OrderedDict[str, tuple[Exchange, ...]] = OrderedDict()

    def recall(self, who: str, message_sid: str = "") -> Standing:
        """What is remembered of her; as it was before that message, if repeated."""
        if not who:
            return Standing()
        if self._journal.behind:
            # Where she went meanwhile is not in the database yet.
            return self._away(who)
        query = select(places).where(places.c.who == who)
        try:
            row = self._database.ask(lambda c: c.execute(query).first(), True)
        except Away:
            return self._away(who)
        self._meanwhile.pop(who, None)
        if row is None:
            return Standing()
        age, lately = self._now() - row.at, _read(row.lately)
        address = row.address if age < PLACE_SECONDS else ""
        repeated = next(
            (one for one in lately if message_sid and one.sid == message_sid), None
        )
        if repeated is not None:
            address = repeated.before
        fresh = age < FRESH_SECONDS
        return Standing(address, fresh, True, lately, repeated, at=row.at)

    def _away(self, who: str) -> Standing:
        lately = self._meanwhile.get(who, ())
        if lately and lately[-1].at < self._now() - PLACE_SECONDS:
            lately = ()
        return Standing(away=True, lately=lately)

    def remember(self, who: str, address: str) -> None:
        """Keep where a call stands now; written soon, off the answer's path."""
        if who:
            self._journal.put("place", who=who, address=address, at=self._now())

    def answered(
        self,
        who: str,
        address: str,
        exchange: Exchange,
        standing: Standing,
        whatever: bool = False,
    ) -> bool:
        """Keep where a text has led, at once: the next may come at any moment.

        False, and nothing is kept, if another text or a call was written since
        ``standing`` was recalled, unless it is to be kept ``whatever`` was.
        """
        fresh = [*standing.lately, exchange][-KEPT_EXCHANGES:]
        lately = json.dumps([one.written() for one in fresh])
        at = max(exchange.at, standing.at)
        row = {"who": who, "address": address, "at": at, "lately": lately}
        if standing.away and not address:
            # Nobody knew where she stands; who wrote it while nobody could be asked
            # still has to come in.
            del row["address"]
        since = None if whatever or standing.away else standing.at
        try:
            return self._database.ask(lambda c: keep_place(c, row, since))
        except Away:
            self._keep_meanwhile(who, tuple(fresh))
            self._journal.put("place", **row)
            return True

    def _keep_meanwhile(self, who: str, lately: tuple[Exchange, ...]) -> None:
        old = self._now() - PLACE_SECONDS
        self._meanwhile[who] = lately
        self._meanwhile.move_to_end(who)
        # Whoever has texted least lately stands first.
        while self._meanwhile:
            first = next(iter(self._meanwhile.values()))
            if len(self._meanwhile) <= MOST_MEANWHILE and first[-1].at >= old:
                break
            self._meanwhile.popitem(last=False)


def _read(lately: str) -> tuple[Exchange, ...]:
    try:
        return tuple(map(Exchange.read, json.loads(lately or "[]")))
    except (ValueError, TypeError, AttributeError):
        return ()


def keep_place(
    connection: Connection, row: dict[str, Any], since: float | None = None
) -> bool:
    """Write a place unless a newer one stands there; whether it was written.

    With ``since`` only if what stands there is of that time, 0 if nothing. A row
    without an address moves nobody: she stands where the latest with one says.
    """
    statement = insert_into(connection, places).values({**UNPLACED, **row})
    new = {name: statement.excluded[name] for name in row if name != "who"}
    if "address" not in row:
        old = places.c.at < row["at"] - PLACE_SECONDS
        new["address"] = case((old, ""), else_=places.c.address)
    newer = places.c.at <= statement.excluded.at
    upsert = statement.on_conflict_do_update(
        index_elements=["who"],
        set_=new,
        where=newer if since is None else places.c.at == since,
    )
    # PostgreSQL's driver does not say of an INSERT how many rows it has written.
    written = connection.execute(upsert.returning(places.c.who)).first() is not None
    if written or since is not None or "address" not in row:
        return written
    unplaced = (places.c.who == row["who"]) & (places.c.address == "")
    late = unplaced & (places.c.at < row["at"] + PLACE_SECONDS)
    connection.execute(update(places).where(late).values(address=row["address"]))
    return False


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
