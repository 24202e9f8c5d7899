"""What a text is about, by all of its words and by each two that stand together.

The hotline learns from what it was told before: every phrase that a thing is called
or asked for by, and every text in `prompts/asked.txt` with what was meant by it. What
stands oftener in texts that asked for a thing than in all others speaks for it, what
stands seldomer speaks against it (naive Bayes, each thing against the rest). Texts
that asked for nothing teach as much as the others.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ivr.dialogue.intent import FOR_OTHERS, TALK, Act, Intent
from ivr.dialogue.stems import stem

# Moves within the steps; elsewhere their words mean nothing.
IN_TRACK = frozenset({Act.NEXT, Act.BACK, Act.REPEAT})
GISTS = IN_TRACK | {Act.OPEN, Act.REACH, Act.HELP, Act.RESUME, Act.STEP}

# What was never seen is taken to have been seen so often.
UNSEEN = 0.1

# By so many phrases and texts it is learned how a thing is asked for.
LEAST_TAUGHT = 40

# Where a thing stands that none of the texts asks for.
NONE = -1

# What speaks for a thing that cannot be meant.
NEVER = -99.0

# How the two ends of a text and a number in it are written.
START, END, NUMBER = "^", "$", "#"

Sign = str
Scores = list[float]
"""How much speaks for each of a gist's things, in the log of the odds."""
Run = list[tuple[int, str]]
"""The words of a text as they are compared, each with where it stands."""


class Seen(NamedTuple):
    """A text or a phrase that was told, and what it asks for."""

    signs: frozenset[Sign]
    things: tuple[Intent, ...]


class Gist:
    """Knows things by what was said of them; made once for a vocabulary."""

    def __init__(self, seen: Iterable[Seen]) -> None:
        texts = list(seen)
        self.texts = len(texts)
        known = GISTS | {TALK.act}
        asking = Counter(thing for text in texts for thing in text.things)
        self.things = tuple(one for one in asking if one.act in known)
        self.asking = [asking[one] for one in self.things]
        self.place = {thing: at for at, thing in enumerate(self.things)}
        self.talk = [self.place.get(one) for one in (TALK, FOR_OTHERS)]
        self.moves = [at for at, one in enumerate(self.things) if one.act in IN_TRACK]
        # Of what few texts ask for, words tell nothing.
        self.untaught = [
            at for at, asks in enumerate(self.asking) if asks < LEAST_TAUGHT
        ]
        self.standing: Counter[Sign] = Counter()
        self.telling: dict[Sign, Counter[int]] = defaultdict(Counter)
        for signs, things in texts:
            self.standing.update(signs)
            places = [self.place[one] for one in things if one in self.place]
            for sign in signs:
                telling = self.telling[sign]
                for at in places:
                    telling[at] += 1
        self.logs = [math.log(count + UNSEEN) for count in range(self.texts + 1)]
        self.rests = [self._rest(self.texts, asks) for asks in self.asking]
        self.rests_without = [self._rest(self.texts - 1, asks) for asks in self.asking]
        self.speaking = self._rows()

    def _rest(self, texts: int, asks: int) -> float:
        """How many more texts ask for other things than for one, in logs."""
        return math.log((texts - asks + 2 * UNSEEN) / (asks + 2 * UNSEEN))

    def _row(
        self, stands: int, telling: Mapping[int, int], rests: Sequence[float]
    ) -> tuple[float, ...]:
        """How much a sign that ``stands`` in so many texts speaks for each thing."""
        logs = self.logs
        row = [logs[0] - logs[stands] + rest for rest in rests]
        for at, tells in telling.items():
            row[at] = logs[tells] - logs[stands - tells] + rests[at]
        return tuple(row)

    def _rows(self) -> dict[Sign, tuple[float, ...]]:
        """How much each sign speaks for each thing; most stand in few texts, and of
        these few ask for one thing."""
        rows: dict[tuple[int, frozenset[tuple[int, int]]], tuple[float, ...]] = {}
        speaking = {}
        for sign, stands in self.standing.items():
            telling = self.telling[sign]
            alike = stands, frozenset(telling.items())
            if alike not in rows:
                rows[alike] = self._row(stands, telling, self.rests)
            speaking[sign] = rows[alike]
        return speaking

    def scores(
        self, signs: Iterable[Sign], in_track: bool, without: Seen | None = None
    ) -> Scores:
        """How much speaks for each thing, in the order of ``things``.

        As if ``without``, one of the texts learned from, had never been seen.
        """
        if without is None:
            rows = [self.speaking[sign] for sign in signs if sign in self.speaking]
        else:
            rows = list(self._rows_without(signs, without))
        scores = [sum(column) for column in zip(*rows, strict=True)]
        scores = scores or [0.0] * len(self.things)
        for at in self.untaught:
            scores[at] = NEVER
        if not in_track:
            for at in self.moves:
                scores[at] = NEVER
        return scores

    def _rows_without(
        self, signs: Iterable[Sign], without: Seen
    ) -> Iterator[tuple[float, ...]]:
        left = {self.place[one] for one in without.things if one in self.place}
        rests = list(self.rests_without)
        for at in left:
            rests[at] = self._rest(self.texts - 1, self.asking[at] - 1)
        for sign in signs:
            out = int(sign in without.signs)
            stands = self.standing[sign] - out
            if stands > 0:
                telling = self.telling[sign]
                if out:
                    telling = Counter(telling)
                    telling.subtract(left)
                yield self._row(stands, telling, rests)

    def idle(self, scores: Scores) -> tuple[float, float]:
        """How much speaks for mere talk, and for its being meant for somebody else;
        these are no things then."""
        talk, others = (0.0 if at is None else scores[at] for at in self.talk)
        for at in self.talk:
            if at is not None:
                scores[at] = NEVER
        return talk, others


def thing_of(intent: Intent) -> Intent:
    """The intent as it is learned: a step whatever its number, an age without note."""
    if intent.act is Act.STEP:
        return Intent(Act.STEP)
    return Intent(intent.act, intent.target)


def run_of(words: Sequence[str], ages: Iterable[tuple[int, int, Intent]]) -> Run:
    """The words as they are compared: stems, numbers as one, and of numbers that may
    be ages, told from where to where, the track that each leads to."""
    spans = {at: (end, f"{NUMBER}{intent.target}") for at, end, intent in ages}
    run, at = [], 0
    while at < len(words):
        if at in spans:
            end, sign = spans[at]
            run.append((at, sign))
            at = end
            continue
        run.append((at, NUMBER if words[at].isdigit() else stem(words[at])))
        at += 1
    return run


def signs_of(run: Iterable[tuple[int, str]], whole: bool = True) -> frozenset[Sign]:
    """What in a run may speak for something: each word, each pair of them; and which
    it begins and ends with, if it is a ``whole`` text."""
    words = [word for _, word in run]
    if whole:
        words = [START, *words, END]
    return frozenset(words).union(f"{one} {two}" for one, two in pairwise(words))
