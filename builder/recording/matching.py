"""Which piece of a recording says which line: by the order, by the length, by the sounds.

Every run of pieces is warped onto what the embedded voice makes of every line. What counts is how
much better it fits one line than it fits lines in general.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from builder.recording.hearing import STEP_S, Floats
from builder.recording.pieces import Piece

MOST_PIECES = 4
"""A sentence with a breath at each comma."""
_LONGEST_BREATH_S = 1.3
_SHORTEST, _LONGEST = 0.5, 2.2
"""How long a run may be, times what the voice takes for the line at this person's pace."""
_EDGE_STEPS = 8
"""Noise hides the ends of a word, which is most of a short one."""
_PRICES = ((0, 0.35), (1, 0.0), (2, 0.35), (3, 1.0))
"""Steps of the model for one of the recording, and what each costs."""
_LEAST_BACKGROUND = 12
LIKELY = 1.0
"""Under it a run is as like any other line: breath, a cough, the beginning of a sentence."""
_MISSED = 0.2
_OTHER_PRICE = 0.4
"""For each spread by which another line would fit better."""
_USUAL_BREATH_S, _BREATH_PRICE = 0.5, 1.5
_LONG_STEPS = 60
_FRAMES_AT_ONCE = 16
_NEVER = -1e9

Progress = Callable[[int, int], None]


def _untold(done: int, total: int) -> None:
    """Nobody is told how far it is."""


@dataclass(frozen=True)
class Model:
    """How a line sounds when the embedded voice reads it, `steps` long.

    `cepstra` is None where no voice can: then its length is guessed, and nothing else is known.
    """

    words: str
    steps: int
    cepstra: Floats | None


@dataclass(frozen=True)
class Run:
    """Pieces `first` to `last`, both inside."""

    first: int
    last: int


@dataclass(frozen=True)
class Scores:
    """How much better each run fits each line than lines in general, in spreads of such fits;
    `_NEVER` where it cannot be. Columns are those of the models."""

    of: Mapping[Run, NDArray[np.float64]] = field(repr=False)


def standard(cepstra: Floats, spoken: NDArray[np.bool_]) -> Floats:
    """As far from their mean in speech as others are: another mouth, another microphone."""
    inside = cepstra[spoken] if spoken.any() else cepstra
    result: Floats = (cepstra - inside.mean(axis=0)) / (inside.std(axis=0) + 1e-6)
    return result


def runs_of(pieces: Sequence[Piece]) -> Iterator[Run]:
    """Every piece, and pieces that a breath alone parts."""
    for first in range(len(pieces)):
        for last in range(first, min(first + MOST_PIECES, len(pieces))):
            gap = (pieces[last].start - pieces[last - 1].end) * STEP_S if last > first else 0
            if gap > _LONGEST_BREATH_S:
                break
            yield Run(first, last)


def score(
    cepstra: Floats, pieces: Sequence[Piece], models: Sequence[Model], told: Progress = _untold
) -> Scores:
    """`cepstra` are of the whole recording, as `standard` as the models'."""
    lengths = np.array([model.steps for model in models])
    mute = np.array([model.cepstra is None for model in models])
    found: dict[Run, NDArray[np.float64]] = {}
    for run in runs_of(pieces):
        span = cepstra[pieces[run.first].start : pieces[run.last].end]
        ratio = (len(span) + _EDGE_STEPS) / (lengths + _EDGE_STEPS)
        fit = np.flatnonzero((ratio > _SHORTEST) & (ratio < _LONGEST) & ~mute)
        costs = np.full(len(models), np.nan)
        if len(fit):
            known = [sound for at in fit.tolist() if (sound := models[at].cepstra) is not None]
            costs[fit] = _warped(span, known) + 0.25 * np.abs(np.log(ratio[fit]))
        scores = _over_background(costs)
        scores -= _BREATH_PRICE * max(0.0, _longest_gap_s(run, pieces) - _USUAL_BREATH_S)
        alike = 1.5 * LIKELY - np.abs(np.log(ratio))
        scores[mute] = np.where((ratio > _SHORTEST) & (ratio < _LONGEST), alike, _NEVER)[mute]
        found[run] = scores
        told(run.first + 1, len(pieces))
    return Scores(found)


def _longest_gap_s(run: Run, pieces: Sequence[Piece]) -> float:
    inside = range(run.first, run.last)
    return max(((pieces[n + 1].start - pieces[n].end) * STEP_S for n in inside), default=0.0)


def _over_background(costs: NDArray[np.float64]) -> NDArray[np.float64]:
    known = costs[np.isfinite(costs)]
    result = np.full(len(costs), _NEVER)
    if not len(known):
        return result
    middle = float(np.median(known))
    below = np.percentile(known, [30, 50])
    # Of few lines the spread is not known: what is usual stands in for it.
    spread = max(float(below[1] - below[0]) * 1.9, 0.035 * middle)
    if len(known) < _LEAST_BACKGROUND:
        spread = max(spread, 0.06 * middle)
    finite = np.isfinite(costs)
    result[finite] = (middle - costs[finite]) / spread
    return result


def _warped(span: Floats, models: Sequence[Floats]) -> NDArray[np.float64]:
    """Mean distance of the span to each model along the best path; both begin and end together."""
    longest = max(map(len, models))
    count = len(models)
    padded = np.zeros((count, longest, span.shape[1]), np.float32)
    for row, model in enumerate(models):
        padded[row, : len(model)] = model
    total = np.full((count, longest), np.inf, np.float32)
    choices = np.full((len(_PRICES), count, longest), np.inf, np.float32)
    for at in range(0, len(span), _FRAMES_AT_ONCE):
        for number, here in enumerate(_distances(span[at : at + _FRAMES_AT_ONCE], padded), at):
            if number == 0:
                total[:, :2] = here[:, :2]
                continue
            for choice, (step, price) in enumerate(_PRICES):
                np.add(total[:, : longest - step], np.float32(price), out=choices[choice, :, step:])
            np.add(choices.min(axis=0), here, out=total)
    ends = np.array([len(model) for model in models])
    rows = np.arange(count)
    last = np.minimum(total[rows, ends - 1], total[rows, np.maximum(ends - 2, 0)])
    result: NDArray[np.float64] = np.where(np.isfinite(last), last / len(span), np.nan)
    return result


def _distances(frames: Floats, models: Floats) -> Floats:
    """Of each frame to each frame of each model."""
    flat = models.reshape(-1, models.shape[2])
    squares = np.square(frames).sum(axis=1)[:, None] + np.square(flat).sum(axis=1)[None]
    near: Floats = np.sqrt(np.maximum(squares - 2 * frames @ flat.T, 0))
    return near.reshape(len(frames), *models.shape[:2])


def place(scores: Scores, pieces: Sequence[Piece], line_count: int) -> dict[int, Run]:
    """The run that says each line, by its place in the sheet: in order, each once or not at all."""
    count = len(pieces)
    value = np.full((count + 1, line_count + 1), _NEVER)
    value[0] = -_MISSED * np.arange(line_count + 1)
    chosen: list[dict[int, Run]] = [{} for _ in range(count + 1)]
    ending: dict[int, list[Run]] = {}
    for run in scores.of:
        ending.setdefault(run.last + 1, []).append(run)
    for after in range(1, count + 1):
        value[after] = value[after - 1]
        for run in ending.get(after, ()):
            gain = _gain(scores, run, pieces)[:line_count]
            told = value[run.first][:-1] + gain
            better = np.flatnonzero(told > value[after][1:])
            for line in better.tolist():
                value[after][line + 1] = told[line]
                chosen[after][line + 1] = run
        for line in range(1, line_count + 1):
            if value[after][line - 1] - _MISSED > value[after][line]:
                value[after][line] = value[after][line - 1] - _MISSED
                chosen[after].pop(line, None)
    return dict(_traced(value, chosen, count, line_count))


def _gain(scores: Scores, run: Run, pieces: Sequence[Piece]) -> NDArray[np.float64]:
    """A long run that fits says more than a short one."""
    steps = pieces[run.last].end - pieces[run.first].start
    weight = min(1.0, steps / _LONG_STEPS) ** 0.5
    row = scores.of[run]
    gain = row - LIKELY - _OTHER_PRICE * (row.max() - row)
    return np.where(gain > 0, gain * weight, _NEVER)


def _traced(
    value: NDArray[np.float64], chosen: Sequence[Mapping[int, Run]], count: int, line_count: int
) -> Iterator[tuple[int, Run]]:
    after, line = count, int(value[count].argmax())
    line = line or line_count
    while after > 0 and line > 0:
        run = chosen[after].get(line)
        if run is not None:
            yield line - 1, run
            after, line = run.first, line - 1
        elif value[after][line] == value[after - 1][line]:
            after -= 1
        else:
            line -= 1
