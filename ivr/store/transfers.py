"""Who was called for whom: one row for each line that was dialled."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select, update

from ivr.store.database import Away, Database
from ivr.store.journal import Journal
from ivr.store.places import insert_into
from ivr.store.tables import transfers
from ivr.web.memory import Verdict

EXPIRED_SECONDS = 5 * 60 * 60
"""Twilio ends any call after four hours (twilio.com/docs/voice/twiml/dial)."""

WHOLE, TRIED = 3, 1
"""What being put through counts, and a try that nobody took: three of these one.

The limit guards the lines from a phone that calls them without end, and what that
costs. An officer whose lines do not answer has reached nobody yet; but each of her
tries rings somewhere, and so it is not free.
"""

EMPTY = {"call": "", "who": "", "line": "", "first": False, "child": "", "outcome": ""}


class TransferRows:
    """A `Transfers` in the database. Each answer is one compare-and-set."""

    def __init__(
        self,
        database: Database,
        journal: Journal,
        now: Callable[[], float],
        an_hour: int,
    ) -> None:
        """``an_hour`` is how often one phone is put through in an hour."""
        self._database, self._journal, self._now = database, journal, now
        self._most = an_hour

    def may_begin(self, who: str) -> bool:
        """Whether this phone may be put through once more this hour."""
        if not who:
            return True
        hers = (transfers.c.who == who, transfers.c.begun > self._now() - 3600)
        query = select(func.coalesce(func.sum(_weight()), 0)).where(*hers)
        try:
            spent = self._database.ask(lambda c: c.execute(query).scalar_one(), True)
        except Away:
            return True
        return bool(spent < self._most * WHOLE)

    def begin(self, attempt: str, call: str, who: str, line: str, first: bool) -> None:
        """A line is being dialled; written soon, off the answer's path."""
        self._journal.put(
            "transfer",
            attempt=attempt,
            call=call,
            who=who,
            line=line,
            first=first,
            begun=self._now(),
        )

    def screen(self, attempt: str, child: str) -> Verdict:
        """The line picked up. Refused if the attempt is over already."""
        return self._decide(attempt, child, {})

    def accept(self, attempt: str, child: str) -> Verdict:
        """The line pressed the key: the first to do so is let in, and again."""
        return self._decide(attempt, child, {"accepted": self._now()})

    def close(self, attempt: str, outcome: str) -> bool | None:
        """The call came back. Whether it had been accepted; None: not known."""
        row = {"attempt": attempt, "ended": self._now(), "outcome": outcome}
        # Looked up first: what is written between the two is then found by the second.
        behind = self._journal.behind

        def work(connection: Connection) -> bool:
            close_transfers(connection, [row])
            query = select(transfers.c.accepted).where(transfers.c.attempt == attempt)
            return connection.execute(query).scalar_one() is not None

        try:
            accepted = self._database.ask(work)
        except Away:
            self._journal.put("transfer-end", **row)
            return None
        # An accept while the database was away may be among what still waits.
        return None if behind and not accepted else accepted

    def hung_up(self, call: str) -> None:
        """The officer's call is over; written soon."""
        self._journal.put("call-end", call=call, ended=self._now())

    def _decide(self, attempt: str, child: str, set_: dict[str, Any]) -> Verdict:
        row = {"attempt": attempt, "begun": self._now(), "child": child, **set_}
        going_on = transfers.c.ended.is_(None)
        try:
            let_in = self._database.ask(lambda c: _answer(c, row, going_on))
        except Away:
            # It is let in, and whoever comes back is asked whether it was.
            self._journal.put("transfer-answer", **row)
            return "unknown"
        return "accepted" if let_in else "refused"


def _weight() -> ColumnElement[int]:
    """What a row counts: a wish with all its lines WHOLE at most, else TRIED.

    One whose end is not known yet may still be taken. Else a phone that calls many
    times at once would not be held up.
    """
    reached = (
        transfers.c.accepted.is_not(None)
        | transfers.c.ended.is_(None)
        # Connected without a key: the two have spoken all the same.
        | transfers.c.outcome.endswith(" true")
    )
    return case(
        (transfers.c.first & reached, WHOLE),
        (transfers.c.first, TRIED),
        # The first line of the wish was tried before it.
        (reached, WHOLE - TRIED),
        else_=0,
    )


def begin_transfers(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Write the rows of lines dialled; what has happened to them since stays."""
    for row in rows:
        statement = insert_into(connection, transfers).values({**EMPTY, **row})
        facts = {name: statement.excluded[name] for name in row if name != "attempt"}
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["attempt"],
                set_=facts,
                # Only who dialled knows for whom; all else is known already.
                where=transfers.c.line == "",
            )
        )


def answer_transfers(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Write who picked up or accepted while nobody could be asked: it was let in."""
    for row in rows:
        _answer(connection, row)


def _answer(
    connection: Connection, row: dict[str, Any], *only: ColumnElement[bool]
) -> bool:
    """Write one leg's answer, unless another leg has answered."""
    attempt, begun, child = row["attempt"], row["begun"], row["child"]
    begin_transfers(connection, [{"attempt": attempt, "begun": begun}])
    mine = (transfers.c.child == "") | (transfers.c.child == child)
    facts = {name: row[name] for name in ("child", "accepted") if name in row}
    query = update(transfers).where(transfers.c.attempt == attempt, mine, *only)
    return bool(connection.execute(query.values(**facts)).rowcount)


def close_transfers(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Write how lines ended that were dialled; the first end stands."""
    for row in rows:
        begin_transfers(
            connection, [{"attempt": row["attempt"], "begun": row["ended"]}]
        )
        connection.execute(
            update(transfers)
            .where(transfers.c.attempt == row["attempt"], transfers.c.ended.is_(None))
            .values(ended=row["ended"], outcome=row["outcome"])
        )


def abandon_transfers(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Write that calls are over: what they still rang for is abandoned."""
    for row in rows:
        connection.execute(
            update(transfers)
            .where(transfers.c.call == row["call"], transfers.c.ended.is_(None))
            .values(ended=row["ended"], outcome="abandoned")
        )


def expire_transfers(connection: Connection, now: float) -> int:
    """End the rows whose end nobody has told us."""
    gone = (
        update(transfers)
        .where(transfers.c.begun < now - EXPIRED_SECONDS, transfers.c.ended.is_(None))
        .values(ended=now, outcome="expired")
    )
    return connection.execute(gone).rowcount
