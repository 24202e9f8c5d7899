"""No wording loses what it is there for."""

from pathlib import Path

import pytest

from ivr.protocol.faults import ContentError
from ivr.protocol.loading import load_content
from tests.content import copied, edit

LOST = {
    "a step by voice": (
        "prompts/voice.yaml",
        '\n  step: "{number} of {total}. {step}"',
        '\n  step: "{number} of {total}."',
        "prompts.step: {step} does not stand here, and so nobody would be told it. "
        "Write {step} where it is to be told.",
    ),
    "a step by text": (
        "prompts/sms.yaml",
        '  step: "{number} of {total}: {step}',
        '  step: "{number} of {total}:',
        "prompts.step: {step} does not stand here, and so nobody would be told it. "
        "Write {step} where it is to be told.",
    ),
    "a number after a line did not answer": (
        "prompts/voice.yaml",
        'number-now: "The number for {name}: {number}. Again: {number}."',
        'number-now: "Call {name} yourself."',
        "prompts.number-now: {number} does not stand here, and so nobody would be told "
        "it. Write {number} where it is to be told.",
    ),
    "whose number it is": (
        "prompts/sms.yaml",
        'list-number-plain: "{name}: {number}"',
        'list-number-plain: "{number}"',
        "prompts.list-number-plain: {name} does not stand here, and so nobody would be "
        "told it. Write {name} where it is to be told.",
    ),
    "the steps of a track by text": (
        "prompts/sms.yaml",
        '"{word}\\n{short}\\nMORE',
        '"{word}\\nMORE',
        "prompts.overview: {short} does not stand here, and so nobody would be told "
        "it. Write {short} where it is to be told.",
    ),
    "all that there is of a resource": (
        "prompts/sms.yaml",
        'card: "{text}"',
        'card: "{name}"',
        "prompts.card: {text} does not stand here, and so nobody would be told it. "
        "Write {text} where it is to be told.",
    ),
    "the key of a line": (
        "prompts/voice.yaml",
        'failsafe-key: "For {name}, press {key}."',
        'failsafe-key: "For {name}, press it."',
        "prompts.failsafe-key: {key} does not stand here, and so nobody would be told "
        "it. Write {key} where it is to be told.",
    ),
    "a resource's number": (
        "protocol.yaml",
        "human trafficking investigation: {bca}\\nAsk",
        "human trafficking investigation.\\nAsk",
        "resources.bca.text: its own number does not stand here, and whoever asks for "
        "it is texted this. Write {bca} where the number is to stand.",
    ),
    "a resource's number for another's": (
        "protocol.yaml",
        "human trafficking investigation: {bca}\\nAsk",
        "human trafficking investigation: {link}\\nAsk",
        "resources.bca.text: its own number does not stand here, and whoever asks for "
        "it is texted this. Write {bca} where the number is to stand.",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "what"), LOST.values(), ids=LOST.keys())
def test_a_wording_without_what_it_is_there_for_is_refused(
    tmp_path: Path, file: str, old: str, new: str, what: str
):
    copied(tmp_path)
    edit(tmp_path / file, old, new)

    with pytest.raises(ContentError) as refused:
        load_content(tmp_path / "protocol.yaml", tmp_path / "prompts")

    (fault,) = refused.value.faults
    assert fault.file == str(tmp_path / file)
    assert str(fault).partition(": ")[2] == what


def test_a_card_may_tell_the_number_alone(tmp_path: Path):
    copied(tmp_path)
    edit(tmp_path / "prompts/sms.yaml", 'card: "{text}"', 'card: "{name}: {number}"')

    assert load_content(tmp_path / "protocol.yaml", tmp_path / "prompts")


def test_a_card_may_name_its_number_in_full(tmp_path: Path):
    copied(tmp_path)
    old = "human trafficking investigation: {bca}\\nAsk"
    edit(tmp_path / "protocol.yaml", old, old.replace("{bca}", "{bca.number}"))

    assert load_content(tmp_path / "protocol.yaml", tmp_path / "prompts")
