"""Only Twilio gets in: the signature on every webhook, with no off-switch.

Twilio signs the exact address it was given, with the query as it was sent, and
every form field (twilio.com/docs/usage/webhooks/webhooks-security). What Flask
or a proxy make of the address has been decoded and rebuilt, so it is put
together from PUBLIC_URL and the raw request target instead.
"""

import logging
from collections.abc import Callable, Sequence
from urllib.parse import quote

from flask import Request, abort, request
from twilio.request_validator import RequestValidator

log = logging.getLogger(__name__)

FORM = "application/x-www-form-urlencoded"

# Twilio's own requests stay far below; a text is at most 1,600 characters.
MOST_BYTES = 100_000


def only_twilio(
    public_url: str, account_sid: str, auth_tokens: Sequence[str]
) -> Callable[[], None]:
    """A `before_request` function that lets only this account's webhooks in.

    Either token may have signed, so that a token can be changed without a gap:
    Twilio signs with the primary one, and switches when it is promoted.
    """
    validators = [RequestValidator(token) for token in auth_tokens]

    def guard() -> None:
        if (request.content_length or 0) > MOST_BYTES:
            abort(413)
        reason = _refusal()
        if reason:
            # The sender's data stays out of the log: it is not ours to keep.
            log.warning("Refused a request to %s: %s.", request.endpoint, reason)
            abort(403)

    def _refusal() -> str:
        if request.mimetype != FORM:
            return "it is not a form"
        signature = request.headers.get("X-Twilio-Signature", "")
        if not signature:
            return "it is not signed"
        url = public_url + raw_target(request)
        # No short cut between the two, so that time tells nothing of either.
        try:
            signed = [v.validate(url, request.form, signature) for v in validators]
        except ValueError:
            # An address or a field that cannot even be written down to be signed.
            signed = []
        if not any(signed):
            return (
                "its signature is wrong. If this is Twilio, compare PUBLIC_URL and "
                "TWILIO_AUTH_TOKEN with the console"
            )
        if request.form.get("AccountSid", account_sid) != account_sid:
            return "it comes from another account"
        return ""

    return guard


def raw_target(received: Request) -> str:
    """The path and query exactly as they came over the wire."""
    environ = received.environ
    target = environ.get("RAW_URI") or environ.get("REQUEST_URI")
    if not target:
        target = quote(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""))
        if environ.get("QUERY_STRING"):
            target += f"?{environ['QUERY_STRING']}"
    if "://" in target.split("?")[0]:
        # A proxy may send the whole address in the request line.
        target = "/" + target.split("://", 1)[1].partition("/")[2]
    return str(target)
