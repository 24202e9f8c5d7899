"""How each database is reached: every wait has a limit."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

THREADS = 6
"""So many of a process ask it at once for whoever is being answered."""
LOCK_MILLISECONDS = 300
STATEMENT_MILLISECONDS = 2_000


def engine_for(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL with limits on every wait."""
    made = make_url(url)
    if made.get_backend_name() == "sqlite":
        engine = create_engine(
            made,
            connect_args={"timeout": LOCK_MILLISECONDS / 1000},
            pool_size=THREADS + 4,
            max_overflow=4,
            pool_timeout=1,
        )
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
        return engine
    options = (
        f"-c statement_timeout={STATEMENT_MILLISECONDS}"
        f" -c lock_timeout={LOCK_MILLISECONDS}"
        " -c idle_in_transaction_session_timeout=10000"
    )
    given = str(made.query.get("options", ""))
    made = made.update_query_dict({"options": f"{options} {given}".strip()})
    return create_engine(
        made,
        # Milliseconds and seconds of libpq
        # (postgresql.org/docs/current/libpq-connect.html, 34.1.2).
        connect_args={
            "connect_timeout": 2,
            "tcp_user_timeout": 3_000,
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
        },
        pool_size=THREADS + 4,
        max_overflow=4,
        pool_timeout=1,
    )


def _on_sqlite_connect(connection: Any, _: object) -> None:
    # Transactions are begun by us, below, and not by the driver as it sees fit.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        # A promised text must outlive a power cut, not only a crash.
        "synchronous=FULL",
        # A number that a row no longer holds is overwritten, not only let go.
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _on_sqlite_begin(connection: Connection) -> None:
    # One that reads first and writes later would fail where another wrote
    # between; taking the lock at once waits its turn instead.
    options = connection.get_execution_options()
    if not options.get("bare", False):
        readonly = options.get("reads_only", False)
        connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")
