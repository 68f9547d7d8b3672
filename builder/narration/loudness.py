"""Loudness as ears have it (LUFS), true peaks (dBTP), and the gain that brings a clip to both.

Source: ITU-R BS.1770-5 (K-weighting, gating, oversampled peaks) and EBU R 128.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
OFFSET_LUFS = -0.691
HOP_S = 0.1
HOPS_PER_BLOCK = 4
_REFERENCE_HZ = 48_000
_SHELF = (
    1.53512485958697,
    -2.69169618940638,
    1.19839281085285,
    -1.69065929318241,
    0.73248077421585,
)
_HIGH_PASS = (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621)

_PEAK_OVERSAMPLING = 4
_TAPS = 16
_FRAMES_AT_ONCE = 16
_QUICK_LENGTHS = (8, 9, 10, 12, 15, 16)  # products of 2, 3 and 5 only
_INTERSAMPLE_MARGIN = 0.7
"""A true peak is at most 3 dB over the samples beside it, for what an MP3 of speech holds."""
_LOOK_AHEAD_S = 0.004


def loudness_lufs(samples: Samples, rate_hz: int) -> float:
    """Integrated loudness of one channel; -inf for silence.

    A sound shorter than one block of 400 ms is measured as one block of its own length.
    """
    hop = round(rate_hz * HOP_S)
    if not len(samples):
        return -np.inf
    if len(samples) < hop * HOPS_PER_BLOCK:
        padded = np.pad(samples, (0, -len(samples) % hop))
        power = _weighted_power(padded, hop, rate_hz).sum(keepdims=True) * hop / len(samples)
    else:
        hops = _weighted_power(samples, hop, rate_hz)
        power = np.convolve(hops, np.full(HOPS_PER_BLOCK, 1 / HOPS_PER_BLOCK), "valid")
    loud = power[power > _power(ABSOLUTE_GATE_LUFS)]
    if not len(loud):
        return -np.inf
    loud = loud[loud > loud.mean() * 10 ** (RELATIVE_GATE_LU / 10)]
    return float(OFFSET_LUFS + 10 * np.log10(loud.mean()))


def _weighted_power(samples: Samples, hop: int, rate_hz: int) -> NDArray[np.float64]:
    """Mean square of each whole hop, K-weighted.

    Each hop is weighted by itself, which needs no transform back: off by 0.005 LU for speech and
    0.05 LU for a tone of 100 Hz, in a fraction of the time.
    """
    length = _quick_length(hop)
    weight = _k_weighting(length, hop, rate_hz)
    frames = samples[: len(samples) // hop * hop].reshape(-1, hop)
    powers = []
    for start in range(0, len(frames), _FRAMES_AT_ONCE):
        spectrum = np.fft.rfft(frames[start : start + _FRAMES_AT_ONCE], length)
        powers.append((np.square(spectrum.real) + np.square(spectrum.imag)) @ weight)
    return np.concatenate(powers).astype(np.float64)


@lru_cache(maxsize=8)
def _k_weighting(length: int, hop: int, rate_hz: int) -> Samples:
    """What each bin of an rfft adds to the mean square of a hop after the two filters."""
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(length, 1 / rate_hz) / _REFERENCE_HZ)
    weight = np.full(len(z), 2 / length / hop)
    weight[0] /= 2
    if length % 2 == 0:
        weight[-1] /= 2
    for b0, b1, b2, a1, a2 in (_SHELF, _HIGH_PASS):
        weight *= np.abs((b0 + b1 * z + b2 * z * z) / (1 + a1 * z + a2 * z * z)) ** 2
    return weight.astype(np.float32)


def _quick_length(count: int) -> int:
    """The next length that is quick to transform."""
    step = 1 << max(count.bit_length() - 4, 0)
    return next(part * step for part in _QUICK_LENGTHS if part * step >= count)


def true_peak(samples: Samples) -> float:
    """Highest absolute value between the samples as well as at them, 1.0 = full scale."""
    highest = np.abs(samples).max(initial=0.0)
    return float(_peak_envelope(samples, highest * _INTERSAMPLE_MARGIN).max(initial=0.0))


def to_loudness(
    samples: Samples, rate_hz: int, *, target_lufs: float, ceiling_dbtp: float
) -> Samples:
    """The same sound at the target loudness, its true peaks held under the ceiling."""
    measured = loudness_lufs(samples, rate_hz)
    if not np.isfinite(measured):
        return samples
    louder = samples * np.float32(10 ** ((target_lufs - measured) / 20))
    ceiling = 10 ** (ceiling_dbtp / 20)
    return limit(louder, rate_hz, ceiling)


def limit(samples: Samples, rate_hz: int, ceiling: float) -> Samples:
    """The gain goes down smoothly before each peak over the ceiling and comes back after it."""
    envelope = _peak_envelope(samples, ceiling * _INTERSAMPLE_MARGIN)
    if envelope.max(initial=0.0) <= ceiling:
        return samples
    gain = ceiling / np.maximum(envelope, ceiling)
    width = max(int(rate_hz * _LOOK_AHEAD_S), 1)
    # A minimum over the whole look-ahead, then two means over half of it each: the gain has
    # come down, without a corner, when the peak arrives.
    held = _sliding_minimum(np.pad(gain, 2 * width, mode="edge"), 2 * width + 1)
    smooth = _moving_mean(_moving_mean(held, width + 1), width + 1)
    return (samples * smooth).astype(np.float32)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - OFFSET_LUFS) / 10))


def _peak_envelope(samples: Samples, threshold: float) -> Samples:
    """Absolute values, raised to the true peak at each highest sample over the threshold."""
    envelope: Samples = np.abs(samples)
    near = np.flatnonzero(envelope > threshold)
    before, after = envelope[np.maximum(near - 1, 0)], envelope[(near + 1) % max(len(envelope), 1)]
    near = near[(envelope[near] >= before) & (envelope[near] >= after)]
    if len(near):
        padded = np.pad(samples, _TAPS)
        windows = padded[near[:, None] + np.arange(1, 2 * _TAPS)]
        between = np.abs(windows @ _interpolation()).max(axis=1)
        envelope[near] = np.maximum(envelope[near], between)
    return envelope


@lru_cache(maxsize=1)
def _interpolation() -> Samples:
    """One column for each point between a sample's neighbours: a windowed sinc."""
    points = np.arange(1 - _PEAK_OVERSAMPLING, _PEAK_OVERSAMPLING) / _PEAK_OVERSAMPLING
    distance = np.arange(1 - _TAPS, _TAPS)[:, None] - points[None, :]
    window = np.where(np.abs(distance) < _TAPS, np.cos(np.pi * distance / (2 * _TAPS)) ** 2, 0)
    return (np.sinc(distance) * window).astype(np.float32)


def _sliding_minimum(values: Samples, width: int) -> Samples:
    """Minimum over each run of `width` values, by doubling."""
    covered = 1
    while covered < width:
        step = min(covered, width - covered)
        values = np.minimum(values[:-step], values[step:])
        covered += step
    return values


def _moving_mean(values: NDArray[Any], width: int) -> NDArray[np.float64]:
    sums = np.cumsum(np.concatenate([np.zeros(1), values.astype(np.float64)]))
    means: NDArray[np.float64] = (sums[width:] - sums[:-width]) / width
    return means
