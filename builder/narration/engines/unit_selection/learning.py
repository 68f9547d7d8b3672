"""Takes → a speaker: their sounds found, the bad ones left out, all cut into units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.alignment import (
    Alignment,
    align,
    script,
    states_of,
)
from builder.narration.engines.unit_selection.analysis import TakeMeasures, model_features
from builder.narration.engines.unit_selection.context import Context, describe
from builder.narration.engines.unit_selection.features import HOP, RATE_HZ
from builder.narration.engines.unit_selection.prosody import Prosody, learn_prosody
from builder.narration.engines.unit_selection.reading import Reading
from builder.narration.engines.unit_selection.sounds import PAUSE, SoundModels, learn
from builder.narration.engines.unit_selection.units import Units, cut, gather, gather_contexts

_ROUNDS = 4
_ROUNDS_AFTER_SORTING = 2
_LITTLE_FRAMES = 8 * 60 * RATE_HZ // HOP
"""Eight minutes."""
_FEWEST_SPREADS, _FEWEST_TIMES = 6.0, 1.8
_SPREAD_OF_MEDIAN = 1.4826


@dataclass(frozen=True)
class Lesson:
    """One take to learn from."""

    measures: TakeMeasures
    reading: Reading


@dataclass(frozen=True)
class Learnt:
    """`refused` are the numbers of takes left out, with why (`wrong-text`, `other-person`);
    `doubts` are of every take, None where nothing fitted. Units have the numbers of the takes."""

    symbols: tuple[str, ...]
    units: Units
    context: Context
    prosody: Prosody
    refused: Mapping[int, str]
    doubts: tuple[float | None, ...]


def learn_voice(lessons: Sequence[Lesson]) -> Learnt:
    """At least one lesson; the same lessons give the same voice."""
    symbols = tuple(sorted({p.symbol for one in lessons for p in one.reading.phones}))
    features = [model_features(one.measures.analysis.cepstra) for one in lessons]
    alignments: list[Alignment | None] = [one.measures.alignment for one in lessons]
    everyone = list(range(len(lessons)))
    models: SoundModels | None = None
    for _ in range(_ROUNDS):
        models = _models(symbols, lessons, features, alignments, everyone)
        alignments = _aligned(lessons, features, models)
    refused = _misread(alignments)
    kept = [number for number in everyone if number not in refused]
    if refused and kept:
        for _ in range(_ROUNDS_AFTER_SORTING):
            models = _models(symbols, lessons, features, alignments, kept)
            alignments = _aligned(lessons, features, models)
    doubts = tuple(None if one is None else one.doubt for one in alignments)
    return _cut_all(lessons, alignments, kept, refused, doubts)


def _models(
    symbols: Sequence[str],
    lessons: Sequence[Lesson],
    features: Sequence[NDArray[np.float32]],
    alignments: Sequence[Alignment | None],
    kept: Sequence[int],
) -> SoundModels:
    names = (PAUSE, *symbols)
    # The first alignment keeps its say where there is little: re-estimation alone drifts there.
    is_little = sum(len(features[number]) for number in kept) < _LITTLE_FRAMES
    values, states = [], []
    for number in kept:
        alignment = alignments[number]
        if alignment is None:
            continue
        one = lessons[number]
        first = states_of(one.measures.alignment, one.reading.phones, names, len(features[number]))
        again = [first] if is_little or alignment.states is None else []
        if alignment.states is not None:
            again.append(alignment.states)
        for known in again:
            values.append(features[number])
            states.append(known)
    return learn(names, np.concatenate(values), np.concatenate(states))


def _aligned(
    lessons: Sequence[Lesson], features: Sequence[NDArray[np.float32]], models: SoundModels
) -> list[Alignment | None]:
    return [
        align(values, script(one.reading.phones), models)
        for one, values in zip(lessons, features, strict=True)
    ]


def _misread(alignments: Sequence[Alignment | None]) -> dict[int, str]:
    """Takes that fit their words much worse than the others do."""
    known = np.array([one.doubt for one in alignments if one is not None])
    if not len(known):
        return dict.fromkeys(range(len(alignments)), "wrong-text")
    middle = float(np.median(known))
    spread = _SPREAD_OF_MEDIAN * float(np.median(np.abs(known - middle)))
    most = max(middle + _FEWEST_SPREADS * spread, _FEWEST_TIMES * middle)
    return {
        number: "wrong-text"
        for number, one in enumerate(alignments)
        if one is None or one.doubt > most
    }


def _cut_all(
    lessons: Sequence[Lesson],
    alignments: Sequence[Alignment | None],
    kept: Sequence[int],
    refused: Mapping[int, str],
    doubts: tuple[float | None, ...],
) -> Learnt:
    symbols = tuple(sorted({p.symbol for n in kept for p in lessons[n].reading.phones}))
    numbers = {symbol: number for number, symbol in enumerate(symbols)}
    units, contexts = [], []
    for number in kept:
        alignment = alignments[number]
        assert alignment is not None
        one = lessons[number]
        context = describe(one.reading.phones, numbers, is_question=one.reading.is_question)
        units.append(cut(number, one.measures.analysis, alignment, context))
        contexts.append(context)
    all_units, all_contexts = gather(units), gather_contexts(contexts)
    all_units = replace(all_units, good=all_units.good & ~_far_off(all_units, all_contexts))
    prosody = learn_prosody(all_contexts, all_units, len(symbols))
    return Learnt(symbols, all_units, all_contexts, prosody, dict(refused), doubts)


def _far_off(units: Units, context: Context) -> NDArray[np.bool_]:
    """Units much longer or shorter than others of their sound: the alignment slipped there."""
    keys = context.sounds.astype(np.int64) * 2 + context.sides
    count = int(keys.max()) + 1
    sums = np.bincount(keys, units.log_duration, count)
    seen = np.maximum(np.bincount(keys, minlength=count), 1)
    means = sums / seen
    spread = np.sqrt(np.bincount(keys, np.square(units.log_duration - means[keys]), count) / seen)
    result: NDArray[np.bool_] = np.abs(units.log_duration - means[keys]) > 3 * np.maximum(
        spread[keys], 0.25
    )
    return result
