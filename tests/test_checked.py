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
    assert told[-1].startswith("protocol.yaml and prompts are in order: 1 track, ")


def few(told: list[str]) -> list[str]:
    return [line for line in told if "Understood by its names alone" in line]


def test_what_too_few_texts_ask_for_is_named_with_what_to_write(
    other: Path, capsys: pytest.CaptureFixture[str]
):
    assert few(checked(other, capsys)) == [
        "Understood by its names alone, for fewer than 40 phrases and texts ask for "
        "it: tracks.thin (4), numbers (3), resources.coastguard (2), "
        "resources.doctor (3). Write phrases under asked: in protocol.yaml, and texts "
        "in prompts/asked.txt."
    ]


def test_phrases_and_texts_count_alike_for_what_is_taught(
    other: Path, capsys: pytest.CaptureFixture[str]
):
    protocol, texts = other / "protocol.yaml", other / "prompts" / "asked.txt"
    cracks = ", ".join(f"crack number {at}" for at in range(20))
    written = protocol.read_text("utf-8")
    about = "    about: thin ice\n"
    protocol.write_text(
        written.replace(about, f"{about}    asked: [{cracks}]\n"), "utf-8"
    )
    texts.write_text(
        "".join(f"open thin: it cracks, sledge {at}\n" for at in range(16))
        + "reach doctor: who knows frostbite\n"
        + "reach doctor + open numbers: the doctor, and all the others\n",
        "utf-8",
    )

    assert few(checked(other, capsys)) == [
        "Understood by its names alone, for fewer than 40 phrases and texts ask for "
        "it: numbers (4), resources.coastguard (2), resources.doctor (5). Write "
        "phrases under asked: in protocol.yaml, and texts in prompts/asked.txt."
    ]


def test_all_of_the_hotlines_own_protocol_is_taught(
    capsys: pytest.CaptureFixture[str],
):
    assert few(checked(ROOT, capsys)) == []
