"""What a text is about, by all of its words: where no phrase of ours stands in it.

Each thing that the hotline has is known by the words of its phrases and of what the
protocol says of it. A word counts the more the fewer things it belongs to.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.stems import stem
from ivr.dialogue.vocabulary import Vocabulary, plain

# What the protocol says of a thing counts so much less than what it is called.
SAID_OF_IT = 0.4

# Moves within the steps; elsewhere their words mean nothing.
IN_TRACK = frozenset({Act.NEXT, Act.BACK, Act.REPEAT})
GISTS = IN_TRACK | {Act.OPEN, Act.REACH, Act.HELP, Act.RESUME}


class Gist:
    """Knows things by their words; made once for a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, small: Collection[str]) -> None:
        """``small`` are words that belong to nothing."""
        self.small = frozenset(small)
        known: dict[str, dict[Intent, float]] = defaultdict(dict)
        for command in vocabulary.commands:
            if command.intent.act not in GISTS:
                continue
            names = (command.say, command.word, *command.words, *command.asked)
            said = vocabulary.said_of.get(command.intent, frozenset())
            for words, strength in (
                (self._words((*names, *command.thumbed)), 1.0),
                (self._words(said), SAID_OF_IT),
            ):
                for word in words:
                    owned = known[word]
                    owned[command.intent] = max(owned.get(command.intent, 0), strength)
        things = len({intent for owned in known.values() for intent in owned})
        self.known: Mapping[str, Mapping[Intent, float]] = {
            word: {
                intent: strength * math.log((things + 1) / (sum(owned.values()) + 0.5))
                for intent, strength in owned.items()
            }
            for word, owned in known.items()
        }

    def _words(self, phrases: Iterable[str]) -> set[str]:
        return {
            stem(word)
            for phrase in phrases
            for word in plain(phrase).split()
            if word not in self.small and len(word) > 1
        }

    def scores(self, words: Iterable[str], in_track: bool) -> dict[Intent, float]:
        """What speaks for each thing, of the words of a text."""
        scores: dict[Intent, float] = defaultdict(float)
        for word in {stem(one) for one in words if one not in self.small}:
            for intent, counts in self.known.get(word, {}).items():
                if in_track or intent.act not in IN_TRACK:
                    scores[intent] += counts
        return scores
