"""TwiML is read as strictly as on the telephone: each fault with Twilio's code."""

import pytest

from ivr.simulator.twiml import Fault, read

SPEECH = '<Gather input="speech" {}/>'
VOICE = {
    "words for a number": ('<Gather timeout="five"/>', 12200),
    "no keys at all": ('<Gather numDigits="0"/>', 12200),
    "a pause of words": ('<Pause length="long"/>', 12200),
    "neither true nor false": ('<Gather actionOnEmptyResult="yes"/>', 12200),
    "an input that does not exist": ('<Gather input="voice"/>', 12200),
    "two keys to finish on": ('<Gather finishOnKey="12"/>', 12200),
    "a method that does not exist": ('<Redirect method="PUT">/x</Redirect>', 12200),
    "a reason that does not exist": ('<Reject reason="rude"/>', 12200),
    "a ring that is too long": ('<Dial timeout="999">+16125550100</Dial>', 12200),
    "nobody to call": ("<Dial/>", 12200),
    "nowhere to go": ("<Redirect/>", 12200),
    "nothing to play": ("<Play/>", 12200),
    "words between verbs": ("hello<Hangup/>", 12200),
    "words after a nested verb": ("<Gather><Say>a</Say>b</Gather>", 12200),
    "a rate that is none": (
        '<Say><prosody rate="quick%">a</prosody></Say>',
        12200,
    ),
    "a break that is none": ('<Say>a<break time="long"/></Say>', 12200),
    "a wrong pause after speech": (SPEECH.format('speechTimeout="x"'), 13327),
    "a hint too long": (SPEECH.format(f'hints="{"x" * 101}"'), 13330),
    "too many hints": (SPEECH.format(f'hints="{"x," * 500}x"'), 13330),
    "a model beside auto": (
        SPEECH.format('speechModel="phone_call" speechTimeout="auto"'),
        13335,
    ),
    "too long for Polly": (f'<Say voice="Polly.Joanna">{"x" * 3001}</Say>', 13521),
    "too long for Google": (f'<Say voice="Google.x">{"x" * 5001}</Say>', 13521),
    "too long for the oldest voices": (f"<Say>{'x' * 4097}</Say>", 13521),
}
SMS = {
    "an empty text": ("<Message/>", 14103),
    "a text too long": (f"<Message>{'x' * 1601}</Message>", 14103),
    "a spoken word": ("<Say>a</Say>", 12200),
    "words between": ("a<Message>b</Message>", 12200),
}
GOOD = {
    "a wait of auto": '<Gather input="speech" timeout="auto" hints="a, b"/>',
    "a key that is none": '<Gather finishOnKey=""/>',
    "as long as Polly may": f'<Say voice="Polly.Joanna">{"x" * 3000}</Say>',
    "paces": '<Say><prosody rate="slow">a</prosody><break time="1.5s"/></Say>',
    "two inputs": '<Gather input="dtmf speech" numDigits="1" bargeIn="true"/>',
    "keys to play": '<Play digits="12"/>',
}


def fault(body: str, kind: str, content_type: str = "text/xml") -> int:
    with pytest.raises(Fault) as caught:
        read(body.encode(), content_type, kind)
    return caught.value.code


@pytest.mark.parametrize(("verbs", "code"), VOICE.values(), ids=VOICE.keys())
def test_a_page_of_a_call_is_refused(verbs: str, code: int):
    assert fault(f"<Response>{verbs}</Response>", "voice") == code


@pytest.mark.parametrize(("verbs", "code"), SMS.values(), ids=SMS.keys())
def test_an_answer_to_a_text_is_refused(verbs: str, code: int):
    assert fault(f"<Response>{verbs}</Response>", "sms") == code


@pytest.mark.parametrize("verbs", GOOD.values(), ids=GOOD.keys())
def test_what_twilio_takes_is_taken(verbs: str):
    assert read(f"<Response>{verbs}</Response>".encode(), "text/xml", "voice")


def test_a_line_may_not_be_made_to_dial():
    page = "<Response><Dial>+16125550100</Dial></Response>"

    assert fault(page, "whisper") == 13201


@pytest.mark.parametrize("space", ["\n", " ", "\t"])
def test_nothing_may_stand_before_the_page(space: str):
    assert fault(f"{space}<Response/>", "voice") == 12100


def test_a_sound_is_played_and_plain_text_said_or_sent():
    sound = read(b"RIFF", "audio/x-wav", "voice")
    said = read(b"hello there", "text/plain", "voice")
    sent = read(b"hello there", "text/plain", "sms")

    assert [verb.name for verb in sound] == ["Play"]
    assert [verb.name for verb in said] == ["Say", "Hangup"]
    assert [(verb.name, verb.text) for verb in sent] == [("Message", "hello there")]
