"""The Flask app: each room's routes, registered on the line after their guard."""

from collections.abc import Sequence

from flask import Flask

from ivr.web.calls import call_routes
from ivr.web.failsafe import FailsafeInForce, failsafe_routes, install
from ivr.web.guard import MOST_BYTES, only_twilio
from ivr.web.health import health_routes
from ivr.web.parts import Parts
from ivr.web.texts import text_routes
from ivr.web.transfers import transfer_routes


def create_app(
    parts: Parts, *, public_url: str, account_sid: str, auth_tokens: Sequence[str]
) -> Flask:
    """The hotline as a WSGI application."""
    app = Flask("ivr", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    # A server may fork after this; whatever runs on its own starts in the child.
    app.before_request(parts.wake)
    app.extensions["wake"] = parts.wake
    failsafe = FailsafeInForce(parts.edition)
    install(app, failsafe)
    guard = only_twilio(public_url, account_sid, auth_tokens)
    for routes in (
        text_routes(parts),
        call_routes(parts),
        transfer_routes(parts),
        failsafe_routes(failsafe),
    ):
        routes.before_request(guard)
        app.register_blueprint(routes)
    app.register_blueprint(health_routes(parts))
    return app
