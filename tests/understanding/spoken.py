"""How long a page takes to say, by a synthesiser.

flite says each run of words, in one voice, at one pace, and prints when every
sound of it ends; no sound is played or kept. The pace is STRETCH, set once so
that a reference passage runs at 160 words a minute: all that is read to a caller
who stays silent, from the greeting to the last step, telephone numbers aside.
Letters that are spelled out count as a word each. `rate` measures it anew.

A telephone number is said at the pace, and with the pauses, that its page gives.
"""

import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

WORDS_A_MINUTE = 160

# An American woman, as the hotline's own voice is.
VOICE = "slt"

# How much longer than the voice's own each sound is.
STRETCH = 0.96

ENDS = frozenset({"Dial", "Hangup", "Redirect"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words said at one pace (1 is the usual one), or ``pause`` seconds of none."""

    words: str = ""
    pace: float = 1.0
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a page says, and the seconds of silence that it then waits for."""

    runs: tuple[Run, ...]
    patience: float = 0.0

    @property
    def words(self) -> str:
        """All that is said, as one text."""
        return "".join(run.words for run in self.runs)

    @property
    def seconds(self) -> float:
        """From the first sound to the end of the last."""
        return _seconds(self.runs) - _last_pause(self.runs)

    def starts(self, words: str) -> float:
        """Seconds from the first sound until these words begin."""
        rest = tuple(_cut(self.runs, self._span(words)[0], before=False))
        return _seconds(self.runs) - _seconds(rest)

    def ends(self, words: str) -> float:
        """Seconds from the first sound until these words have been said."""
        return Spoken(tuple(_cut(self.runs, self._span(words)[1], before=True))).seconds

    def _span(self, words: str) -> tuple[int, int]:
        found = re.search(re.escape(words), self.words, re.IGNORECASE)
        if found is None:
            raise ValueError(f"{words!r} is not said in {self.words!r}.")
        return found.span()


def spoken(document: bytes) -> Spoken:
    """A rendered page, up to where it first listens, dials or ends.

    ValueError if it says anything in a way whose length is not known here.
    """
    runs: list[Run] = []
    for verb in ET.fromstring(document):
        if verb.tag == "Say":
            runs += _say(verb)
        elif verb.tag == "Gather":
            for said in verb:
                runs += _say(said)
            return Spoken(tuple(runs), float(verb.get("timeout", "5")))
        elif verb.tag in ENDS:
            break
        else:
            raise ValueError(f"How long <{verb.tag}> takes is not known.")
    return Spoken(tuple(runs))


def rate(passage: Iterable[Spoken]) -> float:
    """Words a minute at which a passage is said, telephone numbers aside."""
    runs = [run for page in passage for run in page.runs if run.pace == 1.0]
    words = sum(len(re.findall(r"[^\W_]+(?:'\w+)?", run.words)) for run in runs)
    return words / _seconds(runs) * 60


def _say(element: ET.Element, pace: float = 1.0) -> Iterator[Run]:
    if element.tag == "break":
        yield Run(pause=_pause(element.get("time", "")))
        return
    if element.tag == "prosody":
        pace *= float(element.get("rate", "100%").removesuffix("%")) / 100
    elif element.tag != "Say":
        raise ValueError(f"How <{element.tag}> is said is not known.")
    yield Run(element.text or "", pace)
    for child in element:
        yield from _say(child, pace)
        yield Run(child.tail or "", pace)
    if element.tag == "Say":
        yield Run(" ", pace)


def _pause(time: str) -> float:
    found = re.fullmatch(r"(\d+)(ms|s)", time)
    if found is None:
        raise ValueError(f"How long a break of {time!r} takes is not known.")
    return int(found[1]) / (1000 if found[2] == "ms" else 1)


def _cut(runs: Iterable[Run], at: int, before: bool) -> Iterator[Run]:
    """The runs before or after a place in their text, counted in characters."""
    for run in runs:
        words = run.words[: max(at, 0)] if before else run.words[max(at, 0) :]
        if words or (run.pause and (at > 0) == before):
            yield replace(run, words=words)
        at -= len(run.words)


def _seconds(runs: Iterable[Run]) -> float:
    """What the runs take with the pause that follows each."""
    return sum(run.pause + sum(_said(run.words)) / run.pace for run in runs)


def _last_pause(runs: tuple[Run, ...]) -> float:
    for run in reversed(runs):
        sound, pause = _said(run.words)
        if sound:
            return pause / run.pace
    return 0.0


@cache
def _said(words: str) -> tuple[float, float]:
    """Seconds of sound in the words, and of the pause that the voice puts after."""
    if not re.search(r"\w", words):
        return 0.0, 0.0
    done = subprocess.run(
        [
            *("flite", "-voice", VOICE, "--setf", f"duration_stretch={STRETCH}"),
            *("-psdur", "-t", words, "-o", "none"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    # Each sound with the second at which it ends; "pau" is silence.
    sounds = [sound.partition(":") for sound in done.stdout.split()]
    ends = [float(end) for _, _, end in sounds]
    assert sounds[0][0] == sounds[-1][0] == "pau" and ends == sorted(ends), words
    return ends[-2] - ends[0], ends[-1] - ends[-2]
