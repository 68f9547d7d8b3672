"""A recording cut at its silences: the pieces in which something is heard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.recording.hearing import STEP_S, Floats

_LEAST_GAP_S = 0.3
_LEAST_SOUND_S = 0.1
"""A shorter one is a click."""
_FLOOR_OVER_S = 30.0
_FLOOR_PERCENTILE, _LOUD_PERCENTILE = 8, 97
_MOST_RANGE_DB = 45.0
"""Silence that a machine has made is no measure of a room."""
_THRESHOLD_SHARE, _LEAST_OVER_FLOOR_DB = 0.33, 5.0


@dataclass(frozen=True)
class Piece:
    """From step `start` to `end` of a recording, silence on both sides."""

    start: int
    end: int

    @property
    def seconds(self) -> float:
        return (self.end - self.start) * STEP_S


def cut_at_silences(level_db: Floats) -> list[Piece]:
    """In order; what is silence is measured around each place, since rooms and motors change."""
    if not len(level_db):
        return []
    loud = float(np.percentile(level_db, _LOUD_PERCENTILE))
    floor = np.maximum(_floor(level_db), loud - _MOST_RANGE_DB)
    over = np.maximum((loud - floor) * _THRESHOLD_SHARE, _LEAST_OVER_FLOOR_DB)
    smooth = np.convolve(level_db, np.full(3, 1 / 3), "same")
    heard = smooth > floor + over
    edges = np.flatnonzero(np.diff(np.concatenate([[False], heard, [False]]).astype(np.int8)))
    runs: list[list[int]] = []
    for start, end in edges.reshape(-1, 2).tolist():
        if runs and (start - runs[-1][1]) * STEP_S < _LEAST_GAP_S:
            runs[-1][1] = end
        else:
            runs.append([start, end])
    return [Piece(a, b) for a, b in runs if (b - a) * STEP_S >= _LEAST_SOUND_S]


def _floor(level_db: Floats) -> NDArray[np.float64]:
    """What is heard where nobody speaks, around each step."""
    width = round(_FLOOR_OVER_S / STEP_S)
    middles = np.arange(0, len(level_db), width // 4)
    found = [
        np.percentile(level_db[max(0, at - width // 2) : at + width // 2], _FLOOR_PERCENTILE)
        for at in middles
    ]
    return np.interp(np.arange(len(level_db)), middles, found)
