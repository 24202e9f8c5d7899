"""Words the carrier keeps for itself; none of ours may be one of them.

Twilio answers these before or instead of us and acts on them: a text that is
nothing but such a word, in any case, opts its sender out or in, or fetches the
carrier's help (twilio.com/docs/messaging/tutorials/advanced-opt-out,
support.twilio.com articles 223134027 and 31560110671259).
"""

OPT_OUT = frozenset(
    "stop stopall unsubscribe cancel end quit revoke optout".split() + ["opt out"]
)
OPT_IN = frozenset({"start", "unstop", "yes"})
HELP = frozenset({"help", "info"})
RESERVED = OPT_OUT | OPT_IN | HELP
ANSWERS = frozenset({"yes"})
"""Those that also answer a question. The carrier acts on one only for a phone that
has opted out, which our question would not have reached."""


def is_reserved(body: str, asked: bool = False) -> bool:
    """Whether a whole text is one of the carrier's words.

    ``asked`` if a question waits for whoever texts. Punctuation around the word is
    set aside: whether the carrier does so is not documented, and answering a text
    that it has acted on would be a second answer to it.
    """
    words = "".join(c if c.isalnum() else " " for c in body.casefold()).split()
    return " ".join(words) in (RESERVED - ANSWERS if asked else RESERVED)
