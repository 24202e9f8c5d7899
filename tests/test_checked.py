"""`python -m ivr check`: what is said of content in which nothing is wrong."""

import shutil
from pathlib import Path

import pytest

from ivr.cli import main
from tests.content import ROOT


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A copy of another agency's content."""
    return Path(shutil.copytree(ROOT / "tests" / "other", tmp_path / "other"))


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    protocol, prompts = folder / "protocol.yaml", folder / "prompts"
    assert main(["check", "--protocol", str(protocol), "--prompts", str(prompts)]) == 0
    return capsys.readouterr().out.replace(f"{folder}/", "").splitlines()


def test_what_may_be_meant_is_told_and_not_refused(
    other: Path, capsys: pytest.CaptureFixture[str]
):
    protocol = other / "protocol.yaml"
    written = protocol.read_text("utf-8").replace("[flat, rope, warm]", "[flat, rope]")
    protocol.write_text(written, "utf-8")

    told = checked(other, capsys)

    assert [line.partition(" no track")[0] for line in told if "To look" in line] == [
        "To look at: protocol.yaml:19: steps.warm:"
    ]
    assert told[-1].startswith("protocol.yaml and prompts are in order: 1 tracks")
