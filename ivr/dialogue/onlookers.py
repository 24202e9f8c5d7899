"""Of whose kind a text tells beside the victim's: grown people who are with a child,
and people who are not there: "adult male with a minor", "no minors here"."""

import re
from collections.abc import Iterator

from ivr.dialogue.commands import Turn, Understood, command, readers
from ivr.dialogue.figures import Figures
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.named import Named
from ivr.dialogue.spelling import QUESTION, figured
from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.protocol.model import MENU
from ivr.protocol.plain import any_of, phrase_pattern, plain

# Who says so in more words says more than that.
LONGEST_DENIAL = 8

# Of whom nobody is, so many words may stand at most: "none of them are".
REACH = 4


def without_grown(turn: Turn) -> str | None:
    """A text without the grown people who are only with a child; None if there are
    none: "suspect is an adult, victim is a minor"."""
    if turn.channel != "text":
        return None
    ours, namer = _ours(turn.vocabulary), readers(turn.vocabulary)[1].namer
    if not ours.grown.search(plain(turn.raw)):
        return None
    spelling = readers(turn.vocabulary)[1].spelling
    words = figured(spelling.joined(turn.raw))
    figures = namer.victims.figures
    apart = namer.victims.others.together | namer.joints.intersection(ours.either)
    if not apart.isdisjoint(words):
        return None
    named = namer.among(words, [], MENU, turn.today)
    young = [one for one in named if one.intent.target == ours.youngest]
    cut: set[int] = set()
    for one in named:
        if one.intent.target in ours.older and not (one.aged or one.other):
            cut.update(_with_whom(ours, figures, words, one))
    left = [one for one in young if not one.other and one.start not in cut]
    if not cut or not left:
        return None
    rest = " ".join(word for at, word in enumerate(words) if at not in cut)
    return rest + QUESTION * (QUESTION in turn.raw)


def _with_whom(
    ours: "_Ours", figures: Figures, words: list[str], one: Named
) -> Iterator[int]:
    """Where the words stand for somebody grown who is no victim."""
    people = figures.bystanders | figures.companions
    first, last = one.start, one.end
    while words[last : last + 1] and words[last] in people:
        last += 1
    before = first
    while before and words[before - 1] in ours.linking:
        before -= 1
    if before and words[before - 1] in people:
        first = before - 1
    who = people.intersection(words[first:last])
    if not who or (
        who <= figures.companions and _is_victim(ours, figures, words[last:])
    ):
        return
    if first and (words[first - 1] in ours.linking or figures.number(words[first - 1])):
        first -= 1
    yield from range(first, last)


def _is_victim(ours: "_Ours", figures: Figures, after: list[str]) -> bool:
    """Whether whoever is told of just before is a victim: "adult male victim"."""
    told = not figures.victims.isdisjoint(after[:1])
    return told and ours.linking.isdisjoint(after[1:2])


def nobody(turn: Turn, said: str) -> Understood | None:
    """What is meant by whoever only says that such people are not there: nothing, or
    the other track where none of those who are there is one."""
    words = said.split()
    ours = _ours(turn.vocabulary)
    if len(words) > LONGEST_DENIAL or turn.place.asked or QUESTION in turn.raw:
        return None
    absent = ours.absent.search(turn.raw)
    if absent is not None:
        rest = plain(f"{turn.raw[: absent.start()]} {turn.raw[absent.end() :]}")
        idle = turn.vocabulary.light.issuperset(turn.vocabulary.bare(rest).split())
        if idle and not turn.vocabulary.wishes.search(rest):
            return Understood(Intent(Act.NOISE), 1.0, "talk")
        found = command(turn, rest)
        if found and found.intent.target in turn.vocabulary.tracks:
            # "2 adults, no minors"
            return found
    none = ours.none.fullmatch(said)
    if none is not None and len(ours.older) == 1:
        named = turn.table.get(none[1], turn.table.get(f"{none[1]}s", ()))
        if any(one.target == ours.youngest for one in named):
            return Understood(Intent(Act.OPEN, *ours.older), 0.9, "negation")
    return None


class _Ours:
    """The words for it; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        ages = words.ages
        tracks = sorted(vocabulary.borders, key=lambda one: one.least)
        self.youngest = tracks[0].track if tracks else ""
        self.older = {one.track for one in tracks[1:]}
        called = {
            one.intent.target: (one.say, one.word, *one.words, *one.thumbed)
            for one in vocabulary.commands
            if one.intent.act is Act.OPEN
        }
        older = (name for track in self.older for name in called[track] if name)
        self.grown = phrase_pattern((*older, "\0"))
        names = [plain(it) for one in tracks for it in called[one.track] if it]
        people = {plain(one) for one in ages.people}
        many = any_of(people.intersection(names))
        sexes = any_of(map(plain, words.spoken.persons))
        no = any_of(set(words.not_) - set(ages.not_))
        # "No, minors" takes something back.
        self.absent = re.compile(
            rf"(?<!\w)(?:{no})\s+(?:(?:(?:{sexes})\s+)?(?:{many})|"
            rf"(?:{any_of(names)})\s+(?:{any_of(people)}))(?!\w)",
            re.IGNORECASE,
        )
        one = next((word for word, value in ages.numbers.items() if value == 1), "")
        nobody = any_of(set(ages.not_) - set(words.not_)) + rf"|(?:{no}) {one}"
        self.none = re.compile(rf"(?:{nobody})(?: \S+){{0,{REACH}}}? ({any_of(names)})")
        self.linking = {*words.sentences.articles, *ages.present}
        self.either = set(words.or_)


@made_once
def _ours(vocabulary: Vocabulary) -> _Ours:
    return _Ours(vocabulary)
