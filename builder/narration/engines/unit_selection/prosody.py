"""How long and how high she says a sound where it stands: two linear rules learnt of her takes.

What decides them is the reading's alone (tone, neighbours' tones, downsteps, place in the
phrase); her takes give only their size: how far her high is above her low, how much she drifts
down, how she lengthens an end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.context import (
    LAST_NUCLEUS,
    PHRASE_END,
    PHRASE_START,
    TONES,
    WORD_END,
    WORD_START,
    Context,
)
from builder.narration.engines.unit_selection.features import Floats
from builder.narration.engines.unit_selection.units import Units

_RIDGE = 3.0
_FLAGS = (PHRASE_START, PHRASE_END, WORD_START, WORD_END, LAST_NUCLEUS)
_OUTLIER_SPREADS = 3.0


@dataclass(frozen=True)
class Prosody:
    """Weights of both rules; see `_causes` for what they weigh."""

    duration: NDArray[np.float64]
    pitch: NDArray[np.float64]
    sound_count: int

    def log_durations(self, context: Context) -> Floats:
        """Of each half sound, in log seconds."""
        result: Floats = (_causes_of_length(context, self.sound_count) @ self.duration).astype(
            np.float32
        )
        return result

    def pitches(self, context: Context) -> Floats:
        """Semitones over 1 Hz of each half sound: by the rule in nuclei, between them a line."""
        by_rule = _causes_of_pitch(context) @ self.pitch
        places = np.arange(len(context))
        known = np.flatnonzero(context.nucleus)
        if not len(known):
            known = places
        result: Floats = np.interp(places, known, by_rule[known]).astype(np.float32)
        return result


def learn_prosody(context: Context, units: Units, sound_count: int) -> Prosody:
    voiced = context.nucleus & (units.pitch[:, 1] > 0) & units.good
    return Prosody(
        _fit(_causes_of_length(context, sound_count)[units.good], units.log_duration[units.good]),
        _fit(_causes_of_pitch(context)[voiced], units.pitch[voiced, 1]),
        sound_count,
    )


def _fit(causes: NDArray[np.float64], effects: Floats) -> NDArray[np.float64]:
    """Ridge regression, done twice: the second time without what lies far off."""
    weights: NDArray[Any] = np.zeros(causes.shape[1])
    kept = np.ones(len(effects), bool)
    middle = float(np.mean(effects)) if len(effects) else 0.0
    for _ in range(2):
        inputs, outputs = causes[kept], effects[kept] - middle
        square = inputs.T @ inputs + _RIDGE * np.eye(causes.shape[1])
        weights = np.linalg.solve(square, inputs.T @ outputs)
        rest = np.abs(effects - middle - causes @ weights)
        kept = rest <= _OUTLIER_SPREADS * (float(np.std(rest[kept])) + 1e-6)
    weights[0] += middle  # the first cause is always 1
    return weights


def _causes_of_length(context: Context, sound_count: int) -> NDArray[np.float64]:
    sounds = np.eye(sound_count + 1)[np.where(context.sounds < 0, sound_count, context.sounds)]
    right = sounds * context.sides[:, None]
    return np.concatenate([_common(context), sounds, right], axis=1)


def _causes_of_pitch(context: Context) -> NDArray[np.float64]:
    return _common(context)


def _common(context: Context) -> NDArray[np.float64]:
    count = len(context)
    tones = np.eye(len(TONES))[context.tones.astype(np.intp)]
    here = tones[:, 1]
    right = context.sides[:, None].astype(np.float64)
    flags = np.stack([(context.place & flag) > 0 for flag in _FLAGS], axis=1).astype(np.float64)
    through = context.through[:, None].astype(np.float64)
    question = context.is_question[:, None].astype(np.float64)
    last = flags[:, 4:5]
    pair = (here[:, :, None] * tones[:, 2][:, None, :]).reshape(count, -1)
    return np.concatenate(
        [
            np.ones((count, 1)),
            tones.reshape(count, -1),
            pair,
            here * right,
            flags,
            last * here,
            last * right * here,
            through,
            np.square(through),
            question,
            question * last,
            question * through,
            np.minimum(context.steps, 4)[:, None] / 4.0,
            np.minimum(context.phrase, 3)[:, None] / 3.0,
        ],
        axis=1,
    )
