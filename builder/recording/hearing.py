"""What is heard of a sound every 25 ms, whatever its rate: how loud, and which sounds it may be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from builder.narration.loudness import Samples

Floats = NDArray[np.float32]

STEP_S = 0.025
_WINDOW_S = 0.05
CEPSTRA = 14
_BANDS = 26
_LOWEST_HZ, _HIGHEST_HZ = 120.0, 6_500.0
_TOP_SHARE = 0.46
"""Of the rate: what a telephone of 8 kHz still has."""
_FLOOR = 1e-5


@dataclass(frozen=True)
class Heard:
    """`level_db` of each step, and its cepstra c1… in a row; step n begins at n × STEP_S."""

    level_db: Floats
    cepstra: Floats


def top_hz(rate_hz: int) -> float:
    """The highest sound that both a recording of this rate and a voice to compare with have."""
    return min(_HIGHEST_HZ, rate_hz * _TOP_SHARE)


def hear(blocks: Iterable[Samples], rate_hz: int, top: float) -> Heard:
    """Of a sound that comes in blocks; `top` as in `top_hz`."""
    levels, rows = [], []
    hop = rate_hz * STEP_S
    width = round(rate_hz * _WINDOW_S)
    held, first, step = np.zeros(0, np.float32), 0, 0
    for block in (*_and_end(blocks, width),):
        held = np.concatenate([held, block])
        count = int((first + len(held) - width) / hop) + 1 - step
        if count <= 0:
            continue
        starts = np.round((step + np.arange(count)) * hop).astype(np.int64) - first
        frames = held[starts[:, None] + np.arange(width)]
        frames = frames - frames.mean(axis=1, keepdims=True)
        levels.append(10 * np.log10(np.mean(np.square(frames), axis=1) + _FLOOR**2))
        rows.append(_cepstra(frames, rate_hz, top))
        step += count
        done = max(0, round(step * hop) - first)
        held, first = held[done:], first + done
    if not levels:
        return Heard(np.zeros(0, np.float32), np.zeros((0, CEPSTRA), np.float32))
    return Heard(np.concatenate(levels).astype(np.float32), np.concatenate(rows))


def _and_end(blocks: Iterable[Samples], width: int) -> Iterable[Samples]:
    yield from blocks
    yield np.zeros(width, np.float32)


def _cepstra(frames: Samples, rate_hz: int, top: float) -> Floats:
    window = np.hanning(frames.shape[1]).astype(np.float32)
    spectrum = np.abs(np.fft.rfft(frames * window, axis=1)).astype(np.float32)
    bands = np.log(spectrum @ _mel_bands(frames.shape[1], rate_hz, round(top)) + _FLOOR)
    return np.asarray(bands @ _cosines(), np.float32)


@lru_cache(maxsize=8)
def _mel_bands(width: int, rate_hz: int, top: int) -> Floats:
    """One column a band: triangles of equal width on the mel scale, of weight 1."""
    hz = np.fft.rfftfreq(width, 1 / rate_hz)
    mel = 2595 * np.log10(1 + hz / 700)
    lowest, highest = 2595 * np.log10(1 + np.array([_LOWEST_HZ, top]) / 700)
    edges = np.linspace(lowest, highest, _BANDS + 2)
    away = np.abs(mel[:, None] - edges[None, 1:-1])
    triangles = np.maximum(0, 1 - away / (edges[1] - edges[0]))
    # A low band is narrower than the step of the spectrum: it takes what is nearest.
    nearest = away.argmin(axis=0)
    triangles[nearest, np.arange(_BANDS)] = np.maximum(triangles[nearest, np.arange(_BANDS)], 0.1)
    return np.asarray(triangles / triangles.sum(axis=0), np.float32)


@lru_cache(maxsize=1)
def _cosines() -> Floats:
    place = (np.arange(_BANDS) + 0.5) * np.pi / _BANDS
    waves = np.cos(place[:, None] * np.arange(1, CEPSTRA + 1)) * (2 / _BANDS)
    return np.asarray(waves, np.float32)
