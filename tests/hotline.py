"""A hotline to test against: the real app, reached through signed requests."""

from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from ivr.settings import Settings
from ivr.simulator.transport import WsgiTransport
from ivr.simulator.world import World
from wsgi import build

ROOT = Path(__file__).parent.parent
OFFICER = "+16125550142"
ENVIRON = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "a token for tests",
    "TWILIO_AUTH_TOKEN_NEXT": "the token after it",
    "HOTLINE_NUMBER": "+16125550100",
    "PUBLIC_URL": "https://hotline.example.org",
    "SECRET_KEY": "a key for tests only",
    "PROTOCOL_FILE": str(ROOT / "protocol.yaml"),
    "PROMPTS_DIR": str(ROOT / "prompts"),
}


@dataclass
class Hotline:
    """Posts webhooks as Twilio signs them."""

    app: Flask
    token: str = ENVIRON["TWILIO_AUTH_TOKEN"]
    fields: dict[str, str] = field(
        default_factory=lambda: {
            "AccountSid": ENVIRON["TWILIO_ACCOUNT_SID"],
            "From": OFFICER,
            "To": ENVIRON["HOTLINE_NUMBER"],
        }
    )

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def post(self, path: str, **fields: str) -> TestResponse:
        """One signed webhook."""
        form = {**self.fields, **fields}
        url = ENVIRON["PUBLIC_URL"] + path
        signature = RequestValidator(self.token).compute_signature(url, form)
        headers = {"X-Twilio-Signature": signature}
        return self.client.post(path, data=form, headers=headers)

    def text(self, body: str, **fields: str) -> str:
        """Text the hotline; the TwiML that came back."""
        return self.post("/sms", Body=body, MessageSid="SM1", **fields).text

    def turn(self, path: str, **fields: str) -> str:
        """One turn of a call; the TwiML that came back."""
        return self.post(path, CallSid="CA1", **fields).text


def settings(**changes: str) -> Settings:
    return Settings.from_environ({**ENVIRON, **changes})


def world(app: Flask) -> World:
    """The simulator's account, wired straight into the app."""
    return World(
        ENVIRON["PUBLIC_URL"],
        ENVIRON["TWILIO_ACCOUNT_SID"],
        ENVIRON["TWILIO_AUTH_TOKEN"],
        ENVIRON["HOTLINE_NUMBER"],
        WsgiTransport(app),
    )


def app_for(**changes: str) -> Flask:
    return build(settings(**changes))
