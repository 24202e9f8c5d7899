"""The texts between one phone and the hotline, as the carrier handles them."""

import threading
from dataclasses import dataclass, field, replace

from ivr.simulator.twiml import Fault, Verb
from ivr.simulator.world import MOST_REDIRECTS, World

# The carrier's own words (twilio.com/docs/messaging/tutorials/advanced-opt-out).
OPT_OUT = frozenset("stop stopall unsubscribe cancel end quit revoke optout".split())
OPT_IN = frozenset("start unstop yes".split())
HELP = frozenset({"help", "info"})
OPTED_OUT = "You have successfully been unsubscribed. Reply START to resubscribe."
OPTED_IN = "You have successfully been re-subscribed. Reply STOP to unsubscribe."
HELPED = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text: whose it is, its words, and how many parts it is sent in.

    ``tick`` is "sent", "delivered", or what kept it from being delivered.
    """

    who: str
    text: str
    characters: int
    segments: int
    tick: str = "delivered"


@dataclass
class Thread:
    """A phone's texts with the hotline, and its cookies."""

    world: World
    phone: str
    bubbles: list[Bubble] = field(default_factory=list)
    fault: Fault | None = None
    _cookies: dict[str, str] = field(default_factory=dict)
    _seen: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    """Several windows may look at once."""

    def __post_init__(self) -> None:
        self._seen = len(self.world.arrived)

    def text(self, body: str) -> tuple[Bubble, ...]:
        """Send a text; the bubbles that came back. ``fault`` says what failed."""
        own = replace(bubble("officer", body), tick="sent")
        with self._lock:
            place = len(self.bubbles)
            self.bubbles.append(own)
        self.world.changed()
        told, reaches = self._carried(body.strip().casefold())
        form = self.world.fields(
            MessageSid=self.world.sid("SM"),
            From=self.phone,
            To=self.world.hotline_number,
            Body=body,
            NumMedia="0",
            NumSegments=str(own.segments),
            SmsStatus="received",
            **told,
        )
        form["SmsSid"] = form["SmsMessageSid"] = form["MessageSid"]
        self.fault = None
        if reaches:
            try:
                self._delivered(form)
            except Fault as fault:
                self.fault = fault
        tick = f"error {self.fault.code}" if self.fault else "delivered"
        self.bubbles[place] = replace(own, tick=tick)
        return tuple(self.bubbles[place + 1 :])

    def _carried(self, word: str) -> tuple[dict[str, str], bool]:
        """What the carrier does of itself: what it tells, and whether it passes on."""
        behaviour, opted_out = self.world.behaviour, self.world.opted_out
        if behaviour.stops_with_full_stop:
            word = word.rstrip(".!")
        kind = ""
        if word in OPT_OUT:
            kind = "STOP"
            if self.phone not in opted_out:
                opted_out.add(self.phone)
                self.bubbles.append(bubble("carrier", OPTED_OUT))
        elif word in (OPT_IN - {"yes"} if behaviour.toll_free else OPT_IN):
            kind = "START"
            if self.phone in opted_out:
                opted_out.discard(self.phone)
                self.bubbles.append(bubble("carrier", OPTED_IN))
        elif word in HELP:
            kind = "HELP"
            if behaviour.helps:
                self.bubbles.append(bubble("carrier", HELPED))
        told = {"OptOutType": kind} if kind and behaviour.advanced_opt_out else {}
        return told, kind != "HELP" or behaviour.passes_help

    def _delivered(self, form: dict[str, str]) -> None:
        """The hotline is asked, and what it answers comes."""
        url, method, kept = self.world.sms_url, "POST", dict[str, str]()
        for _ in range(MOST_REDIRECTS + 1):
            url, verbs = self.world.verbs("sms", url, form, self._cookies, kept, method)
            # Twilio keeps one cookie jar for each pair of numbers.
            self._cookies.update(kept)
            further = self._messages(verbs)
            if further is None:
                return
            url = self.world.resolve(further.text, url)
            method = further.attributes.get("method", "POST")
        raise Fault(11215, "The pages lead to each other, more than ten times.")

    def look(self) -> tuple[Bubble, ...]:
        """The texts that the hotline has sent by itself since the last look."""
        with self._lock:
            fresh = self.world.arrived[self._seen :]
            self._seen += len(fresh)
            return tuple(
                self.arrive(body) for phone, body in fresh if phone == self.phone
            )

    def arrive(self, body: str) -> Bubble:
        """A text reaches the phone."""
        came = bubble("hotline", body)
        self.bubbles.append(came)
        return came

    def _messages(self, verbs: tuple[Verb, ...]) -> Verb | None:
        """Take in what is sent; the Redirect that follows, if one does."""
        for verb in verbs:
            if verb.name == "Redirect":
                return verb
            bodies = [one.text for one in verb.children if one.name == "Body"]
            words = "\n".join(bodies) or verb.text
            to = verb.attributes.get("to", self.phone)
            # A reply to someone who has opted out is wasted.
            if to in self.world.opted_out:
                continue
            if to == self.phone:
                self.arrive(words)
            else:
                self.world.arrive(to, words)
        return None


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
