"""How a reply is spoken: TwiML that says it and listens for what comes next.

Facts of the verbs: twilio.com/docs/voice/twiml/gather, …/say and …/dial.
"""

import re
from itertools import groupby

from twilio.twiml.voice_response import Dial, Gather, Say, VoiceResponse

from ivr.channels.addresses import address, transfer_address
from ivr.channels.values import worded
from ivr.channels.wording import Controls, Number, Pieces, Wording
from ivr.dialogue.place import Pace, Place
from ivr.dialogue.reply import Part, Reply, Then
from ivr.protocol.model import MENU, Protocol, Transfer
from ivr.protocol.prompts import VoiceFile

# A slower number is spoken where it is the whole point of the sentence.
SLOW_PROMPTS = frozenset({"number-now", "number-only", "transfer-limit"})


class Voice:
    """The words of calls, and the TwiML that speaks them."""

    def __init__(
        self,
        protocol: Protocol,
        prompts: VoiceFile,
        controls: Controls,
        hotline_number: str,
        base_path: str = "",
        hints: tuple[str, ...] = (),
        asked_hints: tuple[str, ...] = (),
    ) -> None:
        """``base_path`` is the path of PUBLIC_URL, put before every action.

        ``hints`` are the words that speech recognition is told to expect;
        ``asked_hints`` those where a question waits for its answer.
        """
        self.protocol = protocol
        self.prompts = prompts
        self.hotline_number = hotline_number
        self.base_path = base_path
        self.hints = ", ".join(hints)
        self.asked_hints = ", ".join(asked_hints)
        self.wording = Wording(protocol, prompts.prompts, "say", controls)

    def page(self, reply: Reply) -> bytes:
        """The page of a reply that listens or ends."""
        response = VoiceResponse()
        if reply.then is Then.END:
            self._say(response, reply.parts)
            response.hangup()
            return _bytes(response)
        action = self.base_path + address(reply.at)
        gather = Gather(
            input="dtmf speech",
            action=action,
            method="POST",
            timeout=self.patience(reply.at),
            speech_timeout="auto",
            num_digits=1,
            finish_on_key="",
            action_on_empty_result=True,
            language=self.prompts.speech.language,
            hints=(self.asked_hints if reply.at.asked else self.hints) or None,
        )
        self._say(gather, reply.parts)
        response.append(gather)
        # Should the gather ever be passed over, the call goes on as on silence.
        response.redirect(action, method="POST")
        return _bytes(response)

    def dial(self, reply: Reply, attempt: str) -> bytes:
        """The page that calls the last of the reply's lines and comes back."""
        line = reply.lines[-1]
        transfer = self.protocol.resources[line].transfer
        assert isinstance(transfer, Transfer)
        response = VoiceResponse()
        self._say(response, reply.parts)

        def url(turn: str) -> str:
            return self.base_path + transfer_address(
                line, turn, reply.at, reply.lines, attempt
            )

        dial = Dial(
            action=url("done"),
            method="POST",
            # Twilio's default would show the line the officer's own number.
            caller_id=self.hotline_number,
            timeout=transfer.ring,
            hangup_on_star=True,
            # She hears it ring while the line hears the brief.
            answer_on_bridge=True,
        )
        dial.number(self.protocol.dial(line), url=url("whisper"), method="POST")
        response.append(dial)
        return _bytes(response)

    def brief(
        self, line: str, at: Place, lines: tuple[str, ...], attempt: str
    ) -> bytes:
        """What the called line hears before anything connects.

        Silence re-prompts once and then hangs up on the called side only:
        falling off the end of this page would connect her to a voicemail.
        """
        transfer = self.protocol.resources[line].transfer
        assert isinstance(transfer, Transfer)
        known = at.topic in self.protocol.tracks
        action = self.base_path + transfer_address(line, "accept", at, lines, attempt)
        response = VoiceResponse()
        for key in ("brief" if known else "brief-unknown", "brief-again"):
            gather = Gather(
                input="dtmf",
                action=action,
                method="POST",
                timeout=transfer.screen,
                num_digits=1,
                finish_on_key="",
            )
            self._say(gather, (Part(key, at.topic, at.item, about=line),))
            response.append(gather)
        response.hangup()
        return _bytes(response)

    def refuse(self, late: bool = False) -> bytes:
        """Ends the called side's leg; the caller is handed back by Twilio."""
        response = VoiceResponse()
        if late:
            self._say(response, (Part("brief-late"),))
        response.hangup()
        return _bytes(response)

    def accept(self) -> bytes:
        """An empty page: the called side falls off its end and is connected."""
        return _bytes(VoiceResponse())

    def fault_page(self, keyed: tuple[str, ...], numbered: tuple[str, ...]) -> bytes:
        """What callers hear when the hotline is broken: keys, then numbers.

        It listens throughout, and at its end tries the hotline once more.
        """
        response = VoiceResponse()
        gather = Gather(
            input="dtmf",
            action=f"{self.base_path}/voice/fault",
            method="POST",
            timeout=self.prompts.patience.question,
            num_digits=1,
            finish_on_key="",
        )
        self._say(
            gather,
            (
                Part("failsafe"),
                *(Part("failsafe-key", about=id) for id in keyed),
                *(Part("failsafe-number", about=id) for id in numbered),
            ),
        )
        response.append(gather)
        response.redirect(f"{self.base_path}/voice/menu/start", method="POST")
        return _bytes(response)

    def plain_dial(self, line: str) -> bytes:
        """Calls a line with nothing of ours in between, as a last resort.

        No brief, so no page of ours must be fetched for it; a voicemail may
        therefore pick up.
        """
        response = VoiceResponse()
        self._say(response, (Part("connecting", about=line),))
        dial = Dial(caller_id=self.hotline_number, hangup_on_star=True)
        dial.number(self.protocol.dial(line))
        response.append(dial)
        response.redirect(f"{self.base_path}/voice/menu/start", method="POST")
        return _bytes(response)

    def standing_in(self, line: str, numbered: tuple[str, ...]) -> bytes:
        """What callers hear from a page elsewhere while the hotline is away.

        It asks for nothing of the hotline: it says the numbers, calls one line, says
        them again and hangs up. ``line`` may be "" for none.
        """
        response = VoiceResponse()
        numbers = tuple(Part("failsafe-number", about=id) for id in numbered)
        self._say(response, (Part("failsafe"), *numbers))
        if line:
            self._say(response, (Part("connecting", about=line),))
            dial = Dial(caller_id=self.hotline_number, hangup_on_star=True)
            dial.number(self.protocol.dial(line))
            response.append(dial)
            self._say(response, numbers)
        # Asked for a called line's leg, a page that merely ends would connect it.
        response.hangup()
        return _bytes(response)

    def patience(self, place: Place) -> int:
        """Seconds of silence to wait for at a place."""
        patience = self.prompts.patience
        if place.asked and not place.resumed:
            return patience.question
        if place.pace in (Pace.READING, Pace.AGAIN):
            return patience.reading
        if place.pace is Pace.HOLD:
            return patience.hold[min(place.quiet, len(patience.hold) - 1)]
        if place.topic == MENU:
            return patience.keys if place.quiet or place.missed else patience.menu
        return patience.step[min(place.quiet, len(patience.step) - 1)]

    def _say(self, parent: VoiceResponse | Gather, parts: tuple[Part, ...]) -> None:
        for part in parts:
            pieces = worded(self.wording, part)
            if not pieces:
                continue
            speech = self.prompts.speech
            say = Say(voice=speech.voice, language=speech.language)
            slow = part.prompt in SLOW_PROMPTS
            for number, run in groupby(pieces, lambda one: isinstance(one, Number)):
                if number:
                    for one in run:
                        self._digits(say, one, slow)
                else:
                    # One string at a time: the library keeps only the last of
                    # two that follow each other.
                    words = "".join(map(str, run)).replace("\n", " ")
                    say.append(_sentences(words, say.verbs == []))
            parent.append(say)

    def _digits(self, say: Say, number: str | Number, slow: bool) -> None:
        """A number in its groups, digit by digit, slower than the rest."""
        assert isinstance(number, Number)
        speech = self.prompts.speech
        prosody = say.prosody(rate=f"{speech.slowly if slow else speech.digits}%")
        groups = self.protocol.spoken(number.resource)
        for index, group in enumerate(groups):
            prosody.append(" ".join(group) + (", " if index < len(groups) - 1 else ""))
            if index < len(groups) - 1:
                prosody.break_(time=f"{speech.gap}ms")


def spoken(pieces: Pieces, protocol: Protocol) -> str:
    """What is said, as one line of text, digits apart."""
    return "".join(
        ", ".join(map(" ".join, protocol.spoken(piece.resource)))
        if isinstance(piece, Number)
        else piece
        for piece in pieces
    )


def _sentences(words: str, begins: bool) -> str:
    """Words with a capital after each full stop, as captions show them."""
    pattern = r"(^\W*|[.?!] )([a-z])" if begins else r"([.?!] )([a-z])"
    return re.sub(pattern, lambda found: found[1] + found[2].upper(), words)


def _bytes(response: VoiceResponse) -> bytes:
    return str(response).encode()
