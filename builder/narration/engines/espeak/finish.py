"""Pieces of speech → one sound: joined with pauses, trimmed, never too loud."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from builder.narration.voices import Sound

_LEAD_MS, _TAIL_MS = 60, 150
_EDGE_MS = 4
_SILENT = 131  # of 32768: 48 dB below full scale
PEAK = 0.85
_ROOM = 0.0006
"""Faint noise under all of it, 64 dB below full scale: digital silence between words sounds like
a broken line, and a recogniser loses the words around it."""
_ROOM_SAMPLES = 1 << 17


@dataclass(frozen=True)
class Piece:
    """What one call said; `word_starts` pairs the number of a word with a sample.

    `phones` has the sample where each phone starts, and is empty when nobody asks.
    """

    samples: NDArray[np.int16]
    word_starts: tuple[tuple[int, int], ...]
    pause_ms: int
    phones: tuple[int, ...] = ()


Spans = tuple[tuple[int, int], ...]


def finish(pieces: Sequence[Piece], *, rate_hz: int, word_count: int) -> tuple[Sound, Spans]:
    """The sound of all pieces, and from where to where each phone lies in it.

    Words that nothing was said for start with the next one.
    """
    parts: list[tuple[int, NDArray[np.float32]]] = []
    starts: dict[int, int] = {}
    spans: list[tuple[int, int]] = []
    length = rate_hz * _LEAD_MS // 1000
    for number, piece in enumerate(pieces):
        samples, cut = _trimmed(piece.samples, rate_hz)
        for word, sample in piece.word_starts:
            starts.setdefault(word, length + max(0, sample - cut))
        ends = (*piece.phones[1:], cut + len(samples))
        spans += [
            (length + max(0, start - cut), length + max(0, end - cut))
            for start, end in zip(piece.phones, ends, strict=bool(piece.phones))
        ]
        pause_ms = _TAIL_MS if number == len(pieces) - 1 else piece.pause_ms
        parts.append((length, samples))
        length += len(samples) + rate_hz * pause_ms // 1000
    joined = _room(length)
    peak = max((float(np.abs(samples).max(initial=0.0)) for _, samples in parts), default=0.0)
    gain = np.float32(min(1.0, PEAK / peak if peak else 1.0))
    for start, samples in parts:
        joined[start : start + len(samples)] += samples * gain
    word_starts_ms = _word_starts_ms(starts, word_count, length, rate_hz)
    return Sound(joined, rate_hz, word_starts_ms), tuple(spans)


def _trimmed(samples: NDArray[np.int16], rate_hz: int) -> tuple[NDArray[np.float32], int]:
    """The part that sounds, faded over its edges, and where it begins."""
    sounds = (samples > _SILENT) | (samples < -_SILENT)
    if not sounds.any():
        return np.zeros(0, np.float32), 0
    edge = rate_hz * _EDGE_MS // 1000
    first = max(0, int(sounds.argmax()) - edge)
    last = len(sounds) - int(sounds[::-1].argmax()) + edge
    part = samples[first:last].astype(np.float32) / np.float32(32768)
    ramp = np.linspace(0, 1, min(edge, len(part)), dtype=np.float32)
    part[: len(ramp)] *= ramp
    part[len(part) - len(ramp) :] *= ramp[::-1]
    return part, first


def _room(length: int) -> NDArray[np.float32]:
    """That many samples of the noise."""
    noise = _room_noise()
    return np.tile(noise, -(-length // len(noise)))[:length]


@lru_cache(maxsize=1)
def _room_noise() -> NDArray[np.float32]:
    """The same on every platform: RandomState's streams never change."""
    noise = np.random.RandomState(1).uniform(-1, 1, _ROOM_SAMPLES)
    return (noise * _ROOM * math.sqrt(3)).astype(np.float32)


def _word_starts_ms(
    starts: dict[int, int], word_count: int, length: int, rate_hz: int
) -> tuple[int, ...]:
    found: list[int] = []
    later = length
    for word in range(word_count - 1, -1, -1):
        later = min(later, starts.get(word, later))
        found.append(later * 1000 // rate_hz)
    return tuple(reversed(found))
