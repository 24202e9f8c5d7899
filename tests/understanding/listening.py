"""Listens to the phrases anew and writes down what the recogniser prints.

    make hear

It takes half an hour, since every phrase is spoken in every voice, over noise of
every loudness, and recognised twice. What was printed is kept beside this file,
so that the understanding is measured on it in seconds: `make eval`. Phrases and
radio talk are in two parts: what the bounds were set on, and what was held out.
"""

import csv
import hashlib
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

import yaml

from ivr.dialogue.understanding import hints
from tests.content import edition
from tests.understanding import audio
from tests.understanding.recogniser import Heard, Recogniser

HERE = Path(__file__).parent
PARTS = ("tune", "held-out")
NOISES = ("car", "radio", "siren")

# The noises of each part are drawn with seeds of its own, so far apart.
SEEDS = 1_000_000

# How much of the radio channel is listened to, in seconds: what comes to ten
# minutes when it is spoken.
CHANNEL = 680


class Phrase(NamedTuple):
    """What an officer says, what it means, and where she stands."""

    said: str
    means: str
    at: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """One line of what was heard: what was said, how, and what was printed."""

    said: str
    at: str
    voice: str
    noise: str
    decibels: int
    hinted: bool
    confidence: float
    printed: str


@dataclass(frozen=True, slots=True)
class Overheard:
    """What was printed for seconds of a radio channel that nobody spoke into."""

    seconds: float
    hinted: bool
    confidence: float
    printed: str


def heard_file(part: str) -> Path:
    """Where it stands what was heard of a part's phrases."""
    return HERE / f"heard-{part}.tsv"


def overheard_file(part: str) -> Path:
    """Where it stands what was heard of a part's radio talk."""
    return HERE / f"overheard-{part}.tsv"


def phrases(part: str) -> tuple[Phrase, ...]:
    """A part's phrases, in the file's order."""
    text = (HERE / f"phrases-{part}.yaml").read_text("utf-8")
    return tuple(Phrase(**one) for one in yaml.safe_load(text))


def radio_lines(part: str) -> tuple[str, ...]:
    """What is said on a part's channel."""
    return tuple(yaml.safe_load((HERE / f"radio-{part}.yaml").read_text("utf-8")))


@lru_cache(2)
def given_hints(asked: bool) -> tuple[str, ...]:
    """The hints that the hotline gives, as the content stands now."""
    return hints(edition().vocabulary, asked)


def digest(part: str) -> str:
    """Changes when anything does that what is heard depends on."""
    made = hashlib.sha256()
    content = (f"phrases-{part}.yaml", f"radio-{part}.yaml")
    for name in (*content, "audio.py", "recogniser.py"):
        made.update((HERE / name).read_bytes())
    made.update("\n".join((*given_hints(False), *given_hints(True))).encode())
    return made.hexdigest()[:16]


@lru_cache(2)
def _recogniser(asked: bool) -> Recogniser:
    return Recogniser(given_hints(asked))


@lru_cache(2)
def _noises(part: str) -> dict[str, object]:
    return {
        "car": audio.car,
        "radio": audio.radio(radio_lines(part)),
        "siren": audio.siren,
    }


def hear_phrase(job: tuple[str, int, Phrase]) -> list[Hearing]:
    """One phrase in all voices at all levels, the kinds of noise taking turns."""
    part, number, phrase = job
    first = PARTS.index(part) * SEEDS
    heard: list[Hearing] = []
    for turn, (name, speaker) in enumerate(audio.VOICES.items()):
        said = audio.speak(phrase.said, speaker)
        for step, decibels in enumerate(audio.LEVELS):
            kind = NOISES[(number + turn + step) % len(NOISES)]
            make = _noises(part)[kind]
            seed = first + number * 1000 + turn * 10 + step
            noise = make(len(said) + audio.RATE, seed)  # type: ignore[operator]
            sound = audio.mixed(said, noise, decibels)
            both = _recogniser(phrase.at == "asked").hear(sound)
            heard += [
                Hearing(
                    phrase.said,
                    phrase.at,
                    name,
                    kind,
                    decibels,
                    hinted,
                    one.confidence,
                    one.words,
                )
                for hinted, one in zip((True, False), both, strict=True)
            ]
    return heard


def overhear(job: tuple[str, int, str]) -> list[Overheard]:
    """One transmission on the radio in the car; a siren alone for an empty one."""
    part, number, line = job
    seed = PARTS.index(part) * SEEDS + number
    names = list(audio.VOICES)
    if line:
        speaker = audio.VOICES[names[number % len(names)]]
        sound = audio.received(audio.speak(line, speaker))
        sound = audio.mixed(sound, audio.car(len(sound) + audio.RATE, seed), 10)
    else:
        sound = audio.siren(8 * audio.RATE, seed)
    seconds = len(sound) / audio.RATE
    both: tuple[Heard, Heard] = _recogniser(False).hear(sound)
    return [
        Overheard(round(seconds, 2), hinted, one.confidence, one.words)
        for hinted, one in zip((True, False), both, strict=True)
    ]


def channel(part: str) -> tuple[str, ...]:
    """Ten minutes of a channel: each line in turn, a siren after every tenth."""
    lines = radio_lines(part)
    order: list[str] = []
    seconds, number = 0.0, 0
    while seconds < CHANNEL:
        line = "" if number % 11 == 10 else lines[number % len(lines)]
        # About 160 words a minute; what it came to is counted when it was heard.
        seconds += 8 if not line else 0.5 + len(line.split()) / 2.67
        order.append(line)
        number += 1
    return tuple(order)


def write(path: Path, part: str, rows: Iterable[Hearing] | Iterable[Overheard]) -> None:
    """Keep what was heard, headed by what it depends on."""
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(f"# {digest(part)}\n")
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerows(astuple(cast(Hearing, row)) for row in rows)


def read_heard(part: str) -> list[Hearing]:
    """What was heard of a part's phrases when last listened to."""
    return [
        Hearing(said, at, voice, noise, int(db), hinted == "True", float(sure), printed)
        for said, at, voice, noise, db, hinted, sure, printed in _rows(heard_file(part))
    ]


def read_overheard(part: str) -> list[Overheard]:
    """What was heard of a part's channel when last listened to."""
    return [
        Overheard(float(seconds), hinted == "True", float(sure), printed)
        for seconds, hinted, sure, printed in _rows(overheard_file(part))
    ]


def is_stale() -> bool:
    """Whether phrases, sound, recogniser or hints are other than what was heard."""
    return any(
        file(part).read_text("utf-8").splitlines()[0] != f"# {digest(part)}"
        for part in PARTS
        for file in (heard_file, overheard_file)
    )


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        file.readline()
        yield from csv.reader(file, delimiter="\t")


def _with_progress(
    pool: ProcessPoolExecutor, what: str, run: object, jobs: Sequence[object]
) -> Iterator[object]:
    began = time.monotonic()
    for done, result in enumerate(pool.map(run, jobs), 1):  # type: ignore[arg-type]
        left = (time.monotonic() - began) / done * (len(jobs) - done)
        print(
            f"\r{what}: {done} of {len(jobs)}, about {left / 60:.0f} minutes left ",
            end="",
            file=sys.stderr,
            flush=True,
        )
        yield from result  # type: ignore[misc]
    print(file=sys.stderr)


def main() -> None:
    """Listen to everything and write it down."""
    with ProcessPoolExecutor() as pool:
        for part in PARTS:
            spoken = [(part, at, one) for at, one in enumerate(phrases(part))]
            heard = _with_progress(pool, f"Phrases, {part}", hear_phrase, spoken)
            write(heard_file(part), part, list(heard))  # type: ignore[arg-type]
            lines = [(part, at, one) for at, one in enumerate(channel(part))]
            talk = _with_progress(pool, f"Radio, {part}", overhear, lines)
            write(overheard_file(part), part, list(talk))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
