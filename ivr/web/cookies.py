"""Remembers the place of an officer who texts in a cookie that Twilio keeps.

Twilio returns cookies for each pair of numbers, for about four hours after the
last text (support.twilio.com article 223136287). It is read only while nobody
else can be asked where she stands, and signed, so that only one that we wrote
is read back. Calls need none of it: their state is the URL.
"""

from flask import Request, Response
from itsdangerous import BadData, URLSafeTimedSerializer

from ivr.web.memory import PLACE_SECONDS

NAME = "place"


class PlaceCookie:
    """The address where she stands, in the answer to her text."""

    def __init__(self, secret_key: str) -> None:
        self._signer = URLSafeTimedSerializer(secret_key, salt="place")

    def read(self, request: Request) -> str:
        """The address that came with a text; empty if none of ours did."""
        try:
            text = self._signer.loads(
                request.cookies.get(NAME, ""), max_age=PLACE_SECONDS
            )
        except BadData:
            return ""
        return text if isinstance(text, str) else ""

    def write(self, response: Response, address: str) -> None:
        """Send an address along with an answer."""
        value = self._signer.dumps(address)
        response.set_cookie(NAME, str(value), max_age=PLACE_SECONDS, httponly=True)
