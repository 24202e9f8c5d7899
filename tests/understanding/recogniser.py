"""An open speech recogniser in the place of Twilio's: pocketsphinx.

Without hints it prints what its own language model makes of the sound. With
hints they are its grammar, beside a loop of bare phones for everything else; a
hint is printed where it fits the sound better than the phones do.

How sure it is, is measured in the same way for both: the phones are made dearer
in steps, and the confidence is how many of the steps the words outlast.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pocketsphinx import Decoder, get_model_path
from scipy.signal import resample_poly

from tests.understanding.audio import RATE, Sound

# What each phone of the loop costs; at the first nearly any words win.
STEPS = (1e-9, 1e-6, 1e-4, 1e-2, 1.0)

_MODEL = get_model_path("en-us/en-us")
_WORDS = get_model_path("en-us/cmudict-en-us.dict")
_LANGUAGE = get_model_path("en-us/en-us.lm.bin")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the recogniser prints, and its confidence, 0 to 1."""

    words: str
    confidence: float


class Recogniser:
    """Hears a sound, with hints and without."""

    def __init__(self, hints: Iterable[str]) -> None:
        """``hints`` as they are given to Twilio; what no dictionary has is left."""
        lines = Path(_WORDS).read_text("utf-8").splitlines()
        known = {line.split(maxsplit=1)[0] for line in lines}
        phones = sorted({phone for line in lines for phone in line.split()[1:]})
        self.known = known
        self.hints = dict(_pronounceable(hints, known))
        self.loop = "<j> = " + " | ".join(map(_junk, phones)) + ";"
        with tempfile.TemporaryDirectory() as folder:
            words = Path(folder, "words.dict")
            junk = [f"{_junk(phone)} {phone}" for phone in phones]
            words.write_text("\n".join([*lines, *junk]) + "\n", "utf-8")
            self.graded = [_decoder(words, cost) for cost in STEPS]
            for decoder in self.graded:
                decoder.add_jsgf_string("hints", self._grammar(self.hints))
        self.free = Decoder(
            hmm=_MODEL,
            dict=_WORDS,
            lm=_LANGUAGE,
            # Searching again gains little here and takes most of the time.
            fwdflat=False,
            bestpath=False,
            loglevel="FATAL",
        )

    def _grammar(self, phrases: Iterable[str]) -> str:
        either = " | ".join(phrases)
        return (
            "#JSGF V1.0;\ngrammar g;\npublic <a> = <p> | <j>+;\n"
            f"<p> = {either};\n{self.loop}\n"
        )

    def hear(self, sound: Sound) -> tuple[Heard, Heard]:
        """What is printed with the hints, and what without them."""
        samples = _samples(sound)
        free = self._free(samples)
        return self._hinted(samples) or free, free

    def _free(self, samples: bytes) -> Heard:
        printed = _decoded(self.free, samples)
        words = " ".join(re.sub(r"\(\d+\)|<\w+>|\[\w+\]", " ", printed).split())
        if not words:
            return Heard("", 0.0)
        won = 0
        for decoder in self.graded:
            decoder.add_jsgf_string("said", self._grammar([words]))
            if _decoded(decoder, samples, "said") != words:
                break
            won += 1
        return Heard(words, _confidence(won))

    def _hinted(self, samples: bytes) -> Heard | None:
        printed: list[str] = []
        for decoder in self.graded:
            words = _decoded(decoder, samples, "hints")
            if words not in self.hints:
                break
            printed.append(words)
        if not printed:
            return None
        won = printed.count(printed[-1])
        return Heard(self.hints[printed[-1]], _confidence(won))


def _confidence(won: int) -> float:
    """Never 0, which would be a recogniser that gives none, and never certain."""
    return round((won + 0.5) / (len(STEPS) + 1), 2)


def _decoder(words: Path, cost: float) -> Decoder:
    return Decoder(
        hmm=_MODEL,
        dict=str(words),
        lm=None,
        lw=1.0,
        wip=cost,
        # The best path through a lattice of phones takes minutes to find.
        bestpath=False,
        loglevel="FATAL",
    )


def _pronounceable(hints: Iterable[str], known: set[str]) -> Iterator[tuple[str, str]]:
    """Each hint as the dictionary spells it, and as it is printed."""
    for hint in hints:
        spelled = " ".join(re.sub(r"[^a-z' ]", " ", hint.casefold()).split())
        if spelled and all(word in known for word in spelled.split()):
            yield spelled, hint


def _junk(phone: str) -> str:
    return f"xx{phone.casefold()}"


def _samples(sound: Sound) -> bytes:
    wide = resample_poly(sound, 16000, RATE)
    top = np.max(np.abs(wide), initial=1e-9)
    # A trace of noise: digital silence is a sound the model has never heard.
    draw = np.random.default_rng(1)
    level = wide / top * 12000 + draw.normal(0, 20, len(wide))
    return bytes(level.astype(np.int16).tobytes())


def _decoded(decoder: Decoder, samples: bytes, search: str = "") -> str:
    if search:
        decoder.activate_search(search)
    decoder.start_utt()
    decoder.process_raw(samples, full_utt=True)
    decoder.end_utt()
    best = decoder.hyp()
    return str(best.hypstr) if best else ""
