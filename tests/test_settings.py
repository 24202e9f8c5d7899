"""Settings are read once, and all that is wrong is named at once."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.settings import Settings, SettingsError, trial_environ
from ivr.store.database import PATIENCE
from ivr.store.places import KEPT_EXCHANGES
from tests.content import ROOT
from tests.hotline import ENVIRON


def test_all_missing_settings_are_named_in_one_message():
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ({})

    names = [line.split()[1] for line in str(caught.value).splitlines()[1:]]
    assert names == [
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKEN",
        "HOTLINE_NUMBER",
        "PUBLIC_URL",
        "SECRET_KEY",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TWILIO_ACCOUNT_SID", "AC123"),
        ("HOTLINE_NUMBER", "612-555-0100"),
        ("PUBLIC_URL", "hotline.example.org"),
        ("PUBLIC_URL", "https://hotline.example.org?x=1"),
        ("PUBLIC_URL", "https://hot_line.example.org"),
        ("PUBLIC_URL", "https://hotline.example.org:port"),
        ("PUBLIC_URL", "https://hotline.example.org/voice"),
        ("PUBLIC_URL", "https://hotline.example.org/sms/"),
        ("PUBLIC_URL", "https://hotline.example.org/hotline/Voice"),
        ("PUBLIC_URL", "https://hotline.example.org/sms/status"),
        ("SECRET_KEY", "short"),
        ("DATABASE_URL", "oracle://x"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///file:name?mode=memory&uri=true"),
        ("DATABASE_URL", "sqlite://hotline.db"),
        ("TWILIO_API_URL", "localhost"),
        ("KEEP_UNMATCHED", "On"),
        ("KEEP_UNMATCHED", "1"),
        ("KEEP_UNMATCHED", "true"),
        ("DATABASE_URL", "sqlite:////x.db?timeout=abc"),
        ("DATABASE_URL", "postgresql://user:pass@word@host/name"),
        ("RETENTION_DAYS", "0"),
        ("TRANSFERS_PER_HOUR", "0"),
        ("TRANSFERS_PER_HOUR", "six"),
    ],
)
def test_a_malformed_setting_is_named_without_its_value(name: str, value: str):
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ({**ENVIRON, name: value})

    assert f"- {name} is not what it should be." in str(caught.value)


@pytest.mark.parametrize("path", ["", "/hotline", "/voices", "/voice/hotline"])
def test_the_public_url_may_have_a_path_of_its_own(path: str):
    url = f"https://hotline.example.org{path}"

    assert Settings.from_environ({**ENVIRON, "PUBLIC_URL": url}).public_url == url


def test_no_secret_stands_in_the_settings_text():
    shown = repr(Settings.from_environ(ENVIRON))

    for name in ("TWILIO_AUTH_TOKEN", "SECRET_KEY", "HOTLINE_NUMBER"):
        assert ENVIRON[name] not in shown


@pytest.mark.parametrize(
    ("environ", "kept"),
    [
        ({}, False),
        ({"KEEP_UNMATCHED": ""}, False),
        ({"KEEP_UNMATCHED": "off"}, False),
        ({"KEEP_UNMATCHED": "on"}, True),
    ],
)
def test_what_was_not_understood_is_kept_only_if_that_is_on(
    environ: dict[str, str], kept: bool
):
    assert Settings.from_environ({**ENVIRON, **environ}).keep_unmatched is kept


def test_a_trial_beside_a_live_hotline_keeps_out_of_what_that_one_keeps():
    live = {"SPOOL_DIR": "live", "DATABASE_URL": "postgresql://live/hotline"}
    trial = Settings.from_environ(trial_environ(1, environ={**ENVIRON, **live}))

    assert trial.spool_dir == Path("var/trial")
    assert trial.spool_dir != Settings.from_environ(ENVIRON).spool_dir
    assert trial.database_url == "sqlite:///var/trial.db"


COUNTING = """
import resource, sys
from pathlib import Path
from ivr.settings import count_together, counts_together
limit, folder = int(sys.argv[1]), Path(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
print(count_together(folder), counts_together(), folder.exists())
"""


@pytest.mark.parametrize(
    ("limit", "parent", "told"),
    [
        (0, "", "True True True"),
        # No file may grow beyond this, as on a disk with little left.
        (100_000, "", "False False False"),
        (0, "no such folder", "False False False"),
    ],
    ids=["there is room", "a full disk", "no shared memory"],
)
def test_processes_count_together_only_where_there_is_room(
    tmp_path: Path, limit: int, parent: str, told: str
):
    folder = tmp_path / parent / "counts"
    command = [sys.executable, "-c", COUNTING, str(limit), str(folder)]
    environ = {"PROMETHEUS_MULTIPROC_DIR": "/elsewhere", "PATH": os.defpath}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True)

    assert done.stdout.decode().strip() == told


def test_every_setting_is_in_the_readmes_table():
    rows = [
        line.split("|")[1]
        for line in (ROOT / "README.md").read_text().splitlines()
        if line.startswith("| `")
    ]
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    source = (ROOT / "ivr" / "settings.py").read_text()

    assert set(re.findall(r'text\("([A-Z_]+)"', source)) == named


def test_the_readme_says_how_long_an_answer_waits_and_what_is_remembered_of_texts():
    readme = " ".join((ROOT / "README.md").read_text().split())

    assert f"waits for the database for {PATIENCE} seconds at most" in readme
    assert f"her last {KEPT_EXCHANGES} texts" in readme
