"""Which measure of sound tells best what was said from what was printed.

Each measure names the phrase that is nearest to what a recogniser printed, where
it printed none of ours. As the bound is moved, so does how much is found and how
much of it is wrong; a measure is as good as what it finds with one in four of
its findings wrong.
"""

from collections.abc import Callable, Iterator

import jellyfish
from rapidfuzz.distance import OSA

from ivr.dialogue.vocabulary import sound
from ivr.protocol.plain import plain
from tests.content import edition
from tests.understanding.listening import phrases, read_heard
from tests.understanding.measures import Figure
from tests.understanding.scoring import NOTHING

Measure = Callable[[str, str], float]

# Of what a measure finds, so much may be another command.
MOST_WRONG = 0.25


def _coded(code: Callable[[str], str]) -> Measure:
    def distance(one: str, other: str) -> float:
        return OSA.normalized_distance(code(one), code(other))

    return distance


def letters(one: str, other: str) -> float:
    """How far apart the letters are, 0 to 1."""
    return OSA.normalized_distance(one, other)


MEASURES: dict[str, Measure] = {
    "letters": letters,
    "soundex": _coded(jellyfish.soundex),
    "nysiis": _coded(jellyfish.nysiis),
    "match rating": _coded(jellyfish.match_rating_codex),
    "metaphone": _coded(sound),
    "metaphone and letters": lambda one, other: (
        (_coded(sound)(one, other) + letters(one, other)) / 2
    ),
}


def sound_figures() -> Iterator[Figure]:
    """For each measure, the share found with few wrong."""
    table = {
        phrase.replace(" ", ""): str(intents[0])
        for phrase, intents in edition().vocabulary.voice.items()
        if phrase.replace(" ", "").isascii() and phrase.replace(" ", "").isalpha()
    }
    meanings = {(one.said, one.at): one.means for one in phrases("tune")}
    pairs = [
        (words, meanings[one.said, one.at])
        for one in read_heard("tune")
        if not one.hinted
        and one.decibels >= 10
        and (words := plain(one.printed).replace(" ", ""))
        and words.isascii()
        and words.isalpha()
        and words not in table
        and meanings[one.said, one.at] != NOTHING
    ]
    for name, measure in MEASURES.items():
        found = sorted(
            (distance, table[phrase] == means)
            for words, means in pairs
            for distance, phrase in [
                min((measure(words, phrase), phrase) for phrase in table)
            ]
        )
        yield Figure("Found by sound, with one in four wrong", name, _most_found(found))


def _most_found(found: list[tuple[float, bool]]) -> float:
    best = right = 0
    for count, (_, is_right) in enumerate(found, 1):
        right += is_right
        if count - right <= MOST_WRONG * count:
            best = right
    return best / len(found)
