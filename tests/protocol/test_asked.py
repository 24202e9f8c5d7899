"""prompts/asked.txt: texts, each with what is meant by it."""

from pathlib import Path

import pytest

from ivr.protocol.asked import Asked, read_asked
from tests.content import ROOT


def test_a_line_is_a_text_and_what_it_means(tmp_path: Path):
    file = tmp_path / "asked.txt"
    file.write_text(
        "# what officers wrote\n"
        "\n"
        "open boat: it leaks: what now\n"
        "open boat: we sink\n"
        "open boat + reach hut : it leaks, who helps\n"
        "nothing: en route\n"
        "private: happy birthday\n"
        "open boat: take to the boat\n",
        "utf-8",
    )

    assert read_asked(file) == (
        (
            Asked(("open boat",), ("it leaks: what now", "we sink")),
            Asked(("open boat", "reach hut"), ("it leaks, who helps",)),
            Asked((), ("en route",)),
            Asked(("private",), ("happy birthday",)),
            Asked(("open boat",), ("take to the boat",)),
        ),
        [],
    )


@pytest.mark.parametrize(
    ("line", "what"),
    {
        "it leaks": "a line has no text, or no colon before it.",
        "open boat:": "a line has no text, or no colon before it.",
        "sail boat: off we go": "'sail boat' is nothing that a text can mean.",
        "open boat + fly: off we go": "'fly' is nothing that a text can mean.",
    }.items(),
)
def test_a_line_that_says_nothing_is_named(tmp_path: Path, line: str, what: str):
    file = tmp_path / "asked.txt"
    file.write_text(f"next: and now\n{line}\n", "utf-8")

    asked, faults = read_asked(file)

    assert asked == (Asked(("next",), ("and now",)),)
    assert [(fault.line, fault.what) for fault in faults] == [(2, what)]
    assert all(fault.do for fault in faults)


def test_a_text_that_means_two_things_is_named_with_both_its_lines(tmp_path: Path):
    file = tmp_path / "asked.txt"
    file.write_text(
        "open boat: it leaks\n"
        "# two writers, of whom one is wrong\n"
        "open boat: we sink\n"
        "reach hut: We sink\n"
        "open boat: it leaks\n"
        "nothing: nice hut\n"
        "either: nice hut\n",
        "utf-8",
    )

    _, faults = read_asked(file)

    assert [(fault.line, fault.what) for fault in faults] == [
        (4, "the same text means 'open boat' on line 3, 'reach hut' here.")
    ]


def test_no_file_teaches_nothing(tmp_path: Path):
    assert read_asked(tmp_path / "asked.txt") == ((), [])


def test_a_file_in_another_coding_is_named(tmp_path: Path):
    file = tmp_path / "asked.txt"
    file.write_bytes(b"next: \xff\xfe")

    asked, (fault,) = read_asked(file)

    assert asked == () and fault.file == str(file) and "UTF-8" in fault.do


def test_the_texts_that_come_with_the_hotline_have_no_fault():
    asked, faults = read_asked(ROOT / "prompts" / "asked.txt")

    assert faults == []
    lines = [(one.means, said) for one in asked for said in one.texts]
    assert len(set(lines)) == len(lines) > 1000


def test_what_could_mean_either_of_two_is_taught_as_the_two(tmp_path: Path):
    file = tmp_path / "asked.txt"
    file.write_text(
        "either reach hut|open boat: take me in\neither reach hut|reach hut: the hut\n"
    )

    asked, (fault,) = read_asked(file)

    assert asked[0] == Asked(("either reach hut|open boat",), ("take me in",))
    assert "'either reach hut|reach hut'" in fault.what
