"""What is measured of a sound every 5 ms: cepstra on the mel scale, and loudness."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from builder.narration.loudness import Samples

Floats = NDArray[np.float32]

RATE_HZ = 22_050
"""Everything is brought to this rate first: it is that of the clips."""
HOP = 110
"""Samples from one frame to the next: 5 ms."""
WINDOW = 512
CEPSTRA = 20
_BANDS = 40
_LOWEST_HZ, _HIGHEST_HZ = 60.0, 9_000.0
_FLOOR = 1e-5
"""100 dB below full scale."""


def frame_count(sample_count: int) -> int:
    """Frame i is centred on sample i × HOP."""
    return sample_count // HOP + 1


def frames(samples: Samples, width: int) -> Floats:
    """One row of `width` samples around each frame's centre; silence beyond the ends."""
    padded = np.pad(np.asarray(samples, np.float32), (width // 2, width))
    rows = np.lib.stride_tricks.sliding_window_view(padded, width)
    return rows[: frame_count(len(samples)) * HOP : HOP]


def cepstra(samples: Samples) -> Floats:
    """c0 to c20 of each frame: mel cepstra in nepers, as mel-cepstral distortion has them."""
    window = np.hanning(WINDOW).astype(np.float32)
    spectrum = np.abs(np.fft.rfft(frames(samples, WINDOW) * window, axis=1)) * (4 / WINDOW)
    bands = np.log(np.maximum(spectrum.astype(np.float32) @ _mel_bands(), _FLOOR))
    result: Floats = (bands @ _cosines()).astype(np.float32)
    return result


def with_changes(values: Floats) -> Floats:
    """The values with their slopes over ±2 frames of 10 ms beside them."""
    padded = np.pad(values, ((4, 4), (0, 0)), mode="edge")
    count = len(values)
    slope = 2 * (padded[8 : 8 + count] - padded[:count]) + padded[6 : 6 + count]
    slope -= padded[2 : 2 + count]
    return np.concatenate([values, slope / 5], axis=1)


def level_db(samples: Samples) -> Floats:
    """Loudness of each frame in dB below full scale."""
    power = np.mean(np.square(frames(samples, WINDOW)), axis=1)
    result: Floats = (10 * np.log10(power + _FLOOR**2)).astype(np.float32)
    return result


@lru_cache(maxsize=1)
def _mel_bands() -> Floats:
    """One column a band: triangles of equal width on the mel scale, of weight 1."""

    def mel(hz: NDArray[Any]) -> NDArray[Any]:
        return np.asarray(2595 * np.log10(1 + hz / 700))

    bins = mel(np.fft.rfftfreq(WINDOW, 1 / RATE_HZ))
    lowest, highest = mel(np.array([_LOWEST_HZ, _HIGHEST_HZ])).tolist()
    edges = np.linspace(lowest, highest, _BANDS + 2)
    width = edges[1] - edges[0]
    triangles = np.maximum(0, 1 - np.abs(bins[:, None] - edges[None, 1:-1]) / width)
    # A low band is narrower than the step of the spectrum: it takes what is nearest.
    nearest = np.abs(bins[:, None] - edges[None, 1:-1]).argmin(axis=0)
    triangles[nearest, np.arange(_BANDS)] = np.maximum(triangles[nearest, np.arange(_BANDS)], 0.1)
    result: Floats = (triangles / triangles.sum(axis=0)).astype(np.float32)
    return result


@lru_cache(maxsize=1)
def _cosines() -> Floats:
    place = (np.arange(_BANDS) + 0.5) * np.pi / _BANDS
    waves = np.cos(place[:, None] * np.arange(CEPSTRA + 1)) * (2 / _BANDS)
    waves[:, 0] /= 2
    result: Floats = waves.astype(np.float32)
    return result
