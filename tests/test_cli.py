"""The commands, as somebody types them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.content import ROOT

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
