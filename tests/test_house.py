"""The rules of the house that no other tool checks."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.content import ROOT

MODULES = sorted([*(ROOT / "ivr").rglob("*.py"), ROOT / "wsgi.py"])
FACTS = re.compile(
    r"trafficking|prostitut|masonic|mcrc|navigator|safe.harbor|child protection"
    r"|\bbca\b|\bnhtrc\b|the link\b|minnesota|minneapolis|hmong|somali|juvenile"
    r"|\b(?:609|612|651|866|888)\b",
    re.IGNORECASE,
)
# What this protocol calls its things. An explanation may name them, as the design
# does; what runs may not.
WORDS = re.compile(
    r"\b(?:minors?|adults?|unsure|youth|advocate|shelters?|vouchers?|nurse|statewide"
    r"|nav|cps|seize|daddy|24)\b",
    re.IGNORECASE,
)
# A family name, whatever the protocol.
NO_FACT = {("everyday.py", "minor")}


def imports(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def in_room(module: Path, room: str) -> bool:
    return (ROOT / "ivr" / room) in module.parents


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(ROOT)))
def test_no_fact_of_this_protocol_stands_in_python(module: Path):
    # Not even as an example: in comments and docstrings too it would be no other's.
    assert FACTS.findall(module.read_text()) == []


def strings_of(module: Path) -> list[str]:
    """What a module has between quotes and is no explanation."""
    nodes = list(ast.walk(ast.parse(module.read_text())))
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in told
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(ROOT)))
def test_no_word_of_this_protocol_is_said_or_listened_for_by_python(module: Path):
    found = {word for one in strings_of(module) for word in WORDS.findall(one)}

    assert {word for word in found if (module.name, word) not in NO_FACT} == set()


@pytest.mark.parametrize(
    "fact",
    ["hmong", "section 609.322", "call 651", "612-232-5428", "1 866 223 1111"],
)
def test_a_fact_would_be_found(fact: str):
    assert FACTS.search(fact)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(ROOT)))
def test_only_the_carrier_asks_twilio_and_only_settings_read_the_environment(
    module: Path,
):
    used = imports(module)
    if not in_room(module, "carrier"):
        assert not {name for name in used if name.startswith("twilio.rest")}
    if module.name != "settings.py":
        assert not re.search(r"os\.(environ|getenv)", module.read_text())


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(ROOT)))
def test_every_module_says_what_it_does_and_stays_short(module: Path):
    text = module.read_text()
    if text:
        assert ast.get_docstring(ast.parse(text))
    assert text.count("\n") <= 300


def test_the_rest_client_is_not_loaded_to_answer():
    code = "import sys, wsgi, ivr.web.app; sys.exit('twilio.rest' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_is_exact(name: str):
    lines = (ROOT / name).read_text().splitlines()
    pins = [line for line in lines if line and line[0] not in "#-"]

    assert all(re.fullmatch(r"[A-Za-z0-9-]+(\[\w+\])?==[\w.]+", pin) for pin in pins)


def test_the_schema_describes_the_protocol_file():
    command = [sys.executable, "-m", "ivr", "schema"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    schema = yaml.safe_load(printed.stdout)
    protocol = yaml.safe_load((ROOT / "protocol.yaml").read_text())

    assert set(protocol) <= set(schema["properties"])
    assert {"title", "offer", "silent", "steps", "tracks"} <= set(schema["required"])


def test_every_module_outside_the_rooms_is_in_the_readme_and_bound_by_a_contract():
    readme, project = (
        (ROOT / name).read_text() for name in ("README.md", "pyproject.toml")
    )
    (table,) = re.findall(r"(?<=Outside the rooms)[^#]*", readme)
    # By the contract for all of them, or by one of its own.
    (bound,) = re.findall(
        r"stands outside the rooms\".*starts once .*?\]\n", project, re.S
    )
    found = {one.stem for one in (ROOT / "ivr").glob("[a-z]*.py")}

    assert set(re.findall(r"`(\w+)`", table)) >= found
    assert set(re.findall(r"ivr\.(\w+)", bound)) >= found


def test_every_command_is_in_the_readme():
    command = [sys.executable, "-m", "ivr", "--help"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    names = re.findall(r"^    (\w+) ", printed.stdout.decode(), re.MULTILINE)
    readme = (ROOT / "README.md").read_text()

    assert names
    assert [name for name in names if f"python -m ivr {name}" not in readme] == []


def test_every_module_that_the_docs_name_is_there():
    named = re.findall(r"`(\w+\.py)`", (ROOT / "docs" / "understanding.md").read_text())
    rooms = (ROOT / "ivr" / "dialogue", ROOT / "tests" / "understanding")
    found = {file.name for room in rooms for file in room.glob("*.py")}

    assert named
    assert set(named) - found == set()
