"""A phone in another terminal finds the hotline that is being tried."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from ivr.simulator.rest import served
from ivr.trying import findable


@pytest.fixture
def first() -> Iterator[dict[str, str]]:
    """What is told of a hotline that answers."""
    app = Flask("first")
    app.add_url_rule("/healthz", view_func=lambda: "alive\n")
    with served(app) as url:
        yield {"PUBLIC_URL": url}


# The discard port: nobody answers there.
SECOND = {"PUBLIC_URL": "http://127.0.0.1:9"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "trial.json"


def told(file: Path) -> object:
    return json.loads(file.read_text())


def test_a_hotline_is_found_while_it_is_tried_and_not_after(
    file: Path, first: dict[str, str]
):
    with findable(file, first):
        assert told(file) == first
        assert file.stat().st_mode & 0o777 == 0o600

    assert not file.exists()


def test_where_the_second_of_two_leaves_the_first_is_found_again(
    file: Path, first: dict[str, str]
):
    with findable(file, first):
        with findable(file, SECOND):
            assert told(file) == SECOND
        assert told(file) == first

    assert not file.exists()


def test_where_the_first_of_two_leaves_the_second_is_still_found(
    file: Path, first: dict[str, str]
):
    with findable(file, first):
        # The second tells of itself while the first is still there.
        file.write_text(json.dumps(SECOND))

    assert told(file) == SECOND


@pytest.mark.parametrize("left", ["", "half of it {", "[]", json.dumps(SECOND)])
def test_what_a_hotline_has_left_that_no_longer_answers_is_not_kept(
    file: Path, first: dict[str, str], left: str
):
    file.write_text(left)
    with findable(file, first):
        assert told(file) == first

    assert not file.exists()
