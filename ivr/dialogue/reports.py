"""When something of ours is only told of: "the agent is here", "called the line"."""

import re

from ivr.dialogue.commands import Turn, Understood, readers
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.spelling import QUESTION
from ivr.dialogue.vocabulary import Vocabulary
from ivr.protocol.model import MENU
from ivr.protocol.plain import plain

_CLAUSES = re.compile(r"\s*[,;.\n]+\s+")


def only_told(turn: Turn, said: str, found: Understood) -> bool:
    """Whether what was found is only told of, and is not one of two things."""
    if found.found == "exact" or found.then is not None:
        return False
    if turn.channel == "voice":
        begins = turn.vocabulary.reports.search(said)
        if begins and begins.start() == 0:
            # "Call the line" is easily printed as "called the line".
            return False
    can_be = can_be_told_of(turn.vocabulary, found.intent)
    return can_be and is_report(turn.vocabulary, turn.raw, said)


def besides(vocabulary: Vocabulary, raw: str, said: str) -> str | None:
    """What is asked for beside clauses that only tell of something of ours: "the agent
    is here, need an advocate"; None if nothing is, or nothing is told."""
    if not vocabulary.reports.search(said):
        return None
    clauses = _CLAUSES.split(raw)
    rest = _besides(vocabulary, clauses)
    if rest is not None:
        return rest
    clauses = [one for clause in clauses for one in vocabulary.openings.split(clause)]
    rest = _besides(vocabulary, clauses)
    return rest if rest and _names(vocabulary, plain(rest)) else None


def _besides(vocabulary: Vocabulary, clauses: list[str]) -> str | None:
    kept = [one for one in clauses if not _only_tells(vocabulary, one)]
    if len(kept) == len(clauses):
        return None
    rest = ", ".join(kept)
    opens = any(vocabulary.openings.match(f" {one}") for one in kept)
    asks = opens or QUESTION in rest or vocabulary.wishes.search(plain(rest))
    return rest if asks else None


def _only_tells(vocabulary: Vocabulary, clause: str) -> bool:
    said = plain(clause)
    return is_report(vocabulary, clause, said) and _names(vocabulary, said)


def _names(vocabulary: Vocabulary, said: str) -> bool:
    """Whether a line or a topic is named."""
    sentences = readers(vocabulary)[1]
    words = sentences.spelling.spelled(said).split()
    named = sentences.namer.book.find(words)
    return any(can_be_told_of(vocabulary, intent) for _, _, (intent, _) in named)


def is_report(vocabulary: Vocabulary, raw: str, said: str) -> bool:
    """Whether it says what was done or who is there, and asks for nothing."""
    if QUESTION in raw or not vocabulary.reports.search(said):
        return False
    return not vocabulary.wishes.search(vocabulary.reports.without(said))


def can_be_told_of(vocabulary: Vocabulary, intent: Intent) -> bool:
    """Whether it is a line or a topic; whoever tells of a victim wants the steps."""
    topic = intent.act is Act.OPEN and intent.target not in (*vocabulary.tracks, MENU)
    return topic or intent.act is Act.REACH
