"""What is named only because it is not wanted: "forget the agent, I need an advocate".

It is set aside, and what stands beside it is read: what is denied, what she has
already, and what did not help.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ivr.dialogue.breath import LONGEST_BREATH
from ivr.dialogue.commands import Turn, readers
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.phrasebook import PhraseBook
from ivr.dialogue.reports import can_be_told_of
from ivr.dialogue.spelling import QUESTION
from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.protocol.model import MENU
from ivr.protocol.plain import phrase_pattern, plain

# After one of these a new clause begins.
_ENDS = (",", ";", ".", "!", "?", ":", "-")

DENIED, HAD, RATHER, SETTLED = "denied", "had", "rather", "settled"


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
            (DENIED, words.denials),
            (HAD, words.having),
            (RATHER, words.rather),
            (SETTLED, words.sentences.settled),
        ):
            for phrase in phrases:
                kinds.setdefault(spelled(phrase), kind)
        self.before = PhraseBook(kinds)
        self.after = PhraseBook({spelled(one): True for one in words.failing})
        every = (*kinds, *map(spelled, words.failing), *words.unneeded)
        self.any = phrase_pattern(every or ("\0",))
        self.unneeded = frozenset(map(plain, words.unneeded))
        self.no = frozenset(map(plain, words.not_))
        self.articles = frozenset(words.sentences.articles)
        self.not_ = frozenset(map(plain, words.ages.not_))
        self.numbers = {word for one in words.number for word in plain(one).split()}
        # They only say that it is so: "already, thanks".
        self.told = frozenset(
            word
            for one in (*words.acknowledgements, *words.sentences.small)
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
    begins: set[int] = set()
    for at, one in enumerate(written):
        if at == 0 or written[at - 1].endswith(_ENDS):
            begins.add(len(words))
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
    if ours.told.issuperset(bare):
        rest = ""
    kinds = {kind for _, _, kind in found}
    passed = " ".join(words[: found[0][0] + 1])
    onward = any(one.act is Act.NEXT for one in turn.table.get(passed, ()))
    return Unwanted(
        rest,
        frozenset(intents),
        firm=DENIED in kinds,
        alone=(told or bool(kinds & {DENIED, HAD})) and QUESTION not in turn.raw,
        onward=onward and not rest and turn.place.topic != MENU,
    )


def _cuts(
    ours: _Words, words: list[str], begins: set[int], named: dict[int, _Named]
) -> Iterator[tuple[int, int, str]]:
    """From which word up to which something is named that is not wanted, and how."""
    for start, end, kind in ours.before.find(words):
        if kind in (HAD, SETTLED) and start not in begins:
            # "Can I have the number".
            continue
        if kind == DENIED and start and words[start - 1] in ours.not_:
            # "Do not forget the report".
            continue
        while end not in named and words[end : end + 1] and words[end] in ours.articles:
            end += 1
        one = named.get(end)
        if one is None or (one.cue and kind in (HAD, SETTLED)):
            continue
        yield start, _all_named(ours, words, named, end), kind
    for start, one in named.items():
        end = _all_named(ours, words, named, start)
        needed = words[end : end + 1] and words[end] in ours.unneeded
        if needed and start and words[start - 1] in ours.no:
            # "No agent needed"
            yield start - 1, end + 1, DENIED
        for first, last, _ in ours.after.find(words[end:]):
            if first == 0 and not one.cue:
                yield start, end + last, RATHER


def _all_named(
    ours: _Words, words: list[str], named: dict[int, _Named], start: int
) -> int:
    """Where what is named from a word on ends, with its number and what is joined."""
    end = named[start].end
    while end < len(words) and words[end] in ours.numbers:
        end += 1
    after = end + 1
    while after < len(words) and words[after] in ours.articles:
        after += 1
    if end < len(words) and words[end] in ours.joints and after in named:
        return _all_named(ours, words, named, after)
    return end
