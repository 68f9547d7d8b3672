"""Pitch, voicing and the beats of the voice, by autocorrelation.

Source: Boersma (1993), accurate short-term analysis of the fundamental frequency.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.features import (
    HOP,
    RATE_HZ,
    Floats,
    frame_count,
    frames,
)
from builder.narration.loudness import Samples

_LOWEST_HZ, _HIGHEST_HZ = 70.0, 480.0
_RATE_HZ = RATE_HZ // 2
"""Pitch is heard at half the rate, every 10 ms: four times quicker, and as exact."""
_HALVING = np.array([-1, 0, 9, 16, 9, 0, -1], np.float32) / 32
_WINDOW = 512
_LENGTH = 1024
_CANDIDATES = 5
_VOICED_FROM = 0.45
_SILENT_UNDER = 0.02
_OCTAVE_COST, _JUMP_COST, _SWITCH_COST = 0.02, 0.5, 0.18
_BUZZ_TOP_HZ, _LEAST_BUZZ = 1_000.0, 0.04
"""Breath may look periodic for a moment, but has next to nothing below 1 kHz."""
_OWN_RANGE = (0.55, 1.9)
_FEWEST_FRAMES = 20


def track(samples: Samples) -> Floats:
    """Hertz of each frame, 0 where there is no voice.

    Heard twice: the second time within the range that the first has shown, so that few octaves
    are mistaken.
    """
    halved = np.convolve(samples, _HALVING, "same")[::2].astype(np.float32)
    strengths, quiet, buzz = _autocorrelation(halved)
    hz = _follow(strengths, quiet, _LOWEST_HZ, _HIGHEST_HZ)
    if np.count_nonzero(hz) >= _FEWEST_FRAMES:
        middle = float(np.median(hz[hz > 0]))
        low, high = (middle * times for times in _OWN_RANGE)
        hz = _follow(strengths, quiet, max(_LOWEST_HZ, low), min(_HIGHEST_HZ, high))
    hz[buzz < _LEAST_BUZZ] = 0
    return _every_frame(hz, frame_count(len(samples)))


def _every_frame(hz: Floats, count: int) -> Floats:
    """From one value in 10 ms to one in 5 ms; voice begins and ends where it did."""
    whole = np.zeros(count, np.float32)
    whole[::2] = hz[: len(whole[::2])]
    before, after = whole[:-2:2], whole[2::2]
    middle = whole[1:-1:2]
    middle[:] = np.where((before > 0) & (after > 0), (before + after) / 2, 0)
    return whole


def _autocorrelation(samples: Samples) -> tuple[Floats, Floats, Floats]:
    """For each frame: strength by lag, how near silence it is, and the share below 1 kHz."""
    rows = frames(samples, _WINDOW)
    rows = rows - rows.mean(axis=1, keepdims=True)
    window = np.hanning(_WINDOW + 2)[1:-1].astype(np.float32)
    spectrum = np.fft.rfft(rows * window, _LENGTH, axis=1)
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    own = np.fft.irfft(np.square(np.abs(np.fft.rfft(window, _LENGTH))))
    longest = round(_RATE_HZ / _LOWEST_HZ) + 2
    correlation = np.fft.irfft(power, axis=1)[:, :longest]
    strengths = correlation / np.maximum(correlation[:, :1], 1e-9) / (own / own[0])[:longest]
    peaks = np.abs(rows).max(axis=1)
    loudest = np.percentile(peaks, 95) if len(peaks) else 0.0
    quiet = np.maximum(0, 2 - peaks / max(float(loudest), 1e-6) / _SILENT_UNDER)
    low = np.fft.rfftfreq(_LENGTH, 1 / _RATE_HZ) < _BUZZ_TOP_HZ
    share = power[:, low].sum(axis=1) / np.maximum(power.sum(axis=1), 1e-9)
    return strengths.astype(np.float32), quiet.astype(np.float32), share.astype(np.float32)


def _follow(strengths: Floats, quiet: Floats, low_hz: float, high_hz: float) -> Floats:
    """The path through each frame's best lags that jumps least."""
    hz, worth = _candidates(strengths, low_hz, high_hz)
    count = len(hz)
    octaves = np.log2(np.maximum(hz, 1.0))
    voiceless = (_VOICED_FROM + quiet)[:, None].astype(np.float32)
    worth = np.concatenate([voiceless, worth], axis=1)
    octaves = np.concatenate([np.zeros((count, 1), np.float32), octaves], axis=1)
    voiced = np.concatenate([np.zeros((count, 1), bool), hz > 0], axis=1)
    back = np.zeros((count, _CANDIDATES + 1), np.intp)
    total = worth[0].astype(np.float64)
    for frame in range(1, count):
        before, now = voiced[frame - 1], voiced[frame]
        both = before[:, None] & now[None, :]
        jump = np.abs(octaves[frame - 1][:, None] - octaves[frame][None, :]) * _JUMP_COST
        cost = np.where(both, jump, _SWITCH_COST * (before[:, None] ^ now[None, :]))
        sums = total[:, None] - cost
        back[frame] = sums.argmax(axis=0)
        total = sums.max(axis=0) + worth[frame]
    path = np.zeros(count, np.intp)
    path[-1] = total.argmax()
    for frame in range(count - 1, 0, -1):
        path[frame - 1] = back[frame, path[frame]]
    all_hz = np.concatenate([np.zeros((count, 1), np.float32), hz], axis=1)
    chosen: Floats = all_hz[np.arange(count), path]
    return chosen


def _candidates(strengths: Floats, low_hz: float, high_hz: float) -> tuple[Floats, Floats]:
    """Hertz and worth of each frame's strongest lags; hertz 0 where there are fewer."""
    first, last = int(_RATE_HZ / high_hz), min(int(_RATE_HZ / low_hz), strengths.shape[1] - 2)
    before, here = strengths[:, first - 1 : last], strengths[:, first : last + 1]
    after = strengths[:, first + 1 : last + 2]
    is_peak = (here > before) & (here >= after) & (here > 0.2)
    lags = np.arange(first, last + 1)
    bonus = _OCTAVE_COST * np.log2(low_hz * lags / _RATE_HZ)
    worth = np.where(is_peak, here - bonus, -1.0)
    best = np.argsort(-worth, axis=1, kind="stable")[:, :_CANDIDATES]
    rows = np.arange(len(strengths))[:, None]
    a, b, c = before[rows, best], here[rows, best], after[rows, best]
    shift = np.where(np.abs(a - 2 * b + c) > 1e-9, 0.5 * (a - c) / (a - 2 * b + c - 1e-12), 0.0)
    there = worth[rows, best] > -1
    hz = np.where(there, _RATE_HZ / (lags[best] + np.clip(shift, -0.5, 0.5)), 0.0)
    return hz.astype(np.float32), np.where(there, worth[rows, best], -9.0).astype(np.float32)


def beats(samples: Samples, hz: Floats) -> NDArray[np.int64]:
    """Where each period of the voice is at its strongest; one mark every 5 ms without voice."""
    from_peaks = samples if -samples.min(initial=0) <= samples.max(initial=0) else -samples
    marks: list[int] = []
    for start, end in _voiced_runs(hz):
        first, last = max(0, start * HOP - HOP // 2), min(len(samples), end * HOP + HOP // 2)
        marks += _marks_of_run(from_peaks, hz, first, last)
    return _filled(np.array(sorted(set(marks)), np.int64), hz, len(samples))


def _voiced_runs(hz: Floats) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (hz > 0).astype(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), (edges[1::2] - 1).tolist(), strict=True))


def _marks_of_run(samples: Samples, hz: Floats, first: int, last: int) -> list[int]:
    if last - first < 8:
        return []
    start = first + int(samples[first:last].argmax())
    found = [start]
    for direction in (1, -1):
        here = start
        while True:
            at = min(max(round(here / HOP), 0), len(hz) - 1)
            period = RATE_HZ / hz[at] if hz[at] > 0 else 0.0
            if not period:
                break
            centre = here + direction * period
            low, high = int(centre - 0.2 * period), int(centre + 0.2 * period) + 1
            if low < first or high > last:
                break
            weight = 1 - 0.3 * np.abs(np.arange(low, high) - centre) / (0.2 * period + 1)
            here = low + int((samples[low:high] * weight).argmax())
            found.append(here)
    return found


def _filled(marks: NDArray[np.int64], hz: Floats, length: int) -> NDArray[np.int64]:
    """The marks, with further ones every 5 ms where two are far apart."""
    ends = np.concatenate([[0], marks, [length]])
    longest = RATE_HZ / _LOWEST_HZ * 1.25
    added = [
        np.arange(a + HOP, b - HOP // 2, HOP)
        for a, b in itertools.pairwise(ends.tolist())
        if b - a > longest
    ]
    return np.unique(np.concatenate([marks, *added])).astype(np.int64)
