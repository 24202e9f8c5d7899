"""Where a text may mean either of two lines, it is asked which."""

from collections.abc import Sequence
from dataclasses import replace

from ivr.dialogue.certainty import EITHER, TEXT
from ivr.dialogue.found import Found
from ivr.dialogue.intent import Act


def asked_instead(best: Found, found: Sequence[Found]) -> Found | None:
    """The two that are asked about in place of what is ``best`` of all that was
    ``found``; None if none are."""
    pairs = [one for one in found if one.asks]
    if best.certainty < TEXT.act and best.evidence.idle < 0:
        # "The hotline": it is one of two, whichever little more speaks for.
        lines = all(one.act in (Act.REACH, Act.ASK) for one in best.intents)
        ruled = next((one for one in pairs if one.evidence.ruled), None)
        if lines and ruled is not None:
            return replace(ruled, certainty=TEXT.act)
    if len(best.intents) > 1 or best.intents[0].act is not Act.REACH:
        return None
    line = str(best.intents[0])
    pairs = [one for one in pairs if line in one.intents[0].target.split("|")]
    likeliest = max(pairs, key=lambda one: one.meant, default=None)
    if likeliest is None or likeliest.meant < EITHER or best.certainty < TEXT.act:
        return None
    return replace(likeliest, certainty=TEXT.act)
