"""A word that could mean either of two, and neither is named: "give me the hotline"."""

from typing import NamedTuple

from ivr.dialogue.at_place import WITH_FILLERS
from ivr.dialogue.breath import JUST_TEXT
from ivr.dialogue.commands import Turn, Understood, listed
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.spelling import QUESTION
from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.protocol.plain import Phrases, plain


class _Choices(NamedTuple):
    """The words for it; made once for a vocabulary."""

    meant: dict[str, Intent]
    phrases: Phrases
    articles: frozenset[str]
    questions: frozenset[str]
    """Before it they ask for one: "which hotline do I use"."""
    numbered: frozenset[str]
    """Just after it they ask for its number."""
    polite: frozenset[str]
    small: frozenset[str]
    """What else may stand there: "what's ... number"."""


def either(turn: Turn, said: str) -> Understood | None:
    """Which two are meant by such a word, if only fillers stand around it; None if
    there is none, or if it may be how she addresses us: "hello hotline"."""
    vocabulary, ours = turn.vocabulary, _choices(turn.vocabulary)
    found = ours.phrases.search(said)
    if found is None or listed(turn, said) is not None:
        return None
    if vocabulary.reports.search(said):
        # "The agent is here"
        return None
    before, after = said[: found.start()], said[found.end() :].split()
    last = before.split()[-1:]
    rest = vocabulary.bare(ours.phrases.without(said))
    if turn.channel == "text" and last and ours.questions.issuperset(last):
        small = ours.small | vocabulary.light
    else:
        beside = {*found.group().split(), *after[:1]}
        numbered = not ours.numbered.isdisjoint(beside)
        named = last and ours.articles.issuperset(last)
        # "Hotline please"
        named = named or (after and not last and ours.polite.issuperset(after))
        wished = vocabulary.wishes.search(before) or QUESTION in turn.raw
        small = ours.small if numbered or named or wished else frozenset()
        if not small:
            return None
    # "Text me the hotline"
    texted = turn.channel == "text" and JUST_TEXT in turn.table.get(rest, ())
    if not texted and not small.issuperset(rest.split()):
        return None
    return Understood(ours.meant[found.group()], WITH_FILLERS, "core")


@made_once
def _choices(vocabulary: Vocabulary) -> _Choices:
    asking = (one for one in vocabulary.commands if one.intent.act is Act.ASK)
    meant = {plain(one.say): one.intent for one in asking}
    sentences = vocabulary.words.sentences
    numbered = _words(vocabulary.numbered)
    return _Choices(
        meant,
        Phrases(meant),
        frozenset(sentences.articles),
        _words(sentences.questions),
        numbered,
        _words(vocabulary.words.spoken.please),
        numbered | _words(vocabulary.words.spoken.what),
    )


def _words(phrases: frozenset[str] | tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for one in phrases for word in plain(one).split())
