"""The texts between one phone and the hotline, as the carrier handles them."""

from dataclasses import dataclass, field

from ivr.simulator.twiml import Fault, Verb
from ivr.simulator.world import World

# The carrier's own words (twilio.com/docs/messaging/tutorials/advanced-opt-out).
OPT_OUT = frozenset("stop stopall unsubscribe cancel end quit revoke optout".split())
OPT_IN = frozenset("start unstop yes".split())
OPTED_OUT = "You have successfully been unsubscribed. Reply START to resubscribe."
OPTED_IN = "You have successfully been re-subscribed. Reply STOP to unsubscribe."


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text: whose it is, its words, and how many parts it is sent in."""

    who: str
    text: str
    characters: int
    segments: int


@dataclass
class Thread:
    """A phone's texts with the hotline, and its cookies."""

    world: World
    phone: str
    bubbles: list[Bubble] = field(default_factory=list)
    fault: Fault | None = None
    _cookies: dict[str, str] = field(default_factory=dict)
    _seen: int = 0

    def __post_init__(self) -> None:
        self._seen = len(self.world.arrived)

    def text(self, body: str) -> tuple[Bubble, ...]:
        """Send a text; the bubbles that came back. ``fault`` says what failed."""
        before = len(self.bubbles) + 1
        self.bubbles.append(bubble("officer", body))
        word, opted_out = body.strip().casefold(), self.world.opted_out
        if word in OPT_OUT and self.phone not in opted_out:
            opted_out.add(self.phone)
            self.bubbles.append(bubble("carrier", OPTED_OUT))
        elif word in OPT_IN and self.phone in opted_out:
            opted_out.discard(self.phone)
            self.bubbles.append(bubble("carrier", OPTED_IN))
        form = self.world.fields(
            MessageSid=self.world.sid("SM"),
            From=self.phone,
            To=self.world.hotline_number,
            Body=body,
            NumMedia="0",
            NumSegments=str(bubble("officer", body).segments),
            SmsStatus="received",
        )
        self.fault = None
        kept: dict[str, str] = {}
        try:
            url = self.world.sms_url
            for _ in range(10):
                url, verbs = self.world.verbs("sms", url, form, self._cookies, kept)
                redirect = self._messages(verbs)
                if not redirect:
                    break
                url = self.world.resolve(redirect, url)
        except Fault as fault:
            self.fault = fault
        # Twilio keeps one cookie jar for each pair of numbers.
        self._cookies.update(kept)
        return tuple(self.bubbles[before:])

    def look(self) -> tuple[Bubble, ...]:
        """The texts that the hotline has sent by itself since the last look."""
        fresh = self.world.arrived[self._seen :]
        self._seen += len(fresh)
        return tuple(self.arrive(body) for phone, body in fresh if phone == self.phone)

    def arrive(self, body: str) -> Bubble:
        """A text reaches the phone."""
        came = bubble("hotline", body)
        self.bubbles.append(came)
        return came

    def _messages(self, verbs: tuple[Verb, ...]) -> str:
        for verb in verbs:
            if verb.name == "Redirect":
                return verb.text
            bodies = [one.text for one in verb.children if one.name == "Body"]
            # A reply to someone who has opted out is wasted.
            if self.phone not in self.world.opted_out:
                self.arrive("\n".join(bodies) or verb.text)
        return ""


GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[]~|€\f")


def bubble(who: str, text: str) -> Bubble:
    """Count a text as the carrier would (twilio.com/docs/glossary/what-is-gsm-7)."""
    if set(text) <= GSM | GSM_TWICE:
        units = [2 if c in GSM_TWICE else 1 for c in text]
        single, part = 160, 153
    else:
        units = [len(c.encode("utf-16-be", "surrogatepass")) // 2 for c in text]
        single, part = 70, 67
    segments, room = 1, part
    if sum(units) > single:
        for unit in units:
            if unit > room:
                segments, room = segments + 1, part
            room -= unit
    return Bubble(who, text, sum(units), segments)
