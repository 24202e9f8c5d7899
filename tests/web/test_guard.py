"""Only Twilio gets in."""

import logging

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator

from ivr.web.guard import only_twilio
from tests.hotline import ENVIRON, OFFICER, Hotline

# The example that Twilio documents, and one more address of its SDKs' tests.
DOCUMENTED = {
    "token": "12345",
    "base": "https://mycompany.com",
    "target": "/myapp.php?foo=1&bar=2",
    "form": {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    },
    "signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
}

ROUTES = [
    "/sms",
    "/sms/status",
    "/voice",
    "/voice/menu/start",
    "/voice/status",
    "/voice/fault",
    "/voice/transfer/bca/whisper/menu/start",
    "/voice/transfer/bca/accept/menu/start",
    "/voice/transfer/bca/done/menu/start",
]


def test_the_documented_example_is_let_in_and_one_changed_letter_is_not():
    app = Flask("example")
    app.before_request(only_twilio(DOCUMENTED["base"], "AC1", [DOCUMENTED["token"]]))
    app.add_url_rule("/myapp.php", view_func=lambda: "in", methods=["POST"])
    client = app.test_client()

    def status(signature: str) -> int:
        headers = {"X-Twilio-Signature": signature}
        answer = client.post(
            DOCUMENTED["target"], data=DOCUMENTED["form"], headers=headers
        )
        return answer.status_code

    assert status(DOCUMENTED["signature"]) == 200
    assert status(DOCUMENTED["signature"].replace("R", "S", 1)) == 403


@pytest.mark.parametrize("path", ROUTES)
def test_every_webhook_is_behind_the_guard(app: Flask, path: str):
    client = app.test_client()
    form = {"From": OFFICER, "Body": "minor"}

    unsigned = client.post(path, data=form)
    wrong = client.post(path, data=form, headers={"X-Twilio-Signature": "x"})
    as_json = client.post(path, json=form, headers={"X-Twilio-Signature": "x"})
    large = client.post(path, data={"Body": "x" * 1_000_000})

    statuses = [one.status_code for one in (unsigned, wrong, as_json, large)]
    assert statuses == [403, 403, 403, 413]
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("token", ["TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN_NEXT"])
def test_either_token_may_have_signed(app: Flask, token: str):
    assert "MINOR" in Hotline(app, ENVIRON[token]).text("minor")


def test_another_accounts_webhook_is_refused(hotline: Hotline):
    assert hotline.post("/sms", AccountSid="AC" + "1" * 32).status_code == 403


def test_the_address_is_taken_as_it_was_sent_and_not_as_it_was_decoded(app: Flask):
    path = "/voice/menu/start?p=a%2Fb&q=%20"
    form = {"CallSid": "CA1", "AccountSid": ENVIRON["TWILIO_ACCOUNT_SID"]}
    url = ENVIRON["PUBLIC_URL"] + path
    validator = RequestValidator(ENVIRON["TWILIO_AUTH_TOKEN"])
    headers = {"X-Twilio-Signature": validator.compute_signature(url, form)}

    answer = app.test_client().post(path, data=form, headers=headers)

    assert answer.status_code == 200


def test_a_refusal_is_one_log_line_without_the_senders_data(
    app: Flask, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.WARNING):
        app.test_client().post(
            "/sms?x=secret", data={"From": OFFICER, "Body": "secret"}
        )

    (record,) = caplog.records
    assert record.getMessage() == (
        "Refused a request to texts.inbound: it is not signed."
    )


@pytest.mark.parametrize(
    ("method", "path", "what"),
    [
        ("GET", "/voice", "it was not sent by POST. Choose HTTP POST "),
        ("POST", "/voice/", "the hotline has no such address. Compare "),
        ("POST", "/hotline/sms", "the hotline has no such address. Compare "),
    ],
)
def test_an_address_of_twilios_that_leads_nowhere_is_told_in_the_log(
    app: Flask, caplog: pytest.LogCaptureFixture, method: str, path: str, what: str
):
    signed = {"X-Twilio-Signature": "x"}
    with caplog.at_level(logging.WARNING):
        client = app.test_client()
        client.open(f"{path}?x=secret", method=method, headers=signed)
        # A stranger who looks for holes fills no log.
        client.open(path, method=method)

    (record,) = caplog.records
    told = record.getMessage()
    assert told.startswith(f"Refused a request that may be Twilio's: {what}")
    assert "secret" not in told and "hotline/sms" not in told
