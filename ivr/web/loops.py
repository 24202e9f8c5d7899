"""When a text is not answered: two robots are talking to each other.

Twilio breaks a loop only above 30 replies in 30 seconds
(twilio.com/docs/api/errors/14107); a robot that answers every few seconds never
gets there. A person who asks for steps is never held up for longer than five, and
one who was understood meanwhile is told again what the words are.
"""

from ivr.web.memory import PLACE_SECONDS, Exchange

WINDOW_SECONDS = 10 * 60
MOST_REPLIES = 10
UNCLEAR_SECONDS = 5 * 60
MOST_SAME = 2
"""So often the same unclear words are answered, whatever stands between: a phone
that answers by itself says them after each text of ours. They count for as long as
where she stood."""
PERSON_SECONDS = 5
STUCK = 3
"""So many replies in a row that led nowhere are no person's."""


def breaks_off(before: tuple[Exchange, ...], now: Exchange) -> bool:
    """Whether a text, with the exchanges before it, is left without an answer."""
    replies = [one for one in before if one.at > now.at - WINDOW_SECONDS]
    spent = len(replies) >= MOST_REPLIES
    if now.clear:
        if not spent:
            return False
        since = now.at - before[-1].at
        stuck = not now.moved and not any(one.moved for one in before[-STUCK:])
        return since < PERSON_SECONDS or stuck
    same = [
        one
        for one in before
        if not one.clear
        and one.digest == now.digest
        and one.at > now.at - PLACE_SECONDS
    ]
    if spent or len(same) >= MOST_SAME:
        return True
    if not before or before[-1].clear:
        return False
    latest = before[-1]
    return latest.at > now.at - UNCLEAR_SECONDS or latest in same
