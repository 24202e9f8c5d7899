"""How often a webhook is tried, as an address may say after its #.

twilio.com/docs/usage/webhooks/webhooks-connection-overrides. Times (ct, rt, tt) are
read over: the switch waits as long as Twilio does by default.
"""

from urllib.parse import parse_qs

DEFAULT_RETRIES, MOST_RETRIES = 1, 5
DEFAULT_POLICY = "ct"
ALL = frozenset({"ct", "rt", "4xx", "5xx"})


def overrides(fragment: str) -> tuple[int, frozenset[str]]:
    """How many retries, and after what: ct, rt, 4xx, 5xx."""
    told = parse_qs(fragment)
    count = told.get("rc", [""])[-1]
    retries = int(count) if count in tuple("012345") else DEFAULT_RETRIES
    policy = frozenset(told.get("rp", [DEFAULT_POLICY])[-1].split(","))
    return min(retries, MOST_RETRIES), ALL if "all" in policy else policy & ALL
