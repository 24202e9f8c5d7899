"""What a victim only claims: "claims to be an adult", "says 18, no id".

She may be a child who was told to say so. An age that she tells counts as she tells it;
that she is grown, and an age that nothing proves, are doubted.
"""

from collections.abc import Iterator
from dataclasses import replace

from ivr.dialogue.certainty import TEXT
from ivr.dialogue.commands import Turn, Understood, readers
from ivr.dialogue.intent import SPAN, YOUNG, Act, Intent
from ivr.dialogue.spelling import figured
from ivr.dialogue.spoken import speech
from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.protocol.model import MENU, OLDEST
from ivr.protocol.plain import Phrases, plain_set

# What is claimed follows within so many words.
REACH = 7

# How far before a kind of victim it may stand that she looks like one.
REACH_OF_LOOKS = 4

# So sure is what is spoken and claims just that.
SURE = 0.9


def claimed(turn: Turn, said: str, found: Understood | None) -> Understood | None:
    """What was found; but of whom it is only claimed that she is grown, it is not
    known how old she is."""
    ours, ages = _ours(turn.vocabulary), readers(turn.vocabulary)[0]
    doubted = Intent(Act.OPEN, ages.doubted)
    if not ages.doubted:
        return found
    if found is None:
        # In a text it is talk that claims nothing else.
        told = turn.channel == "voice" and _only_claimed(turn, said)
        return Understood(doubted, SURE, "claimed") if told else None
    if found.intent == doubted and _only_claimed(turn, said):
        return _surely(found, doubted)
    if not _of_older(turn.vocabulary, found.intent):
        return found
    young = found.intent.note == YOUNG
    doubts = ours.claiming.search(said) and (
        (young and ours.unproved.search(said)) or _looks_younger(turn, said)
    )
    if doubts or _only_claimed(turn, said):
        return _surely(found, doubted)
    by_whom = (who for _, who in ours.by_whom(_words(turn, said)))
    if young and not ours.interested.isdisjoint(by_whom):
        least = min(turn.vocabulary.borders, key=lambda one: one.least)
        return _surely(found, Intent(Act.OPEN, least.track, SPAN))
    return found


def _words(turn: Turn, said: str) -> list[str]:
    if turn.channel == "voice":
        return said.split()
    return figured(readers(turn.vocabulary)[1].spelling.spelled(said))


def _only_claimed(turn: Turn, said: str) -> bool:
    """Whether somebody claims that she is grown, and nothing proves it."""
    ours = _ours(turn.vocabulary)
    if not ours.claiming.search(said) or speech(turn.vocabulary).asks_of_another(said):
        return False
    if ours.proof.search(ours.unproved.without(said)):
        return False
    words = _words(turn, said)
    claims = [at for at, _ in ours.by_whom(words)]
    if not claims or _names_older(turn, words[: claims[0]]):
        # "Adult female, says she is no minor"
        return False
    return any(_grown(turn, words[at + 1 :]) for at in claims)


def _looks_younger(turn: Turn, said: str) -> bool:
    """Whether whoever claims it looks like a child."""
    ages, sentences = readers(turn.vocabulary)
    if not ages.hedges.guesses.search(said):
        return False
    words = _words(turn, said)
    tracks = {one.track for one in turn.vocabulary.borders if not one.least}
    for one in sentences.namer.among(words, [], MENU, turn.today):
        before = words[max(0, one.start - REACH_OF_LOOKS) : one.start]
        looks = ages.hedges.guesses.search(" ".join(before))
        # "She told me about her kids"
        hers = sentences.namer.victims.others.belonging.intersection(before)
        plainly = not (one.aged or one.other or hers)
        if looks and plainly and one.intent.target in tracks:
            return True
    return False


def _surely(found: Understood, instead: Intent) -> Understood:
    """The safer track, which needs no question where the other was near enough."""
    certainty = found.certainty
    if certainty >= TEXT.ask:
        certainty = max(certainty, TEXT.act)
    return replace(found, intent=instead, certainty=certainty)


def _of_older(vocabulary: Vocabulary, intent: Intent) -> bool:
    """Whether it is the track of those who are no children."""
    return intent.act is Act.OPEN and any(
        one.track == intent.target and one.least for one in vocabulary.borders
    )


def _grown(turn: Turn, after: list[str]) -> bool:
    """Whether the words after a claim tell no age, but that she is grown; in a call
    nothing else."""
    ages, sentences = readers(turn.vocabulary)
    namer = sentences.namer
    spans = [span for _, _, span in ages.mentioned(after)]
    if spans:
        return all(span.most >= OLDEST for span in spans)
    if namer.victims.figures.numbered(after):
        return False
    if turn.channel == "voice":
        rest = speech(turn.vocabulary).victim(" ".join(after)).split()
        name = " ".join(one for one in rest if one not in namer.small)
        named = turn.table.get(name, ())
        return any(_of_older(turn.vocabulary, one) for one in named)
    return _names_older(turn, after[:REACH])


def _names_older(turn: Turn, words: list[str]) -> bool:
    """Whether these words tell of somebody who is no child."""
    namer = readers(turn.vocabulary)[1].namer
    named = namer.among(words, [], MENU, turn.today)
    return any(_of_older(turn.vocabulary, one.intent) for one in named)


class _Ours:
    """The words for it; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words.ages
        figures = readers(vocabulary)[1].namer.victims.figures
        self.claims = plain_set(words.claiming)
        self.claiming, self.unproved = Phrases(words.claiming), Phrases(words.unproved)
        self.proof = Phrases(words.facts)
        self.interested = plain_set(words.interested)
        self.victims = figures.victims
        self.people = figures.people | figures.reader.joints
        self.between = plain_set(vocabulary.words.ages.present)

    def by_whom(self, words: list[str]) -> Iterator[tuple[int, str]]:
        """Where something is claimed, and by whom; nothing if that is not told.

        "I said" claims nothing, nor does "dispatch says".
        """
        for at, word in enumerate(words):
            if word not in self.claims:
                continue
            before = at - 1
            while before >= 0 and words[before] in self.between:
                before -= 1
            who = words[before] if before >= 0 else ""
            of_her = not self.victims.isdisjoint(words[at + 1 : at + 3])
            # A suspect who says that he is grown is none.
            if (not who or who in self.people) and (
                of_her or who not in self.interested
            ):
                yield at, who


@made_once
def _ours(vocabulary: Vocabulary) -> _Ours:
    return _Ours(vocabulary)
