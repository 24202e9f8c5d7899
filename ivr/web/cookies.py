"""Remembers the place of an officer who texts in a cookie that Twilio keeps.

Twilio returns cookies for each pair of numbers, for about four hours after the
last text (support.twilio.com article 223136287). The place is signed, so only
one that we wrote is read back. Calls need none of it: their state is the URL.
"""

from flask import Response, after_this_request, request
from itsdangerous import BadData, URLSafeTimedSerializer

from ivr.channels.addresses import address, place_from
from ivr.dialogue.place import Place
from ivr.web.memory import Channel, Standing

NAME = "place"
SECONDS = 4 * 60 * 60


class CookieMemory:
    """A `Memory` that needs no storage on our side."""

    def __init__(self, secret_key: str) -> None:
        self._signer = URLSafeTimedSerializer(secret_key, salt="place")

    def recall(self, who: str, channel: Channel, message_sid: str = "") -> Standing:
        """The place in the cookie of a text; a call carries its own."""
        if channel != "text":
            return Standing()
        try:
            text = self._signer.loads(request.cookies.get(NAME, ""), max_age=SECONDS)
        except BadData:
            return Standing()
        place = place_from(text) if isinstance(text, str) else None
        return Standing(place, fresh=False, known=place is not None)

    def remember(
        self, who: str, place: Place, channel: Channel, message_sid: str = ""
    ) -> None:
        """Put the place into the cookie of this text's answer."""
        if channel != "text":
            return
        value = self._signer.dumps(address(place))

        @after_this_request
        def keep(response: Response) -> Response:
            response.set_cookie(NAME, str(value), max_age=SECONDS, httponly=True)
            return response

    def may_reply(self, who: str, understood: bool, body: str) -> bool:
        """Always: nothing is counted."""
        return True

    def may_transfer(self, who: str) -> bool:
        """Always: nothing is counted."""
        return True
