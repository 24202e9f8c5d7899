"""`python -m ivr missed`: what was not understood, for whoever adds words."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from ivr.store.database import Database
from ivr.store.migrating import migrate
from ivr.store.missed import Misses
from tests.content import ROOT
from tests.hotline import settings
from tests.postgres import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        made = f"sqlite:///{tmp_path / 'hotline.db'}"
    else:
        server: Server = request.getfixturevalue("postgres_server")
        made = server.create(tmp_path.name)
    migrate(settings(DATABASE_URL=made).database_url)
    return made


def run(url: str, keep: str = "on") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ivr", "missed"],
        cwd=ROOT,
        env={"DATABASE_URL": url, "KEEP_UNMATCHED": keep, "PATH": ""},
        capture_output=True,
        text=True,
    )


def test_the_most_frequent_come_first_with_what_could_be_added(url: str):
    database = Database(settings(DATABASE_URL=url).database_url)
    misses = Misses(database)
    for words, count in (("shelter for boys", 2), ("plate ___", 1)):
        for _ in range(count):
            misses.keep("text", words)
    misses.write()
    database.engine.dispose()

    assert run(url).stdout.splitlines() == [
        "     2  text   shelter for boys",
        "               nearest: youth shelter (protocol.yaml, resources.link)",
        '               to add to thumbed: "shelter for boys"',
        "     1  text   plate ___",
        "               no command is near: it may be a wish the protocol has no "
        "answer to",
    ]


def test_where_nothing_is_kept_it_says_so_and_how_to_switch_it_on(url: str):
    nothing = "Nothing is kept of what was not understood.\n"

    assert run(url).stdout == nothing
    assert run(url, "off").stdout == nothing + (
        "Nothing new is kept: KEEP_UNMATCHED is off. Set KEEP_UNMATCHED=on and "
        "start the hotline anew to keep it, masked and for 14 days at most.\n"
    )


@pytest.mark.parametrize(
    "away", ["sqlite:////no/such/folder/x.db", "postgresql://me:secret@127.0.0.1:1/x"]
)
def test_a_database_that_is_away_is_said_to_be_so(away: str):
    began = time.monotonic()
    done = run(away)

    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing can be listed: the database cannot be used" in done.stderr
    assert "secret" not in done.stderr and "Traceback" not in done.stderr
    assert time.monotonic() - began < 30
