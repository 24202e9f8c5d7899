"""The commands, as somebody types them."""

import os
import subprocess
import sys
from pathlib import Path

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
