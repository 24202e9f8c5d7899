"""The commands, as somebody types them."""

import errno
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from ivr.serving import unserved
from ivr.simulator.rest import served
from ivr.store.migrating import migrate
from tests.content import ROOT
from tests.hotline import ENVIRON, settings

IVR = [sys.executable, "-m", "ivr"]


def test_whoever_reads_only_the_beginning_of_what_is_printed_is_told_of_no_fault():
    printing = subprocess.Popen(
        [*IVR, "schema"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert printing.stdout and printing.stderr
    printing.stdout.close()
    told = printing.stderr.read()
    printing.stderr.close()

    assert (printing.wait(30), told) == (0, b"")


@pytest.mark.parametrize(
    ("command", "port", "ports"),
    [
        ("serve", "99999", "1 to 65535."),
        ("serve", "0", "1 to 65535."),
        ("serve", "8_000", "1 to 65535."),
        ("try", "65536", "1 to 65535, or 0 for any that is free."),
    ],
)
def test_a_port_that_there_is_not_is_refused_with_those_that_there_are(
    command: str, port: str, ports: str
):
    done = subprocess.run(
        [*IVR, command, "--port", port], cwd=ROOT, capture_output=True, timeout=30
    )
    told = f"argument --port: {port!r} is no port: write a number from {ports}\n"

    assert done.returncode == 2
    assert done.stderr.decode().endswith(told)


UNSERVED = {
    "taken": (
        OSError(errno.EADDRINUSE, "Address already in use (while attempting ...)"),
        "(Address already in use). Another program uses it: stop that one, or choose "
        "another with --port.",
    ),
    "root's": (
        OSError(errno.EACCES, "Permission denied"),
        "(Permission denied). Ports below 1024 are root's: choose another with --port, "
        "and let the web server stand before it.",
    ),
    "of another machine": (
        OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address"),
        "(Cannot assign requested address). Write an address of this machine after "
        "--host.",
    ),
    "of nobody": (
        socket.gaierror(socket.EAI_NONAME, "Name or service not known"),
        "(Name or service not known). Write an address of this machine after --host.",
    ),
}


@pytest.mark.parametrize(("error", "told"), UNSERVED.values(), ids=UNSERVED.keys())
def test_where_nothing_can_be_served_it_is_said_why(error: OSError, told: str):
    assert unserved("here", 80, error) == (f"Nothing can be served on here:80 {told}")


def test_a_port_that_is_taken_ends_the_start_with_a_sentence(tmp_path: Path):
    environ = {**os.environ, **ENVIRON, "SPOOL_DIR": str(tmp_path)}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*IVR, "serve", "--port", port],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            timeout=60,
        )

    assert done.returncode == 1
    assert done.stderr.decode() == (
        f"Nothing can be served on 127.0.0.1:{port} (Address already in use). Another "
        "program uses it: stop that one, or choose another with --port.\n"
    )


def test_where_the_folder_of_a_trial_cannot_be_made_it_ends_with_a_sentence(
    tmp_path: Path,
):
    (tmp_path / "var").write_text("a file")
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*IVR, "try"], cwd=tmp_path, env=environ, capture_output=True, timeout=30
    )

    assert done.returncode == 1
    assert done.stderr.startswith(b"The folder var cannot be made here (File exists).")


def test_the_content_that_is_served_is_checked_if_no_other_is_named():
    other = ROOT / "tests" / "other"
    environ = {
        **os.environ,
        "PROTOCOL_FILE": str(other / "protocol.yaml"),
        "PROMPTS_DIR": str(other / "prompts"),
        "COLUMNS": "400",
    }
    checks = [
        [*IVR, "check"],
        [*IVR, "check", "--protocol", str(ROOT / "protocol.yaml")],
        [*IVR, "check", "--help"],
    ]
    own, named, helped = (
        subprocess.run(one, cwd=ROOT, env=environ, capture_output=True, timeout=60)
        for one in checks
    )

    assert own.returncode == 0
    assert f"{other}/protocol.yaml and {other}/prompts are in order" in (
        own.stdout.decode()
    )
    assert named.returncode == 1
    assert f"instead of PROTOCOL_FILE ({other}/protocol.yaml)" in helped.stdout.decode()
    assert f"instead of PROMPTS_DIR ({other}/prompts)" in helped.stdout.decode()


def test_what_was_missed_is_compared_with_the_content_that_is_served(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'hotline.db'}"
    environ = {
        **os.environ,
        "DATABASE_URL": url,
        "PROTOCOL_FILE": str(tmp_path / "none.yaml"),
    }
    migrate(settings(DATABASE_URL=url).database_url)
    done = subprocess.run(
        [*IVR, "missed"], cwd=ROOT, env=environ, capture_output=True, timeout=60
    )

    assert done.returncode == 1
    assert f"{tmp_path}/none.yaml: The file cannot be read".encode() in done.stderr


@pytest.mark.parametrize("command", ["migrate", "purge", "missed"])
def test_a_database_that_cannot_be_asked_is_refused_with_a_sentence(command: str):
    environ = {**os.environ, "DATABASE_URL": "sqlite:////x.db?timeout=abc"}
    done = subprocess.run(
        [*IVR, command], cwd=ROOT, env=environ, capture_output=True, timeout=60
    )
    told = done.stderr.decode()

    assert done.returncode == 1
    assert told.startswith("1 setting must be put right:\n- DATABASE_URL is not what")
    assert "Traceback" not in told


def test_whoever_has_forgotten_the_settings_is_told_which_database_was_made(
    tmp_path: Path,
):
    environ = {name: one for name, one in os.environ.items() if name != "DATABASE_URL"}
    environ["PYTHONPATH"] = str(ROOT)
    told = []
    for url in ("", "sqlite:///other.db", ""):
        done = subprocess.run(
            [*IVR, "migrate"],
            cwd=tmp_path,
            env=environ | {"DATABASE_URL": url},
            capture_output=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        told.append(done.stdout.decode().splitlines()[1:])

    assert told == [
        [
            "It is the file hotline.db in this folder, for DATABASE_URL is not set. If "
            "the hotline has it set, run this again with the same settings."
        ],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("serve", "--host"),
        ("serve", "--port"),
        ("serve", "--workers"),
        ("try", "--port"),
    ],
)
def test_every_option_says_what_it_is_for_and_what_it_is_by_itself(
    command: str, option: str
):
    done = subprocess.run(
        [*IVR, command, "--help"], cwd=ROOT, capture_output=True, timeout=60
    )
    (said,) = re.findall(
        rf"^  {option} [A-Z]+\s+(\w.*(?:\n {{10,}}.*)*)", done.stdout.decode(), re.M
    )

    assert re.search(r"\((127\.0\.0\.1|8000|2)\W", said)


def test_a_transcript_that_is_no_text_is_said_to_be_none(tmp_path: Path):
    file = tmp_path / "saved.txt"
    file.write_bytes("caf\u00e9".encode("latin-1"))
    app = Flask("hotline")
    app.add_url_rule("/healthz", view_func=lambda: "alive\n")
    with served(app) as url:
        done = subprocess.run(
            [*IVR, "record", str(file)],
            cwd=ROOT,
            env={**os.environ, **ENVIRON, "PUBLIC_URL": url},
            capture_output=True,
            timeout=60,
        )

    assert done.returncode == 1
    assert done.stderr.decode() == (
        f"{file}: this is no transcript: it is not text in UTF-8. Save it so in your "
        "editor, or name another file.\n"
    )
