"""What YAML cannot read is told at the line to mend, in no words of YAML's own."""

from pathlib import Path

import pytest

from ivr.protocol.yamlfile import read_yaml

WRITTEN = """\
offer: [flat, rope]
steps:
  flat:
    source: "Lie flat."
    points:
      - "At once."
      - "On the ice."
    say: "Lie flat."
  rope:
    source: "Throw the rope."
    say: "Throw it."
  warm:
    source: "Keep her warm."
    say: "Keep her warm."
tracks:
  thin:
    word: THIN
    steps:
      - flat
      - rope
      - warm
  thick:
    word: THICK
"""


def faults(folder: Path, line: int, written: str) -> list[str]:
    """What is told of the file, with another line in place of one of it."""
    lines = WRITTEN.splitlines()
    lines[line - 1] = written
    file = folder / "protocol.yaml"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return [str(fault).removeprefix(f"{file}:") for fault in read_yaml(file).faults]


def test_of_what_can_be_read_nothing_is_told(tmp_path: Path):
    assert faults(tmp_path, 1, WRITTEN.splitlines()[0]) == []


@pytest.mark.parametrize("sign", "@%`*!|>")
def test_a_value_that_begins_with_a_sign_of_yamls_needs_quotes(
    tmp_path: Path, sign: str
):
    assert faults(tmp_path, 11, f"    say: {sign}Throw it.") == [
        f"11: This is not YAML: without quotes a value cannot begin with {sign}. Put "
        'the whole value between double quotes: "...".'
    ]


WRONG = {
    "a tab": (
        (11, '\tsay: "Throw it."'),
        "11: This is not YAML: a tab stands in this line, and only spaces count. Write "
        "spaces instead, as many as in the lines around it.",
    ),
    "a name in braces and no quotes": (
        (11, "    say: {rope} is it."),
        "11: This is not YAML: behind {rope} the value goes on, and without quotes it "
        'cannot. Put the whole value between double quotes: "...".',
    ),
    "quotes within quotes": (
        (11, '    say: "Throw "it" now."'),
        "11: This is not YAML: the text goes on behind the quote that closes it. Close "
        'it at its end only. Where " belongs to the text, put the whole of it between '
        "' and '.",
    ),
    "a colon in a value": (
        (11, "    say: Now: throw it."),
        "11: This is not YAML: a colon with a space behind it stands in this value. "
        'Put the whole value between double quotes: "...".',
    ),
    "a dash without a space": (
        (20, "      -rope"),
        "20: This is not YAML: a space is missing behind the dash. Write - rope",
    ),
    "two versions of the file": (
        (12, "<<<<<<< HEAD\n  warm:"),
        "12: two versions of the file stand here, one below the other. Keep the lines "
        "of one of them, or of both what is right, and remove the lines that begin "
        "with <<<<<<<, ======= and >>>>>>>.",
    ),
    "what looks like a space before a name": (
        (11, '  \u00a0 say: "Throw it."'),
        "11: What looks like a space where the line begins is another sign (U+00A0). "
        "Write the spaces of this line anew: it often comes with what is pasted.",
    ),
    "what looks like a space behind a colon": (
        (11, '    say:\u00a0"Throw it."'),
        "11: What looks like a space behind 'say:' is another sign (U+00A0). Write the "
        "spaces of this line anew: it often comes with what is pasted.",
    ),
}


@pytest.mark.parametrize(("change", "told"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_read_is_told_at_the_line_to_mend(
    tmp_path: Path, change: tuple[int, str], told: str
):
    assert faults(tmp_path, *change) == [told]


@pytest.mark.parametrize(
    "said",
    ['Say "go."', "Say 'go.'", "for the victims'", "Don't.", '"Go."', "'Go.'"],
)
def test_quotes_that_come_in_pairs_and_apostrophes_are_no_fault(
    tmp_path: Path, said: str
):
    assert faults(tmp_path, 11, f"    say: {said}") == []


MISPLACED = {
    "one space too many": (11, 5, "2 or 4"),
    "one too few": (11, 3, "2 or 4"),
    "the first line of a group, too far in": (10, 5, "4"),
    "the first line of a group, too far out": (10, 2, "4"),
    "the name of a group, as far out as the file's": (9, 0, "2"),
    "the name of a group, a little too far out": (9, 1, "0 or 2"),
    "the name of a group, too far in": (9, 3, "2 or 4"),
    "the first of a group at the head of a file's part": (16, 4, "2"),
    "the first dash, too far in": (19, 7, "6"),
    "another dash, too far out": (20, 5, "4 or 6"),
}


@pytest.mark.parametrize(
    ("line", "begins", "should"), MISPLACED.values(), ids=MISPLACED.keys()
)
def test_a_line_that_begins_in_the_wrong_place_is_told_itself(
    tmp_path: Path, line: int, begins: int, should: str
):
    moved = " " * begins + WRITTEN.splitlines()[line - 1].strip()

    (told,) = faults(tmp_path, line, moved)

    spaces = {0: "no space stands", 1: "1 space stands"}
    counted = spaces.get(begins, f"{begins} spaces stand")
    assert told == (
        f"{line}: This is not YAML: {counted} before what this line says, where "
        f"{should} should be. Begin it exactly below the lines that it belongs with."
    )


CUT = {
    "a room": ("say: Go to room #190", "'#190'"),
    "a room, with a space": ("say: Go to room # 190", "'# 190'"),
    "words behind it": ("say: Ask for unit #4 at the desk", "'#4 at the desk'"),
    "a word": ("say: Text #help", "'#help'"),
}


@pytest.mark.parametrize(("line", "lost"), CUT.values(), ids=CUT.keys())
def test_the_end_of_a_sentence_that_yaml_takes_for_a_remark_is_told(
    tmp_path: Path, line: str, lost: str
):
    file = tmp_path / "protocol.yaml"
    file.write_text(f"title: Here\n{line}\nsigns: 4\n")

    (fault,) = read_yaml(file).faults

    assert str(fault) == (
        f"{file}:2: say: {lost} is not read: without quotes YAML takes what stands "
        'behind # for a remark. Put the whole between double quotes: "...". If it is a '
        "remark, write a space and a word behind the #."
    )


@pytest.mark.parametrize(
    "line",
    [
        'say: "Go to room #190"',
        "say: Go to room#190",
        "say: Go there # to be looked at",
        "say: Go there  ## to be looked at",
        "say: 20 #s",
        "say: Go there\n#1 is done",
        "say: |\n  Go to room #190",
    ],
)
def test_a_remark_and_a_sign_within_quotes_are_no_fault(tmp_path: Path, line: str):
    file = tmp_path / "protocol.yaml"
    file.write_text(f"title: Here\n{line}\nsigns: 4\n")

    assert read_yaml(file).faults == []
