"""Voices, a telephone line and what a squad car sounds like, made here.

Speech is spoken by flite, whose voices an open recogniser understands. All
sound is 8 kHz, one float a sample, and comes out the same at every run: noise is
drawn from a generator with a stated seed.
"""

import subprocess
import tempfile
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, resample_poly, sosfilt

Sound = NDArray[np.float64]

RATE = 8000

# A telephone carries this much of a voice (ITU-T G.712), in Hz.
LINE = (300, 3400)

LEVELS = (20, 15, 10, 5, 0)
"""How much louder than the noise the officer is, in dB, on the line."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One of flite's voices, at a pace (1 is its own; less is faster)."""

    voice: str
    pace: float = 1.0


VOICES = {
    "kal": Speaker("kal16"),
    "awb": Speaker("awb"),
    "rms": Speaker("rms"),
    "slt": Speaker("slt"),
    "rms in haste": Speaker("rms", 0.8),
    "slt in haste": Speaker("slt", 0.8),
}
"""Four speakers (two American men, a Scot, an American woman), two of them also
in haste. flite has no others that speak any words."""


def speak(words: str, speaker: Speaker) -> Sound:
    """The words in a voice, as loud as any other."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "said.wav")
        subprocess.run(
            [
                *("flite", "-voice", speaker.voice),
                *("--setf", f"duration_stretch={speaker.pace}"),
                *("-t", words, "-o", str(path)),
            ],
            check=True,
            capture_output=True,
        )
        with wave.open(str(path)) as file:
            rate, frames = file.getframerate(), file.readframes(file.getnframes())
    said = np.frombuffer(frames, dtype=np.int16).astype(np.float64)
    return loud(narrowed(resample_poly(said, RATE, rate)))


def narrowed(sound: Sound) -> Sound:
    """What a telephone line leaves of a sound."""
    band = butter(4, LINE, "bandpass", fs=RATE, output="sos")
    return np.asarray(sosfilt(band, sound), dtype=np.float64)


def loud(sound: Sound) -> Sound:
    """The same sound at one loudness, so that decibels mean the same each time.

    Silence within it does not count: a long pause makes nobody louder.
    """
    voiced = sound[np.abs(sound) > 0.02 * np.max(np.abs(sound), initial=1e-9)]
    power = np.sqrt(np.mean(voiced**2)) if len(voiced) else 1.0
    return sound / power


def coded(sound: Sound) -> Sound:
    """Through the line's eight bits: G.711's mu-law, there and back."""
    top = np.max(np.abs(sound), initial=1e-9)
    compressed = np.sign(sound) * np.log1p(255 * np.abs(sound) / top) / np.log(256)
    steps = np.round(compressed * 127) / 127
    return np.sign(steps) * (np.power(256.0, np.abs(steps)) - 1) / 255 * top


def mixed(said: Sound, noise: Sound, decibels: float) -> Sound:
    """Speech over noise on a line, with some noise before and after the speech."""
    before = RATE // 4
    whole = np.zeros(len(said) + 2 * before)
    whole[before : before + len(said)] = said
    return coded(whole + noise[: len(whole)] * 10 ** (-decibels / 20))


def car(length: int, seed: int) -> Sound:
    """Tyres, wind and an engine: most of it lies low, and the line cuts that off."""
    draw = np.random.default_rng(seed)
    spectrum = np.fft.rfft(draw.normal(size=length))
    hertz = np.fft.rfftfreq(length, 1 / RATE)
    road = np.fft.irfft(spectrum / np.maximum(hertz, 30), length)
    time = np.arange(length) / RATE
    engine = sum(np.sin(2 * np.pi * 45 * n * time + n) / n for n in range(1, 30))
    return loud(narrowed(road / np.std(road) + 0.5 * np.asarray(engine)))


def siren(length: int, seed: int) -> Sound:
    """A wail from 650 to 1500 Hz and back in four seconds, over the car's noise."""
    draw = np.random.default_rng(seed)
    time = np.arange(length) / RATE + draw.uniform(0, 4)
    pitch = 1075 + 425 * np.sin(2 * np.pi * time / 4)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    wail = np.sin(phase) + 0.4 * np.sin(2 * phase) + 0.2 * np.sin(3 * phase)
    return loud(narrowed(wail + 0.3 * car(length, seed + 1)))


def radio(lines: Sequence[str]) -> Callable[[int, int], Sound]:
    """A receiver in the car on which the lines are spoken, one after another."""

    def talk(length: int, seed: int) -> Sound:
        draw = np.random.default_rng(seed)
        parts: list[Sound] = []
        while sum(map(len, parts)) < length:
            line = lines[draw.integers(len(lines))]
            speaker = VOICES[list(VOICES)[draw.integers(4)]]
            parts.append(received(speak(line, speaker)))
            parts.append(np.zeros(RATE // 5))
        return loud(np.concatenate(parts)[:length] + 0.05 * car(length, seed))

    return talk


def received(said: Sound) -> Sound:
    """As a two-way radio's small speaker gives it: a narrow band, clipped."""
    band = butter(3, (450, 2800), "bandpass", fs=RATE, output="sos")
    return loud(np.clip(sosfilt(band, said), -1.2, 1.2))
