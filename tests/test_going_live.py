"""What docs/going-live.md tells an administrator to paste does what it says there."""

import configparser
import json
import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from ivr.settings import trial_environ
from ivr.simulator.thread import Thread
from ivr.store.migrating import migrate
from tests.content import ROOT, copied
from tests.hotline import Hotline, settings
from tests.ports import free_port
from tests.postgres import postgres
from tests.served import Server
from tests.waiting import until
from wsgi import build

PASTED = re.findall(
    r"(?:^ {4}.*\n|^\n(?= {4}))+",
    (ROOT / "docs" / "going-live.md").read_text(),
    re.MULTILINE,
)


def unit() -> configparser.ConfigParser:
    (text,) = (one for one in PASTED if "[Unit]" in one)
    made = configparser.ConfigParser(interpolation=None)
    made.optionxform = str  # type: ignore[assignment,method-assign]
    made.read_string(re.sub(r"^ {4}", "", text, flags=re.MULTILINE))
    return made


def command(setting: str) -> list[str]:
    """What systemd would run, with the Python and from the folder of these tests."""
    words = shlex.split(unit()["Service"][setting].removeprefix("-"))
    return [sys.executable if one.endswith("/python") else one for one in words]


def test_systemd_goes_on_whatever_becomes_of_the_tables_and_never_gives_up():
    service = unit()

    assert service["Service"]["ExecStartPre"].startswith("-")
    assert service["Service"]["Restart"] == "always"
    assert service["Service"]["RestartSec"] == "2"
    assert service["Unit"]["StartLimitIntervalSec"] == "0"


def test_with_the_database_away_it_starts_and_remembers_once_that_is_back(
    tmp_path: Path,
):
    port = free_port()
    with postgres() as own:
        url = own.create("hotline").replace("postgresql+psycopg", "postgresql")
        own.stop()
        environ = trial_environ(port) | copied(tmp_path) | {"DATABASE_URL": url}
        before = subprocess.run(
            command("ExecStartPre"),
            cwd=ROOT,
            env=environ,
            capture_output=True,
            timeout=60,
        )
        server = Server(environ, port, tmp_path, url, learned=False, migrated=False)

        def degraded() -> dict[str, str]:
            with urllib.request.urlopen(f"{environ['PUBLIC_URL']}/readyz") as answer:
                told: dict[str, str] = json.load(answer)["degraded"]
                return told

        try:
            (away,) = Thread(server.world(), "+16125550123").text("minor")
            until(lambda: "database" in degraded())
            own.start()
            needed = "run `python -m ivr migrate`"
            until(lambda: needed in server.log.read_text())
            migrate(settings(DATABASE_URL=url).database_url)
            until(lambda: not degraded())
        finally:
            server.stop()

    assert before.returncode == 1
    assert before.stderr.startswith(b"The database could not be brought up to date")
    assert away.text.startswith("MINOR\n1 SEPARATE")


def test_every_place_of_the_web_server_leads_to_the_hotline():
    places = re.findall(r"location ([^{]+)\{([^}]*)\}", "".join(PASTED))

    assert len(places) == 3
    assert all("proxy_pass http://127.0.0.1:8000" in inside for _, inside in places)


@pytest.mark.parametrize("path", ["", "/hotline", "/city/hotline"])
def test_behind_an_address_with_a_path_that_was_taken_away_signatures_fit(
    tmp_path: Path, path: str
):
    url = f"https://city.example.org{path}"
    given = {
        **copied(tmp_path),
        "PUBLIC_URL": url,
        "SPOOL_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'none.db'}",
    }
    hotline = Hotline(build(settings(**given)), public_url=url)
    spoken = hotline.turn("/voice")
    (action,) = set(re.findall(r'action="([^"?]*)', spoken))

    assert hotline.text("minor").count("SEPARATE") == 1
    assert action == f"{path}/voice/menu/start"
    assert hotline.turn(action.removeprefix(path), Digits="1").count("SEPARATE") == 0
