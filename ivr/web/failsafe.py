"""The last answer: fixed beforehand, for when anything inside fails.

It names the lines and their numbers, and puts a caller through by one key. It
is made of bytes that exist before the first call, and needs nothing else.
"""

import logging
import traceback
from collections.abc import Callable

from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import HTTPException

from ivr.channels.edition import Edition
from ivr.channels.message import twiml
from ivr.dialogue.reply import Part
from ivr.web.parts import XML

log = logging.getLogger(__name__)

# Twilio tells what has become of a text or a call, and plays nothing of the answer.
ONLY_TOLD = frozenset({"texts.status", "calls.ended"})

# Asked for the called line's leg. The officer's own answer would be read to whoever
# picked up; when that leg is hung up, Twilio hands her back to `transfers.done`.
LINES_OWN = frozenset({"transfers.whisper", "transfers.accept"})

# An address in the carrier's console that leads nowhere: what it tells of that is heard
# by a caller only. What was asked for stays out of the log; it is the sender's.
MISLED = {
    404: (
        "the hotline has no such address. Compare those on the number's page of "
        "Twilio's console with PUBLIC_URL: they end in /voice, /voice/status and /sms. "
        "If PUBLIC_URL has a path, see that the web server takes it away."
    ),
    405: (
        "it was not sent by POST. Choose HTTP POST beside each address on the number's "
        "page of Twilio's console."
    ),
}


class Failsafe:
    """The fixed answers of one edition."""

    def __init__(self, edition: Edition) -> None:
        protocol, voice = edition.protocol, edition.voice
        numbered = protocol.numbered()
        lines = [id for id in numbered if protocol.resources[id].is_line]
        keyed = {protocol.resources[id].key or "": id for id in lines}
        keyed.pop("", None)
        numbers = tuple(Part("failsafe-number", about=id) for id in numbered)
        self.text = twiml(edition.messages.body((Part("failsafe"), *numbers)))
        self.voice = voice.fault_page(tuple(keyed.values()), numbered)
        self.line = voice.refuse()
        self.dials = {key: voice.plain_dial(id) for key, id in keyed.items()}


class FailsafeInForce:
    """The failsafe of the edition in force; the last one that could be made.

    Making it is the only thing that happens here, and if even that fails the
    one before it answers: an edited number must not be given as it was.
    """

    def __init__(self, edition: Callable[[], Edition]) -> None:
        self._edition = edition
        self._of = edition()
        self._made = Failsafe(self._of)

    def __call__(self) -> Failsafe:
        try:
            edition = self._edition()
            if edition is not self._of:
                self._of, self._made = edition, Failsafe(edition)
        except Exception as error:
            log.error("The failsafe could not be renewed: %s.", type(error).__name__)
        return self._made


def install(app: Flask, failsafe: FailsafeInForce) -> None:
    """Answer a failure inside a call or a text with the fixed bytes, and log where.

    Whoever watches the machine is told of it instead.
    """

    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response | HTTPException:
        if isinstance(error, HTTPException):
            told = MISLED.get(error.code or 0)
            # Whoever only looks for holes does not sign; of him nothing is said.
            if told and "X-Twilio-Signature" in request.headers:
                log.warning("Refused a request that may be Twilio's: %s", told)
            return error
        # The frames without the message, which may quote what was said.
        frames = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s in %s:\n%s", type(error).__name__, request.endpoint, frames)
        if request.blueprint == "health":
            # Who watches the machine must not take a fault for health.
            words = "The hotline has a fault inside; its log says where.\n"
            return Response(words, 500, mimetype="text/plain")
        if request.endpoint in ONLY_TOLD:
            return Response(status=204)
        if request.endpoint in LINES_OWN:
            return Response(failsafe().line, mimetype=XML)
        if request.path.startswith("/sms"):
            return Response(failsafe().text, mimetype=XML)
        return Response(failsafe().voice, mimetype=XML)


def failsafe_routes(failsafe: FailsafeInForce) -> Blueprint:
    """Where the failsafe page's keys are sent."""
    routes = Blueprint("failsafe", __name__)

    @routes.post("/voice/fault")
    def fault() -> Response:
        digits = request.form.get("Digits", "")
        fixed = failsafe()
        return Response(fixed.dials.get(digits, fixed.voice), mimetype=XML)

    return routes
