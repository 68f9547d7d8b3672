"""Dynamic time warping: which frame of one sound says the same as which of another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.features import Floats

_STEPS = 4
"""How many frames of the model one frame may pass at most: speech up to that much quicker."""
_STEP_COST = (0.3, 0.0, 0.3, 0.8, 1.4)
_SLACK = 0.08


def distances(one: Floats, other: Floats) -> Floats:
    """Euclidean distance of each frame of `one` to each of `other`."""
    squares = np.square(one).sum(axis=1)[:, None] + np.square(other).sum(axis=1)[None, :]
    result: Floats = np.sqrt(np.maximum(squares - 2 * one @ other.T, 0)).astype(np.float32)
    return result


def warp(taken: Floats, model: Floats) -> NDArray[np.intp]:
    """For each frame of `taken` the frame of `model` that it is; never backwards.

    Both begin and end together, give or take a twelfth of the model. The features should weigh
    about one each.
    """
    cost = distances(taken, model)
    cost = cost / max(float(np.median(cost)), 1e-6)
    count, length = cost.shape
    slack = max(_STEPS + 1, round(length * _SLACK))
    back = np.zeros((count, length), np.int8)
    total = np.full(length, np.inf)
    total[:slack] = cost[0, :slack] + 0.1 * np.arange(min(slack, length))
    choices = np.full((_STEPS + 1, length), np.inf)
    for frame in range(1, count):
        choices[:] = np.inf
        for step, price in enumerate(_STEP_COST[: min(_STEPS + 1, length)]):
            choices[step, step:] = total[: length - step] + price
        back[frame] = choices.argmin(axis=0)
        total = choices.min(axis=0) + cost[frame]
    ending = total[max(0, length - slack) :]
    place = max(0, length - slack) + int(np.argmin(ending)) if np.isfinite(ending).any() else 0
    path = np.zeros(count, np.intp)
    for frame in range(count - 1, -1, -1):
        path[frame] = place
        place -= int(back[frame, place])
    return path


def distortion_db(one: Floats, other: Floats) -> float:
    """Mel-cepstral distortion of two sounds of the same words, warped onto each other, in dB.

    `one` and `other` are cepstra from c1 on, of frames that are not silent. Source: Kubichek
    (1993), with the usual 24 or so coefficients.
    """
    path = warp(one, other)
    squares = np.square(one - other[path]).sum(axis=1)
    return float(np.mean(10 / np.log(10) * np.sqrt(2 * squares)))
