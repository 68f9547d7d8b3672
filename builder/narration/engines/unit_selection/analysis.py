"""One take measured and aligned for a first time: what learning keeps of it between runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection import features, pitch
from builder.narration.engines.unit_selection.alignment import Alignment, warped
from builder.narration.engines.unit_selection.features import HOP, RATE_HZ
from builder.narration.engines.unit_selection.reading import Reading
from builder.narration.engines.unit_selection.units import Analysis
from builder.narration.loudness import Samples, loudness_lufs
from builder.narration.mastering import resample

LOUDNESS_LUFS = -23.0
"""All takes are brought to it: what is joined later is then alike loud."""
LEAST_SPEECH_OVER_NOISE_DB = 22.0
_SPEECH_UNDER_PEAK_DB = 35.0
_EDGE_FRAMES = 30
_MODEL_CEPSTRA = 13
_LONGEST_STRETCH = 3.2


@dataclass(frozen=True)
class TakeMeasures:
    """`samples` are those of `RATE_HZ`, 16 bits; `alignment` is by warping alone."""

    samples: NDArray[np.int16]
    analysis: Analysis
    alignment: Alignment


class Unfit(Exception):
    """A take that cannot be learnt from; `slug` says why."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(slug)


def measure(samples: Samples, rate_hz: int, reading: Reading) -> TakeMeasures:
    """Raises Unfit: `noise`, `silent`, `wrong-length`."""
    loudness = loudness_lufs(samples, rate_hz)
    if not np.isfinite(loudness):
        raise Unfit("silent")
    louder = samples * np.float32(10 ** ((LOUDNESS_LUFS - loudness) / 20))
    here = _trimmed(resample(louder.astype(np.float32), rate_hz, RATE_HZ))
    level = features.level_db(here)
    if np.percentile(level, 95) - np.percentile(level, 3) < LEAST_SPEECH_OVER_NOISE_DB:
        raise Unfit("noise")
    model = _trimmed(resample(reading.samples, reading.rate_hz, RATE_HZ))
    ratio = len(here) / max(len(model), 1)
    if not 1 / _LONGEST_STRETCH < ratio < _LONGEST_STRETCH:
        raise Unfit("wrong-length")
    cepstra = features.cepstra(here)
    hz = pitch.track(here)
    analysis = Analysis(cepstra, hz, level, pitch.beats(here, hz))
    whole = resample(reading.samples, reading.rate_hz, RATE_HZ)
    first = warped(
        model_features(cepstra)[::2],
        model_features(features.cepstra(whole))[::2],
        reading.phones,
        2 * HOP * reading.rate_hz / RATE_HZ,
    )
    count = len(cepstra)
    alignment = Alignment(
        np.minimum(first.starts * 2, count).astype(np.int32),
        np.minimum(first.ends * 2, count).astype(np.int32),
    )
    kept = np.round(np.clip(here, -1, 1) * 32767).astype(np.int16)
    return TakeMeasures(kept, analysis, alignment)


def model_features(cepstra: features.Floats) -> features.Floats:
    """What sounds are told by: the first cepstra and their slopes."""
    return features.with_changes(cepstra[:, :_MODEL_CEPSTRA])


def _trimmed(samples: Samples) -> Samples:
    """Without the silence before and after, but for 150 ms of it."""
    level = features.level_db(samples)
    loud = np.flatnonzero(level > level.max(initial=-200) - _SPEECH_UNDER_PEAK_DB)
    if not len(loud):
        return samples
    first = max(0, int(loud[0]) - _EDGE_FRAMES) * HOP
    last = min(len(samples), (int(loud[-1]) + _EDGE_FRAMES) * HOP)
    return samples[first:last]
