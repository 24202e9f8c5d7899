"""Garbage in every field of every webhook: answered or ignored, and no harm done."""

from collections.abc import Iterator

import pytest

from ivr.simulator.twiml import read
from ivr.store.tables import events, outbox, places, transfers
from tests.hotline import OFFICER, Hotline, Office
from tests.waiting import until

FIELDS = """
    AnsweredBy ApiVersion Body CallSid CallStatus CallToken Called Caller CallerName
    Confidence DialBridged DialCallDuration DialCallSid DialCallStatus Digits Direction
    ErrorCode ErrorUrl ForwardedFrom From FromCity MediaUrl0 MessageSid MessageStatus
    MessagingServiceSid NumMedia NumSegments OptOutType ParentCallSid SequenceNumber
    SmsSid SmsStatus SpeechResult StirVerstat To ToCity UnstableSpeechResult msg
    """.split()

JUNK = [
    "", " ", "\x00\x01", "\u202e", "💥", "٣", "x" * 3000, "-1", "1e999", "nan", "null",
    "true", "'; DROP TABLE outbox; --", "<Response>&]]>", "../../x", "%00%2e",
    "\r\nX-Header: y", "anonymous", "+266696687", "+1" * 40, "completed", "canceled",
]  # fmt: skip
# PostgreSQL refuses these where SQLite does not: no text has a zero in it, none is
# longer than its column, and what is no number is none.
NARROW = ["\x00\x01", "x" * 3000, "1e999"]

ATTEMPT = "lines=bca&attempt=" + "0" * 44
PATHS = [
    "/sms",
    "/sms/status",
    f"/sms/status?text={'0' * 32}",
    "/voice",
    "/voice/menu/start",
    "/voice/minor/safety?quiet=1&asked=open.minor",
    "/voice/status",
    f"/voice/transfer/bca/whisper/menu/start?{ATTEMPT}",
    f"/voice/transfer/bca/accept/menu/start?{ATTEMPT}",
    f"/voice/transfer/bca/done/minor/safety?{ATTEMPT}",
]


def garbage(made: Office) -> Iterator[dict[str, str]]:
    """Each value in each field by itself; on PostgreSQL what may be otherwise there.

    What a field's value does before it comes to a database is the same on both, and
    every value comes to this one too, in all fields at once.
    """
    junk = JUNK
    if made.database_url.startswith("postgresql"):
        # What has an OptOutType is left to the carrier; a text's own id is kept, to
        # know it again; and a request that is too large is refused unread.
        every = [one for one in FIELDS if one not in ("OptOutType", "MessageSid")]
        yield from (dict.fromkeys(every, one[:1000]) for one in JUNK)
        junk = NARROW
    yield from ({field: one} for field in FIELDS for one in junk)


@pytest.mark.parametrize("path", PATHS)
def test_whatever_stands_in_a_field(
    hotline: Hotline, hotline_office: Office, path: str
):
    kind = "sms" if path.startswith("/sms") else "voice"
    for fields in garbage(hotline_office):
        answer = hotline.post(path, **{"CallSid": "CA1", "MessageSid": "SM1", **fields})
        where = [(field, junk[:20]) for field, junk in fields.items()]

        assert answer.status_code == (204 if "status" in path else 200), where
        assert b"has a fault" not in answer.data, where
        assert b"a fault here" not in answer.data, where
        if answer.status_code == 200:
            read(answer.data, "text/xml", kind)
    hotline_office.settle()

    # All of it was noted, none of it was kept, and nobody else was sent anything.
    noted = str([hotline_office.rows(table) for table in (events, places, transfers)])
    until(lambda: hotline_office.store.health() == {})
    assert not [junk for junk in JUNK if len(junk) > 9 and junk in noted]
    assert OFFICER[1:] not in noted
    assert {row["number"] for row in hotline_office.rows(outbox)} <= {None}
    assert {to for to, _ in hotline_office.world.arrived} <= {OFFICER}


@pytest.mark.parametrize("path", PATHS)
def test_another_accounts_webhook_is_refused_everywhere(
    hotline: Hotline, hotline_office: Office, path: str
):
    answer = hotline.post(path, AccountSid="AC" + "1" * 32, Digits="1", Body="minor")

    assert answer.status_code == 403
    assert hotline_office.rows(events) == hotline_office.rows(places) == []
