"""Chosen pieces → one sound: pitch moved where it is too far off, then joined without a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.features import RATE_HZ, Floats
from builder.narration.loudness import Samples

OVERLAP = round(0.010 * RATE_HZ)
_REACH = round(0.005 * RATE_HZ)
"""How far a joint is shifted to where two sounds agree best."""
_LONGEST_PERIOD = RATE_HZ // 60
_MOST_LEVEL_DB = 4.0
_LEVEL_RUN = round(0.02 * RATE_HZ)


@dataclass(frozen=True)
class Piece:
    """What stood together in one take: its samples with `OVERLAP` more at both ends.

    `edges` are where its units begin and the last one ends, in samples of the piece. `pause` is
    how many samples of silence follow it, None when the next piece is joined to it.
    """

    samples: Samples
    edges: NDArray[np.int64]
    pause: int | None = None


@dataclass(frozen=True)
class Joined:
    """`edges` has where each unit begins, and the end of the last; `joins` are where pieces meet,
    in samples."""

    samples: Samples
    edges: NDArray[np.int64]
    joins: tuple[int, ...]


def shifted(
    samples: Samples,
    beats: NDArray[np.int64],
    voiced: NDArray[np.bool_],
    semitones: Floats,
    stretch: Floats | None = None,
) -> tuple[Samples, NDArray[np.int64]]:
    """The samples with each beat of the voice moved: pitch-synchronous overlap-add (PSOLA).

    `semitones` and `voiced` are of each beat, and so is `stretch`, how much longer it shall last.
    Where nothing is moved, nothing changes. The second array gives for each beat where it now is.
    Source: Moulines and Charpentier (1990).
    """
    if len(beats) < 3:
        return samples, beats
    factors = np.where(voiced, 2.0 ** (semitones / 12), 1.0)
    lengths = np.ones(len(beats)) if stretch is None else stretch.astype(np.float64)
    periods = np.diff(beats).astype(np.float64)
    time = np.concatenate([[0.0], np.cumsum(periods * lengths[:-1])]) + beats[0]
    marks = [float(beats[0])]
    sources = [0]
    at = 0
    while True:
        step = periods[min(at, len(periods) - 1)] / factors[at]
        following = marks[-1] + max(step, 8.0)
        if following > time[-1] + 0.5 * step:
            break
        while at + 1 < len(beats) and abs(time[at + 1] - following) <= abs(time[at] - following):
            at += 1
        marks.append(following)
        sources.append(at)
    tail = len(samples) - int(beats[-1])
    output = np.zeros(round(time[-1]) + tail + 2 * _LONGEST_PERIOD, np.float64)
    weight = np.zeros(len(output))
    last = len(beats) - 1
    for place, source in zip(marks, sources, strict=True):
        centre, target = int(beats[source]), round(place)
        left = centre - (int(beats[source - 1]) if source else 0)
        right = (int(beats[source + 1]) if source < last else len(samples)) - centre
        rise = np.ones(left) if not source else _rise(left)
        fall = np.ones(right) if source == last else _rise(right)[::-1]
        window = np.concatenate([rise, fall])
        start = target - left
        skip = max(0, -start)
        part = slice(start + skip, start + len(window))
        output[part] += (samples[centre - left : centre + right] * window)[skip:]
        weight[part] += window[skip:]
    length = round(time[-1]) + tail
    made = output[:length] / np.maximum(weight[:length], 0.5)
    return made.astype(np.float32), np.round(time).astype(np.int64)


def _rise(length: int) -> NDArray[np.float64]:
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / max(length, 1)))


def join(pieces: Sequence[Piece]) -> Joined:
    """All pieces, each laid over the end of the last where the two agree best."""
    made = np.zeros(0, np.float32)
    edges: list[int] = []
    joins: list[int] = []
    pause: int | None = 0
    for piece in pieces:
        samples = piece.samples
        if pause is not None:
            samples = _faded(samples)
            start = len(made) + pause
            made = np.concatenate([made, np.zeros(pause, np.float32), samples])
        else:
            samples, skipped = _fitted(made, samples)
            start = len(made) - len(samples[:OVERLAP]) - skipped
            made, joint = _laid(made, samples)
            joins.append(joint)
        edges += [max(0, start + int(edge)) for edge in piece.edges[:-1]]
        last_edge = start + int(piece.edges[-1])
        pause = piece.pause
        if pause is not None:
            made = _faded_out(made)
    return Joined(made, np.array([*edges, last_edge], np.int64), tuple(joins))


def _fitted(made: Samples, samples: Samples) -> tuple[Samples, int]:
    """The samples from where they agree best with the end of what is made, at its level."""
    ending = made[-OVERLAP:]
    reach = min(_REACH, max(0, len(samples) - 2 * OVERLAP))
    if len(ending) < OVERLAP or reach < 1:
        return samples, 0
    windows = np.lib.stride_tricks.sliding_window_view(samples[: OVERLAP + reach], OVERLAP)
    energy = np.sqrt(np.square(windows).sum(axis=1)) + 1e-4
    likeness = (windows * ending).sum(axis=1) / energy
    likeness -= 0.02 * np.arange(len(likeness)) / len(likeness) * np.abs(likeness).max()
    skip = int(likeness.argmax())
    return _levelled(made, samples[skip:]), skip


def _levelled(made: Samples, samples: Samples) -> Samples:
    """The samples brought half the way to the level before them, over 20 ms."""
    before = float(np.sqrt(np.mean(np.square(made[-_LEVEL_RUN:])))) + 1e-4
    after = float(np.sqrt(np.mean(np.square(samples[:_LEVEL_RUN])))) + 1e-4
    gap_db = np.clip(20 * np.log10(before / after), -_MOST_LEVEL_DB, _MOST_LEVEL_DB)
    length = min(4 * _LEVEL_RUN, len(samples))
    ramp = 10 ** (np.linspace(gap_db, 0, length) / 20)
    result = samples.copy()
    result[:length] *= ramp.astype(np.float32)
    return result


def _laid(made: Samples, samples: Samples) -> tuple[Samples, int]:
    count = min(OVERLAP, len(made), len(samples))
    rise = _rise(count).astype(np.float32)
    mixed = made[len(made) - count :] * rise[::-1] + samples[:count] * rise
    return np.concatenate([made[: len(made) - count], mixed, samples[count:]]), len(
        made
    ) - count // 2


def _faded(samples: Samples) -> Samples:
    count = min(OVERLAP, len(samples))
    result = samples.copy()
    result[:count] *= _rise(count).astype(np.float32)
    return result


def _faded_out(samples: Samples) -> Samples:
    return _faded(samples[::-1])[::-1]
