import pytest
from flask import Flask

from ivr.channels.edition import Edition, load_edition
from tests.hotline import ROOT, Hotline, app_for


@pytest.fixture(scope="session")
def edition() -> Edition:
    return load_edition(ROOT / "protocol.yaml", ROOT / "prompts", "+16125550100")


@pytest.fixture(scope="session")
def app() -> Flask:
    return app_for()


@pytest.fixture
def hotline(app: Flask) -> Hotline:
    return Hotline(app)
