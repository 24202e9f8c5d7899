"""The phrases that mean something by where they are said, and how surely they are."""

from ivr.dialogue.vocabulary import Vocabulary, made_once
from ivr.protocol.plain import Phrases

# Who needs fillers set aside is so much less sure of what is meant.
WITH_FILLERS = 0.95


def sure_of(vocabulary: Vocabulary, name: str, said: str) -> float:
    """How surely it is one of the phrases of that name: 0 if it is none."""
    phrases = place_phrases(vocabulary)[name]
    found = phrases.search(said)
    if found is None:
        return 0.0
    if found.group() == said:
        return 1.0
    return 0.0 if vocabulary.bare(phrases.without(said)) else WITH_FILLERS


@made_once
def place_phrases(vocabulary: Vocabulary) -> dict[str, Phrases]:
    """All lists under ``here`` in words.yaml, by their names."""
    words = vocabulary.words.here
    return {name: Phrases(phrases) for name, phrases in words}
