"""Her half-sounds: each with what surrounded it, how long and how high it was, and its edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.alignment import Alignment
from builder.narration.engines.unit_selection.context import Context
from builder.narration.engines.unit_selection.features import HOP, RATE_HZ, Floats

_EDGE_FRAMES = 2
_LONGEST_GAP_FRAMES = 24
"""Between two words she may catch her breath for an eighth of a second: it belongs to the piece."""
LEAST_FRAMES = 2
"""A half sound shorter than 10 ms is a slip of the alignment."""


@dataclass(frozen=True)
class Analysis:
    """All that is measured of one take: cepstra, hertz and decibels of its frames, and the beats
    of its voice in samples."""

    cepstra: Floats
    hz: Floats
    level_db: Floats
    beats: NDArray[np.int64]


@dataclass(frozen=True)
class Units:
    """Columns of all units, in order of takes and time.

    `take` is a number, `start` and `end` are samples of that take. `pitch` is of its first part,
    its middle and its last part in semitones over 1 Hz, 0 where there is no voice; `edges` are
    cepstra c1… at both ends, `levels` decibels there. `misfit` is how much better another sound
    would fit, a frame; `good` says that nothing is wrong with the unit's length. `follows` is
    true where a unit goes on from the one before it.
    """

    take: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    follows: NDArray[np.bool_]
    log_duration: Floats
    pitch: Floats
    first_edge: Floats
    last_edge: Floats
    levels: Floats
    misfit: Floats
    good: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.take)


def cut(number: int, analysis: Analysis, alignment: Alignment, context: Context) -> Units:
    """The units of one take: each sound cut in two at its middle."""
    starts, ends = alignment.starts.astype(np.int64), alignment.ends.astype(np.int64)
    middles = (starts + ends) // 2
    first = np.stack([starts, middles], axis=1).reshape(-1)
    last = np.stack([middles, ends], axis=1).reshape(-1)
    count = len(first)
    phrase = context.phrase
    follows = np.zeros(count, bool)
    follows[1:] = (first[1:] - last[:-1] <= _LONGEST_GAP_FRAMES) & (phrase[1:] == phrase[:-1])
    pitch = _pitches(analysis.hz, first, last)
    return Units(
        take=np.full(count, number, np.int32),
        start=(first * HOP).astype(np.int32),
        end=(last * HOP).astype(np.int32),
        follows=follows,
        log_duration=np.log(np.maximum(last - first, 1) * HOP / RATE_HZ).astype(np.float32),
        pitch=pitch,
        first_edge=_edges(analysis.cepstra, first),
        last_edge=_edges(analysis.cepstra, last),
        levels=np.stack(
            [_at(analysis.level_db, first), _at(analysis.level_db, last)], axis=1
        ).astype(np.float32),
        misfit=_means(alignment.misses, first, last),
        good=last - first >= LEAST_FRAMES,
    )


def semitones(hz: Floats) -> Floats:
    """Over 1 Hz; 0 where there is no voice."""
    result: Floats = np.where(hz > 0, 12 * np.log2(np.maximum(hz, 1.0)), 0).astype(np.float32)
    return result


def _pitches(hz: Floats, first: NDArray[np.int64], last: NDArray[np.int64]) -> Floats:
    heights = semitones(hz)
    found = np.zeros((len(first), 3), np.float32)
    for unit, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        inside = heights[a : max(b, a + 1)]
        voiced = inside[inside > 0]
        if len(voiced) * 2 >= len(inside) and len(voiced):
            edge = max(1, len(voiced) // 3)
            found[unit] = voiced[:edge].mean(), np.median(voiced), voiced[-edge:].mean()
    return found


def _edges(cepstra: Floats, frames: NDArray[np.int64]) -> Floats:
    """Cepstra around each frame, over 20 ms."""
    total = np.zeros((len(frames), cepstra.shape[1] - 1), np.float32)
    for step in range(-_EDGE_FRAMES, _EDGE_FRAMES):
        total += cepstra[np.clip(frames + step, 0, len(cepstra) - 1), 1:]
    return np.asarray(total / np.float32(2 * _EDGE_FRAMES), np.float32)


def _means(values: Floats | None, first: NDArray[np.int64], last: NDArray[np.int64]) -> Floats:
    """Of the frames of each unit; 0 where nothing is known."""
    if values is None:
        return np.zeros(len(first), np.float32)
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    return np.asarray((sums[last] - sums[first]) / np.maximum(last - first, 1), np.float32)


def _at(values: Floats, frames: NDArray[np.int64]) -> Floats:
    found: Floats = values[np.clip(frames, 0, len(values) - 1)]
    return found


def gather(parts: Sequence[Units]) -> Units:
    """All units in one."""
    return Units(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Units)
        }
    )


def gather_contexts(parts: Sequence[Context]) -> Context:
    return Context(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Context)
        }
    )
