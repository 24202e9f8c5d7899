"""Words that sound alike are told, and near-twins are refused."""

import shutil
from pathlib import Path

import pytest

from ivr.channels.edition import Edition, load_edition
from ivr.cli import main
from ivr.dialogue.lookalikes import closest
from ivr.protocol.faults import ContentError
from tests.content import ROOT, elsewhere


def test_no_two_words_that_are_active_together_are_near_twins(edition: Edition):
    pairs = closest(edition.vocabulary)

    assert [pair for pair in pairs if pair.distance < pair.bound] == []
    assert pairs[0].distance <= pairs[-1].distance


def test_the_closest_pairs_are_printed(capsys: pytest.CaptureFixture[str]):
    content = ROOT / "tests" / "other"
    arguments = [
        *("--protocol", str(content / "protocol.yaml")),
        *("--prompts", str(content / "prompts")),
    ]

    code = main(["check", *arguments])

    assert code == 0
    nearest = closest(
        load_edition(content / "protocol.yaml", content / "prompts").vocabulary
    )[0]
    assert f"{nearest.distance:.2f}  {nearest.one} " in capsys.readouterr().out


def test_texts_that_mean_what_the_protocol_has_not_are_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    protocol, prompts = elsewhere(tmp_path)

    code = main(["check", "--protocol", str(protocol), "--prompts", str(prompts)])

    printed = capsys.readouterr().out
    assert code == 0
    assert f"lines mean 'open minor', which {protocol} has not" in printed
    assert "'next'" not in printed and "texts to learn from" in printed


@pytest.mark.parametrize(
    ("old", "new", "pair"),
    [
        ("hold: {phrase: hold on, words: [", "hang on, ", "'hang on' (hold)"),
        ("text: {phrase: text me, words: [", "text, ", "'next' (next)"),
    ],
)
def test_near_twins_are_refused_with_file_and_line(
    tmp_path: Path, old: str, new: str, pair: str
):
    shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    words = tmp_path / "prompts" / "words.yaml"
    text = words.read_text("utf-8").replace(old, old + new)
    text = text.replace("heard: [hang up, ", "heard: [").replace(
        "words: [end call,", "words: [hang up, end call,"
    )
    words.write_text(text, "utf-8")

    with pytest.raises(ContentError) as refused:
        load_edition(ROOT / "protocol.yaml", tmp_path / "prompts")

    assert pair in str(refused.value)
    assert "words.yaml:" in str(refused.value)
    assert "sound alike" in str(refused.value)
