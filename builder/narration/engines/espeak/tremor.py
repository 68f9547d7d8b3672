"""A pitch that drifts and trembles a little, as every throat's does, always alike for one text.

The samples are read a little faster here and slower there: pitch moves with it, and so do the
formants, by a few percent that no vowel is told by.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.espeak.finish import Piece

_KNOT_MS = 2


@dataclass(frozen=True)
class _Wave:
    """Noise around one speed: `semitones` is its root mean square."""

    period_ms: int
    semitones: float


_DRIFT = _Wave(480, 0.35)
_TREMOR = _Wave(90, 0.12)
_JITTER = _Wave(6, 0.24)


def trembling(piece: Piece, text: str, rate_hz: int) -> Piece:
    """The piece as that text's own drift, tremor and jitter make it; marks move with the sound."""
    count = len(piece.samples)
    if count == 0:
        return piece
    knots = np.arange(0, count + rate_hz * _KNOT_MS // 1000, rate_hz * _KNOT_MS // 1000)
    semitones = _semitones(len(knots), text)
    # Sample n is read at `places[n]`: the sum of the speeds, held to the piece's own length.
    places = np.concatenate(([0.0], np.cumsum(2 ** (semitones[:-1] / 12)) * knots[1]))
    places *= knots[-1] / places[-1]
    read_at = np.minimum(np.interp(np.arange(count), knots, places), count - 1)
    samples = _between(piece.samples, read_at)
    starts = [sample for _, sample in piece.word_starts]
    moved = np.interp(starts, places, knots).round().astype(int).tolist() if starts else []
    phones = np.interp(piece.phones, places, knots).round().astype(int).tolist()
    words = tuple(word for word, _ in piece.word_starts)
    return Piece(samples, tuple(zip(words, moved, strict=True)), piece.pause_ms, tuple(phones))


def _semitones(count: int, text: str) -> NDArray[np.float64]:
    """How far the pitch is off at each knot; RandomState's streams never change."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "little")
    random = np.random.RandomState(seed)
    total = np.zeros(count)
    for wave in (_DRIFT, _TREMOR, _JITTER):
        points = count * _KNOT_MS // wave.period_ms + 3
        at = np.arange(count) * _KNOT_MS / wave.period_ms
        total += np.interp(at, np.arange(points), random.standard_normal(points)) * wave.semitones
    return total


def _between(samples: NDArray[np.int16], at: NDArray[np.float64]) -> NDArray[np.int16]:
    """The samples at places between them, by a cubic through four (Catmull and Rom)."""
    padded = np.pad(samples.astype(np.float32), (1, 3))
    left = at.astype(np.int32)
    t = (at - left).astype(np.float32)
    a, b, c, d = (padded[left + offset] for offset in range(4))
    value = b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return np.clip(value.round(), -32768, 32767).astype(np.int16)
