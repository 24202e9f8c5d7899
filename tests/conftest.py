import os
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings as examples

from ivr.channels.edition import Edition
from ivr.kept import Kept
from ivr.simulator.world import World
from tests import content
from tests.hotline import Hotline, Office, office
from tests.postgres import Server, postgres
from tests.schedule import Schedule, rank

# The same examples at every run, so that a green run says the same anywhere.
examples.register_profile("same", derandomize=True, max_examples=400, deadline=None)
examples.load_profile("same")


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Schedule:
    return Schedule(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: rank(item.nodeid))


@pytest.fixture(scope="session", autouse=True)
def learned(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What one worker has learned from the texts, the others read."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    with (folder / "learning").open("w") as turn:
        flock(turn, LOCK_EX)
        Kept(folder).learn(content.edition().vocabulary)


@pytest.fixture(scope="session")
def edition() -> Edition:
    return content.edition()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    with postgres() as server:
        yield server


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp(request.param)
    url = f"sqlite:///{folder / 'hotline.db'}"
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgres_server")
        url = server.create("hotline")
    with office(url, folder) as made:
        yield made


@pytest.fixture
def hotline_office(built: Office) -> Office:
    built.forget()
    return built


@pytest.fixture
def app(hotline_office: Office) -> Flask:
    return hotline_office.app


@pytest.fixture
def hotline(app: Flask) -> Hotline:
    return Hotline(app)


@pytest.fixture
def world(hotline_office: Office) -> World:
    return hotline_office.world
