"""What is spoken in a call beside the phrases themselves: "she's a minor", "wait a
second", "yep, next", "the agency's agent, please"."""

from collections.abc import Iterator

from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.named import MOVES
from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.protocol.plain import Phrases, plain

# What may be said to somebody on the scene is only asked back.
ASIDE = 0.5

# What only tells of somebody's wish is not sure enough for a call.
WISH_OF_ANOTHER = ASIDE

SURE = 0.95

Meant = tuple[Intent, float]
"""An intent, and how sure it is."""


class Speech:
    """Reads what is spoken; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words.spoken
        self.vocabulary = vocabulary
        self.moments = Phrases(words.moments)
        self.persons = Phrases(words.persons)
        self.scenes = Phrases(words.scenes)
        self.questions = Phrases(words.questions)
        self.doubted = Phrases(words.doubted)
        self.doubting = Phrases(words.doubting)
        self.heard_so = Phrases((*vocabulary.words.acknowledgements, *words.heard_so))
        self.where = Phrases(words.where)
        self.beside = Phrases(words.beside)
        self.wanted = Phrases(words.wanted)
        self.told = Phrases(words.told)
        self.asks = Phrases(words.asks)
        self.over = Phrases(words.over)
        self.polite = Phrases(words.polite)
        self.tags, self.addressed = Phrases(words.tags), Phrases(words.addressed)
        self.parting, self.what = Phrases(words.parting), Phrases(words.what)
        self.number = Phrases(vocabulary.words.number)
        self.please = Phrases(words.please)
        self.thanks = Phrases(words.thanks)
        self.articles = Phrases(words.articles)
        # Whoever has written no such words is asked no more than before.
        self.judges = bool(words.polite)
        ages = vocabulary.words.ages
        self.of_victim = Phrases(ages.before)
        self.ifs = Phrases(words.ifs)
        self.bounds = Phrases((*ages.over, *ages.under, *ages.marks, *ages.numbers))
        self.aged = {border.track for border in vocabulary.borders}
        doubt = {
            said
            for said, intents in vocabulary.voice.items()
            if intents[0].act is Act.OPEN
            and intents[0].target in vocabulary.tracks.keys() - self.aged
        }
        self.doubt = Phrases(doubt if self.aged else ())
        self.tracks = Phrases(
            said
            for said, intents in vocabulary.voice.items()
            if self._is_aged(intents[0])
        )
        self.steps = frozenset(vocabulary.words.ages.step)
        self.phrases = {
            plain(phrase)
            for one in vocabulary.commands
            for phrase in (one.say, *one.words, *one.heard, *one.thumbed, *one.alone)
        }
        # What is only shorthand for a victim may be somebody's own: "kids are with me".
        self.kinds = {
            plain(name): one.intent
            for one in vocabulary.commands
            if self._is_aged(one.intent)
            for name in (one.say, *one.words)
        }
        self.placed = {one.intent for one in vocabulary.commands if one.placed}
        self.names: dict[str, Intent] = {}
        for command in vocabulary.commands:
            for name in map(plain, command.names):
                for form in filter(None, (name, vocabulary.bare(name))):
                    self.names.setdefault(form, command.intent)

    def waits(self, said: str) -> bool:
        """Whether she asks for a moment, and for nothing else."""
        if not self.is_moment(said) or self.tells(said):
            return False
        rest = self.vocabulary.bare(self.moments.without(said))
        intents = self.vocabulary.voice.get(rest, ())
        return not rest or any(one.act is Act.HOLD for one in intents)

    def is_moment(self, said: str) -> bool:
        """Whether a "second" of it is a moment, and no step."""
        return bool(self.moments.search(said)) and self.steps.isdisjoint(said.split())

    def tells(self, said: str) -> bool:
        """Whether it tells of somebody who is there already: "got an advocate"."""
        return self.told.search(said) is not None and not self._wishes(said)

    def _wishes(self, said: str) -> bool:
        """Whether it asks for somebody, for the number or for the address."""
        number = self.what.search(said) and self.number.search(said)
        return bool(number or self.asks.search(said) or self.where.search(said))

    def is_whole(self, said: str) -> bool:
        """Whether it is a phrase as it stands, and no wish is set aside of it."""
        return said in self.phrases

    def is_wished(self, said: str) -> bool:
        """Whether it begins with a wish: "I need ..."."""
        found = self.asks.search(said)
        return found is not None and not self.vocabulary.bare(said[: found.start()])

    def is_named(self, said: str) -> bool:
        """Whether it begins with an article: none stands after a "no" that denies."""
        found = self.articles.search(said)
        return found is not None and found.start() == 0

    def is_polite(self, said: str) -> bool:
        """Whether nothing stands there but what may stand beside anything."""
        return not self._politely(said)

    def is_aside(self, said: str, ends: bool) -> bool:
        """Whether it may be said to somebody on the scene, by the fillers in it;
        ``ends`` is whether it would end the call."""
        if not self.judges:
            return False
        alone = self.parting if ends else self.polite
        if not ends:
            if self._wishes(said) or self.please.search(said):
                return False
            thanks, tag = self.thanks.search(said), self.tags.last(said)
            if (thanks and thanks.start() == 0) or (tag and tag.end() == len(said)):
                return True
        kept = alone.without(said).split()
        return not set(kept) <= set(self.vocabulary.bare(said).split())

    def meant(self, said: str, reads: bool) -> Meant | None:
        """What a whole utterance means; ``reads`` is whether steps are read to her."""
        track = self.track(said) or self._unsure(said)
        if track is not None:
            return track, SURE
        move = self._move(said) if reads else None
        return (move, SURE) if move else self._line(said)

    def asks_of_another(self, said: str) -> bool:
        """Whether it is a question to somebody on the scene: "is the victim ..."."""
        return self.questions.search(said) is not None

    def track(self, said: str) -> Intent | None:
        """The track of a victim: "she's a minor", "adult female"."""
        at_hand = self.at_hand(said)
        if self.asks_of_another(said) or not self.persons.search(said):
            return at_hand
        alone = self.persons.without(said)
        for form in (" ".join(alone.split()), self._politely(alone)):
            for intent in self.vocabulary.voice.get(form, ()):
                if self._is_aged(intent):
                    return intent
        return at_hand

    def at_hand(self, said: str) -> Intent | None:
        """The track of a victim who is with her: "a minor in my car"."""
        if self.asks_of_another(said) or not self.scenes.search(said):
            return None
        rest = " ".join(self.articles.without(self.scenes.without(said)).split())
        bare = " ".join(self.persons.without(rest).split())
        return self.kinds.get(rest) or self.kinds.get(bare)

    def victim(self, said: str) -> str:
        """What is said of a victim, without the words for her."""
        return said if self.asks_of_another(said) else self.persons.without(said)

    def _politely(self, said: str) -> str:
        """What is left without the words that may stand beside anything."""
        return " ".join(self.polite.without(said).split())

    def _is_aged(self, intent: Intent) -> bool:
        return intent.act is Act.OPEN and intent.target in self.aged

    def _unsure(self, said: str) -> Intent | None:
        """The track of whom nobody knows the age of: "I can't tell her age"."""
        found = self.doubt.search(said)
        if found is None:
            return None
        rest = f"{said[: found.start()]} {said[found.end() :]}"
        about = self.doubted.search(said) or self.tracks.search(rest)
        if self.ifs.search(rest) and self.bounds.search(rest):
            # "I don't know if she's over eighteen"
            about, rest = about or self.bounds.search(rest), self.bounds.without(rest)
        for pattern in (self.doubted, self.tracks, self.persons, self.doubting):
            rest = pattern.without(rest)
        if about is None or self._politely(rest):
            return None
        return self.vocabulary.voice[found.group()][0]

    def _move(self, said: str) -> Intent | None:
        """A move, once or twice, after words that only say that she has heard."""
        rest = " ".join(self.heard_so.without(said).split())
        bare = self.vocabulary.bare
        for words in (rest, bare(rest), said, bare(said), self._politely(said)):
            whole = self._moves(words)
            if whole is not None:
                return whole
            for first, second in _halves(words):
                move = self._moves(first)
                if move is not None and move == self._moves(second):
                    return move
        return None

    def _moves(self, said: str) -> Intent | None:
        intents = self.vocabulary.voice.get(said, ())
        return next((one for one in intents if one.act in MOVES), None)

    def _line(self, said: str) -> Meant | None:
        """A line by its whole name, or with words that belong to it."""
        bare = self.vocabulary.bare
        alone = bare(self.beside.without(said))
        line = self._called(alone) or self._kind(alone)
        if line is not None:
            return line, SURE
        line = self._called(bare(self.where.without(said)))
        if line in self.placed:
            return line, SURE
        instead = self._instead(said)
        if instead is not None:
            return instead, SURE
        if self.wanted.search(said):
            line = self._called(bare(self.wanted.without(said)))
            if line is not None:
                return line, WISH_OF_ANOTHER
        return None

    def _instead(self, said: str) -> Intent | None:
        """The second of two lines, the first of which is denied: "not the one, the
        other"."""
        denied = self.vocabulary.rather.search(said)
        if (
            denied is None
            or self.vocabulary.not_.sub(" ", said[: denied.start()]).split()
        ):
            return None
        for first, second in _halves(self.vocabulary.bare(said[denied.end() :])):
            line, other = self._called(first), self._called(second)
            if line is not None and other is not None and line != other:
                return other
        return None

    def _called(self, said: str) -> Intent | None:
        intents = self.vocabulary.voice.get(said, ())
        reached = next((one for one in intents if one.act is Act.REACH), None)
        return reached or (None if intents else self.names.get(said))

    def _kind(self, said: str) -> Intent | None:
        """Of two that a word could mean, the one that is named beside it."""
        for one, other in _halves(said):
            for name, word in ((one, other), (other, one)):
                line = self._called(name)
                if line is None:
                    continue
                for choice in self.vocabulary.voice.get(word, ()):
                    if choice.act is Act.ASK and str(line) in choice.target.split("|"):
                        return line
        return None


def _halves(said: str) -> Iterator[tuple[str, str]]:
    words = said.split()
    for at in range(1, len(words)):
        yield " ".join(words[:at]), " ".join(words[at:])


@made_once
def speech(vocabulary: Vocabulary) -> Speech:
    """The reader of what is spoken under a vocabulary."""
    return Speech(vocabulary)
