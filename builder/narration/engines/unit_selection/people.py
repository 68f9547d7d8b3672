"""Whether takes under one name are of two people: their voices fall in two heaps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.learning import Learnt, Lesson
from builder.narration.engines.unit_selection.units import semitones

_FEWEST_TAKES = 8
_ROUNDS = 12
_LEAST_SHARE = 0.08
_LEAST_GAP = 5.0
"""Between the middles of two heaps, in spreads: one heap cut in two lies 2.7 apart."""


def sound_like_two(learnt: Learnt, lessons: Sequence[Lesson]) -> bool:
    """Judged by the height of the voice, and by how its vowels differ from the same vowels of
    the other takes."""
    kept = [number for number in range(len(lessons)) if number not in learnt.refused]
    if len(kept) < _FEWEST_TAKES:
        return False
    return _gap(_heights(lessons, kept)) > _LEAST_GAP or _gap(_timbre(learnt, kept)) > _LEAST_GAP


def _heights(lessons: Sequence[Lesson], kept: Sequence[int]) -> NDArray[np.float64]:
    """Median semitones of each take, in one column."""
    found = []
    for number in kept:
        heights = semitones(lessons[number].measures.analysis.hz)
        voiced = heights[heights > 0]
        found.append(float(np.median(voiced)) if len(voiced) else 0.0)
    return np.array(found)[:, None]


def _timbre(learnt: Learnt, kept: Sequence[int]) -> NDArray[np.float64]:
    """For each take how its vowels lie against all takes' same vowels."""
    units, context = learnt.units, learnt.context
    vowels = np.flatnonzero(context.nucleus & (context.sides == 0) & units.good)
    sounds = context.sounds[vowels].astype(np.intp)
    values = units.last_edge[vowels].astype(np.float64)
    count = int(sounds.max(initial=0)) + 1
    sums = np.zeros((count, values.shape[1]))
    np.add.at(sums, sounds, values)
    means = sums / np.maximum(np.bincount(sounds, minlength=count), 1)[:, None]
    apart = values - means[sounds]
    takes = units.take[vowels]
    rows = [apart[takes == number].mean(axis=0) for number in kept if np.any(takes == number)]
    return np.array(rows)


def _gap(values: NDArray[np.float64]) -> float:
    """How far apart the two heaps lie that the values fall into best, in spreads within them."""
    if len(values) < _FEWEST_TAKES:
        return 0.0
    centred = values - values.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    line = centred @ axes[0]
    low, high = np.percentile(line, [10, 90])
    for _ in range(_ROUNDS):
        upper = np.abs(line - high) < np.abs(line - low)
        if upper.all() or not upper.any():
            return 0.0
        low, high = float(line[~upper].mean()), float(line[upper].mean())
    if min(upper.mean(), 1 - upper.mean()) < _LEAST_SHARE:
        return 0.0
    within = np.sqrt((np.var(line[upper]) + np.var(line[~upper])) / 2)
    return float((high - low) / max(float(within), 1e-6))
