"""What a text asks for that says it in a sentence.

A command inside other talk is no command. But whoever writes "runaway in my car,
she's 15, what do I do" asks for something: there are words that ask, and beside
them something that the hotline has. How sure that is depends on all that stands in
the message, for and against: `ivr.dialogue.evidence`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ivr.dialogue.ages import AgeReader
from ivr.dialogue.choosing import MOVES, Choice, Named
from ivr.dialogue.evidence import Evidence
from ivr.dialogue.gist import Gist
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.naming import Namer
from ivr.dialogue.phrasebook import PhraseBook
from ivr.dialogue.spelling import BETWEEN, Reading, Spelling
from ivr.dialogue.vocabulary import Vocabulary, phrase_pattern, plain, strings

# Who names more asks for nothing: it is a list, such as the hotline's own.
MOST_NAMED = 4

SURE = 0.85

# What no phrase names has so much at least that speaks for it.
LEAST_GIST = 2.0

ASK, WANT, TELL = "ask", "want", "tell"


@dataclass(frozen=True, slots=True)
class Found:
    """One or two intents that a sentence asks for, and how sure that is, 0 to 1."""

    intents: tuple[Intent, ...]
    certainty: float
    evidence: Evidence | None = None


class SentenceReader:
    """Reads what sentences ask for; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, ages: AgeReader) -> None:
        words = vocabulary.words.sentences
        joint = next(reversed(vocabulary.words.and_), "")
        either = next(iter(vocabulary.words.or_), "")
        self.spelling = Spelling(words, joint, either)
        spelled = self.spelling.spelled
        self.namer = Namer(vocabulary, ages, self.spelling)
        asking: dict[str, str] = {}
        for strength, these in (
            (ASK, words.ask),
            (WANT, words.want),
            (TELL, words.tell),
        ):
            for phrase in these:
                asking.setdefault(spelled(phrase), strength)
        self.asking = PhraseBook(asking)
        self.content = vocabulary.content
        self.light = self._each(words.light)
        # "Female" or "county" alone is no talk on the scene.
        self.scene = phrase_pattern(
            one
            for one in vocabulary.words.scene
            if not self.light.issuperset(plain(one).split())
        )
        self.familiar = self.light | self.content | {joint}
        self.matter = self._each(words.matter)
        self.private = PhraseBook({spelled(one): True for one in words.private})
        self.choice = Choice(vocabulary, joint, self._each(words.joints))
        self.gist = Gist(vocabulary, self.namer.small)
        names = self._names(vocabulary)
        self.spelling.know(names | self._ours(vocabulary), names, vocabulary.english)

    def _each(self, these: Iterable[str]) -> frozenset[str]:
        spelled = self.spelling.spelled
        return frozenset(word for one in these for word in spelled(one).split())

    def _ours(self, vocabulary: Vocabulary) -> frozenset[str]:
        """Every word that texts to the hotline are written in, but the names."""
        written = (*strings(vocabulary.words), *self.light, *vocabulary.content)
        return frozenset(word for one in written for word in plain(one).split())

    def _names(self, vocabulary: Vocabulary) -> frozenset[str]:
        """The words that something of the hotline's is called by."""
        return frozenset(
            word
            for these in (self.namer.named, self.namer.moves, vocabulary.text)
            for phrase in these
            for word in phrase.split()
        )

    def read(
        self,
        reading: Reading,
        in_track: bool,
        today: date | None = None,
        talking: bool = False,
    ) -> Found | None:
        """What one reading of a text asks for; None if for nothing we have.

        ``in_track`` is whether she stands at a step, where "what now" is next;
        ``talking``, whether she has been told or asked something before.
        """
        said = self.namer.ages.births.in_figures(reading.said)
        words = BETWEEN.sub(" ", said).split()
        asking = list(self.asking.find(words))
        named = self.namer.among(words, asking, in_track, today)
        strengths = {strength for _, _, strength in asking}
        if (
            len({one.intent for one in named if one.intent.act not in MOVES})
            > MOST_NAMED
        ):
            return None
        asks = ASK in strengths
        if (
            self.scene.search(said)
            and not {ASK, WANT} & strengths
            and not any(one.aged for one in named)
        ):
            # "Adult male with minor injuries" is talk on the scene.
            return None
        if not named and asks and self.light.issuperset(words):
            # "What do I do", and nothing else: how this works.
            if not self.matter & set(words):
                return Found((Intent(Act.HELP),), SURE)
        scores = self.gist.scores(words, in_track)
        intents = self.choice.among(words, named, asks, in_track) if named else ()
        if not intents:
            best = max(scores, key=lambda one: scores[one], default=None)
            if best is None or scores[best] < LEAST_GIST:
                return None
            intents, named = (best,), []
        evidence = self._evidence(
            words, reading, asking, named, intents, scores, talking
        )
        return Found(intents, evidence.certainty, evidence)

    def _evidence(
        self,
        words: list[str],
        reading: Reading,
        asking: list[tuple[int, int, str]],
        named: list[Named],
        intents: tuple[Intent, ...],
        scores: dict[Intent, float],
        talking: bool,
    ) -> Evidence:
        spans = [(start, end) for start, end, _ in asking]
        spans += [(one.start, one.end) for one in named]
        told = {at for start, end in spans for at in range(start, end)}
        rest = [word for at, word in enumerate(words) if at not in told]
        strengths = {strength for _, _, strength in asking}
        chosen = [one for one in named if one.intent in intents] or named
        plainly = {replace(one, note="") for one in intents}
        others = [one for it, one in scores.items() if it not in plainly]
        about = max((scores.get(one, 0.0) for one in plainly), default=0.0)
        private = sum(1 for _ in self.private.find(words))
        return Evidence(
            asks=ASK in strengths,
            wants=WANT in strengths,
            tells=TELL in strengths,
            matter=len(self.matter & set(words)),
            private=private,
            scene=len(self.scene.findall(" ".join(words))),
            content=len(self.content & set(rest)),
            plainly=bool(named) and set(rest) <= self.namer.small,
            strange=sum(word not in self.familiar for word in rest),
            foreign=sum(
                word.isalpha() and not self.spelling.mender.is_word(word)
                for word in rest
            ),
            words=len(words),
            about=about,
            ahead=about - max(others, default=0.0) if about else 0.0,
            named=bool(chosen),
            everyday=bool(chosen) and all(one.everyday for one in chosen),
            cue=bool(chosen) and all(one.cue for one in chosen),
            agreeing=len(chosen),
            others=len({one.intent for one in named}) - len(intents),
            aged=any(one.aged for one in chosen),
            mended=any(
                reading.mended & set(words[one.start : one.end]) for one in chosen
            ),
            mendings=len(reading.mended),
            moves=intents[0].act in MOVES,
            steps=intents[0].act is Act.STEP,
            reaches=intents[0].act is Act.REACH,
            talking=talking,
            two=len(intents) > 1,
            both=len(intents) > 1 and not any(one.cue for one in chosen),
        )
