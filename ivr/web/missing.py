"""Words that matched nothing, kept masked where the agency has switched that on."""

from ivr.channels.edition import Edition
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.masking import masked
from ivr.web.memory import Channel
from ivr.web.parts import Parts

# What nobody meant for us: a phone's reaction, and more than can be a command.
NOT_FOR_US = frozenset({"a reaction", "too long"})


def keep_if_missed(
    parts: Parts,
    edition: Edition,
    channel: Channel,
    words: str,
    meant: Intent,
    found: str,
) -> None:
    """Keep the mask of words that matched nothing; nothing unless it is wanted.

    ``found`` is the way by which they were understood.
    """
    if parts.missed is None or meant.act not in (Act.UNKNOWN, Act.NOISE):
        return
    if found in NOT_FOR_US:
        return
    kept = masked(edition.vocabulary, words)
    if kept:
        parts.missed.keep(channel, kept)
