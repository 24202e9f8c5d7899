import pytest
from flask import Flask
from hypothesis import settings as examples

from ivr.channels.edition import Edition, load_edition
from tests.hotline import ROOT, Hotline, app_for

# The same examples at every run, so that a green run says the same anywhere.
examples.register_profile("same", derandomize=True, max_examples=400, deadline=None)
examples.load_profile("same")


@pytest.fixture(scope="session")
def edition() -> Edition:
    return load_edition(ROOT / "protocol.yaml", ROOT / "prompts", "+16125550100")


@pytest.fixture(scope="session")
def app() -> Flask:
    return app_for()


@pytest.fixture
def hotline(app: Flask) -> Hotline:
    return Hotline(app)
