"""What a decision costs, with few words to know and with many.

The protocol's own commands, and as many invented words besides as it takes; the
messages are the labelled ones, as texts and as speech.
"""

import random
import time
from collections.abc import Iterator
from statistics import median, quantiles

from ivr.dialogue.commands import Channel
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.understanding import decide, understand
from ivr.dialogue.vocabulary import Command, Vocabulary
from tests.content import edition
from tests.understanding.measures import Figure, messages
from tests.understanding.scoring import PLACES, TODAY

SIZES = (50, 500, 5000)

# How many of the messages are decided on at each size.
SAMPLE = 400

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


def with_words(size: int) -> Vocabulary:
    """A vocabulary of about ``size`` words: ours, cut short or made longer."""
    ours = edition().vocabulary
    commands: list[Command] = []
    count = 0
    for one in ours.commands:
        if count >= size:
            break
        commands.append(one)
        count += 1 + len(one.words)
    draw = random.Random(size)
    while count < size:
        words = tuple(_invented(draw) for _ in range(min(10, size - count)))
        target = f"invented-{count}"
        commands.append(Command(Intent(Act.REACH, target), words[0], words=words[1:]))
        count += len(words)
    return Vocabulary(
        tuple(commands),
        ours.words,
        ours.borders,
        ours.young,
        ours.tracks,
        ours.content,
        ours.digits,
        ours.english,
        ours.learned,
        ours.alone,
    )


def _invented(draw: random.Random) -> str:
    syllables = draw.randint(2, 4)
    return "".join(
        draw.choice(_CONSONANTS) + draw.choice(_VOWELS) for _ in range(syllables)
    )


def cost_figures() -> Iterator[Figure]:
    """Microseconds for a decision: half of them take less, and all but one in 100."""
    said = random.Random(1).sample(messages("tune"), SAMPLE)
    for size in SIZES:
        vocabulary = with_words(size)
        channels: tuple[tuple[Channel, str], ...]
        channels = (("text", "texts"), ("voice", "speech"))
        for channel, name in channels:
            took: list[float] = []
            # What is made once for a vocabulary is made before the first answer.
            _decided(vocabulary, said[0].said, channel, "menu")
            for one in said:
                began = time.process_time()
                _decided(vocabulary, one.said, channel, one.at)
                took.append((time.process_time() - began) * 1e6)
            group = f"Cost of a decision at {size} words, microseconds"
            yield Figure(group, f"{name}, median", median(took), "{:.0f}")
            yield Figure(group, f"{name}, p99", quantiles(took, n=100)[98], "{:.0f}")


def _decided(vocabulary: Vocabulary, said: str, channel: Channel, at: str) -> None:
    place = PLACES[at]
    understood = understand(vocabulary, place, channel, said, None, TODAY)
    decide(understood, channel, place)
