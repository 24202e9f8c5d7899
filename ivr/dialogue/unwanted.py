"""What is named only because it is not wanted: "forget the agent, I need an advocate".

It is set aside, and what stands beside it is read: what is denied, what she has
already, and what did not help.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ivr.dialogue.breath import LONGEST_BREATH
from ivr.dialogue.commands import Turn, listed, readers
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.phrasebook import PhraseBook
from ivr.dialogue.reports import can_be_told_of
from ivr.dialogue.spelling import QUESTION
from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.protocol.model import MENU
from ivr.protocol.plain import phrase_pattern, plain

# After one of these a new clause begins.
_ENDS = (",", ";", ".", "!", "?", ":", "-")

DENIED, HAD, RATHER, SETTLED, TOLD = "denied", "had", "rather", "settled", "told"
UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Unwanted:
    """What a text names without wanting it, and what else stands there."""

    rest: str
    """What is left of the text; empty if that asks for nothing."""
    intents: frozenset[Intent]
    firm: bool
    """She says plainly that she does not want it."""
    alone: bool
    """With nothing beside it, it is no wish for it either."""
    onward: bool
    """It is a step that she passes over: "skip the advocate"."""


class _Named(NamedTuple):
    """Something of ours that is named up to a word, by its name or by a hint."""

    end: int
    intent: Intent
    cue: bool


class _Words:
    """The words for it; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words, spelled = vocabulary.words, readers(vocabulary)[1].spelling.spelled
        kinds: dict[str, str] = {}
        for kind, phrases in (
            (UNSAID, words.unsaid),
            (DENIED, words.denials),
            (HAD, words.having),
            (RATHER, words.rather),
            (SETTLED, words.had),
        ):
            for phrase in phrases:
                kinds.setdefault(spelled(phrase), kind)
        self.before = PhraseBook(kinds)
        after = {spelled(one): RATHER for one in words.failing}
        after |= {spelled(one): TOLD for one in words.telling}
        self.after = PhraseBook(after)
        every = (*kinds, *after, *words.unneeded)
        self.any = phrase_pattern(every or ("\0",))
        self.unneeded = frozenset(map(plain, words.unneeded))
        self.no = frozenset(map(plain, words.not_))
        self.articles = frozenset(words.sentences.articles)
        self.numbers = {word for one in words.number for word in plain(one).split()}
        # "The national one"
        self.numbers.add(readers(vocabulary)[1].namer.one)
        # They only say that it is so: "already, thanks".
        self.told = frozenset(
            word
            for one in (
                *words.acknowledgements,
                *words.sentences.small,
                *words.telling,
            )
            for word in plain(one).split()
        ).union(vocabulary.settled)
        self.joints = {one for each in (words.and_, words.or_) for one in each[:1]}


@made_once
def _words_of(vocabulary: Vocabulary) -> _Words:
    return _Words(vocabulary)


def unwanted(turn: Turn, said: str) -> Unwanted | None:
    """What is named and not wanted; None if nothing is."""
    vocabulary = turn.vocabulary
    ours, sentences = _words_of(vocabulary), readers(vocabulary)[1]
    if len(said.split()) > LONGEST_BREATH:
        return None
    if not ours.any.search(sentences.spelling.spelled(said)):
        return None
    written = turn.raw.split()
    words: list[str] = []
    owner: list[int] = []
    # Where clauses begin, and whether each is a question.
    begins: dict[int, bool] = {}
    for at, one in enumerate(written):
        if at == 0 or written[at - 1].endswith(_ENDS):
            ends = (it for it in written[at:] if it.endswith(_ENDS))
            begins[len(words)] = next(ends, "").endswith(QUESTION)
        spelled = sentences.spelling.spelled(one).split()
        words += spelled
        owner += [at] * len(spelled)
    namer = sentences.namer
    named = {}
    for start, end, (intent, cue) in namer.book.find(words):
        # "The numbers" names them as "numbers" does.
        apart = [one for one in words[start:end] if one not in ours.articles]
        if can_be_told_of(vocabulary, intent):
            cue = cue and namer.called(" ".join(apart)) != intent
            named[start] = _Named(end, intent, cue)
    found = list(_cuts(ours, words, begins, named))
    if not found:
        return None
    cut = {at for start, end, _ in found for at in range(start, end)}
    intents = {one.intent for start, one in named.items() if start in cut}
    left = {owner[at] for at in range(len(words)) if at not in cut}
    rest = " ".join(one for at, one in enumerate(written) if at in left)
    bare = vocabulary.bare(plain(rest)).split()
    told = bool(bare or vocabulary.acknowledged.search(plain(rest)))
    onward = turn.place.topic != MENU and listed(turn, plain(rest))
    if ours.told.issuperset(bare) and not onward:
        rest = ""
    kinds = {kind for _, _, kind in found}
    passed = " ".join(words[: found[0][0] + 1])
    passes = any(one.act is Act.NEXT for one in turn.table.get(passed, ()))
    asks = QUESTION in turn.raw or vocabulary.wishes.search(plain(rest))
    return Unwanted(
        rest,
        frozenset(intents),
        firm=DENIED in kinds or (TOLD in kinds and not asks),
        alone=(told or bool(kinds & {DENIED, HAD, TOLD})) and QUESTION not in turn.raw,
        onward=passes and not rest and turn.place.topic != MENU,
    )


def _cuts(
    ours: _Words, words: list[str], begins: Mapping[int, bool], named: dict[int, _Named]
) -> Iterator[tuple[int, int, str]]:
    """From which word up to which something is named that is not wanted, and how."""
    for start, end, kind in ours.before.find(words):
        if kind == UNSAID or (kind in (HAD, SETTLED) and start not in begins):
            # "Can I have the number".
            continue
        if kind == SETTLED and begins[start]:
            # "Got a number I can call?"
            continue
        end = _past_articles(ours, words, named, end)
        one = named.get(end)
        if one is None or (one.cue and kind in (HAD, SETTLED)):
            continue
        last = _all_named(ours, words, named, end)
        if kind == SETTLED and last == len(words):
            # Nothing else is asked for.
            continue
        if begins.keys().isdisjoint(range(start + 1, end + 1)):
            while start and words[start - 1] in ours.no:
                # "No, not the agent"
                start -= 1
            yield start, last, kind
    for start, one in named.items():
        if one.intent.act is not Act.REACH:
            # What a law says may be what is asked.
            continue
        end = _all_named(ours, words, named, start)
        needed = words[end : end + 1] and words[end] in ours.unneeded
        if needed and start and words[start - 1] in ours.no:
            # "No agent needed"
            yield start - 1, end + 1, DENIED
        for first, last, kind in ours.after.find(words[end:]):
            first_of = start
            while first_of and words[first_of - 1] in ours.articles:
                first_of -= 1
            if kind == TOLD and first_of not in begins:
                # "Is the agent coming"
                continue
            if kind == RATHER and end + last == len(words):
                # "I want the agent notified"
                continue
            if first == 0 and not one.cue and end not in begins:
                yield start, end + last, kind


def _past_articles(
    ours: _Words, words: list[str], named: dict[int, _Named], at: int
) -> int:
    """Where something is named from a word on, whatever articles stand before it."""
    while at not in named and at < len(words) and words[at] in ours.articles:
        at += 1
    return at


def _all_named(
    ours: _Words, words: list[str], named: dict[int, _Named], start: int
) -> int:
    """Where what is named from a word on ends, with its number and what is joined."""
    end = named[start].end
    while end < len(words) and words[end] in ours.numbers:
        end += 1
    if end in named and named[end].intent == named[start].intent:
        return _all_named(ours, words, named, end)
    after = _past_articles(ours, words, named, end + 1)
    if end < len(words) and words[end] in ours.joints and after in named:
        return _all_named(ours, words, named, after)
    return end
