"""Which of her half-sounds say a sentence: the cheapest path of what fits and what joins."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.context import (
    LAST_NUCLEUS,
    NO_SOUND,
    PHRASE_END,
    PHRASE_START,
    WORD_END,
    WORD_START,
    Context,
)
from builder.narration.engines.unit_selection.features import Floats
from builder.narration.engines.unit_selection.units import Units

_CANDIDATES = 120
_PLACES = (
    (PHRASE_START, 0.4),
    (PHRASE_END, 0.8),
    (WORD_START, 0.25),
    (WORD_END, 0.25),
    (LAST_NUCLEUS, 0.5),
)
_NEXT_SOUND = {0: (0.25, 1.0, 0.35, 0.1), 1: (0.1, 0.35, 1.0, 0.25)}
"""What each of the four neighbours weighs for a left and for a right half."""
_SAME_CLASS = 0.45
_TRUST = ((8.0, 20.0), (1.0, 0.0))
"""From four sounds in a row just as asked, doubts of their length and pitch go; from ten, they
are gone."""


@dataclass(frozen=True)
class Weights:
    """What each difference costs; units of the others are those of one spectral spread."""

    neighbours: float = 1.0
    tone: float = 1.2
    tone_around: float = 0.35
    duration: float = 0.7
    pitch: float = 0.2
    misfit: float = 0.12
    bad: float = 3.0
    join_spectrum: float = 1.0
    join_pitch: float = 0.25
    join_voice: float = 0.6
    join_level: float = 0.04
    join: float = 0.25
    """Any join at all; one between two sounds, where they bend each other, as much again."""


@dataclass(frozen=True)
class Wanted:
    """A sentence as half sounds, with the length and the pitch each should have."""

    context: Context
    log_duration: Floats
    pitch: Floats


@dataclass(frozen=True)
class Chosen:
    """The numbers of the units, one for each half sound; `join_costs` are 0 where two go on."""

    units: NDArray[np.intp]
    target_costs: Floats
    join_costs: Floats


class Inventory:
    """All of her units, made ready to be searched."""

    def __init__(self, units: Units, context: Context, classes: NDArray[np.int16]) -> None:
        """`classes` has the number of each sound's class."""
        self.units = units
        self.context = context
        self._unlike = _unlikeness(classes)
        spread = np.concatenate([units.first_edge, units.last_edge]).std(axis=0) + 1e-6
        scale = np.float32(1 / np.sqrt(units.first_edge.shape[1])) / spread.astype(np.float32)
        self._firsts, self._lasts = units.first_edge * scale, units.last_edge * scale
        self._keys = _keys(context)
        keys = context.sounds.astype(np.int64) * 2 + context.sides
        order = np.argsort(keys, kind="stable")
        bounds = np.searchsorted(keys[order], np.arange(2 * len(classes) + 1))
        self._of_key = [order[a:b] for a, b in itertools.pairwise(bounds.tolist())]

    def of(self, sound: int, side: int) -> NDArray[np.intp]:
        """The units of one half of a sound, in order."""
        return self._of_key[sound * 2 + side]

    def lacking(self, wanted: Context) -> list[int]:
        """The places whose sound she has never said."""
        return [
            place
            for place in range(len(wanted))
            if wanted.sounds[place] == NO_SOUND
            or not len(self.of(int(wanted.sounds[place]), int(wanted.sides[place])))
        ]

    def choose(
        self,
        wanted: Wanted,
        weights: Weights,
        *,
        without: frozenset[int] = frozenset(),
    ) -> Chosen | None:
        """The cheapest units, none of the takes `without`; None when a sound is lacking."""
        rows: list[NDArray[np.intp]] = []
        costs: list[Floats] = []
        matches = self._matches(wanted.context)
        for place in range(len(wanted.context)):
            sound, side = int(wanted.context.sounds[place]), int(wanted.context.sides[place])
            row = self.of(sound, side) if sound != NO_SOUND else np.zeros(0, np.intp)
            if without:
                row = row[~np.isin(self.units.take[row], list(without))]
            if not len(row):
                return None
            cost = self._target_costs(wanted, place, row, matches[place, row], weights)
            if len(row) > _CANDIDATES:
                best = np.argsort(cost, kind="stable")[:_CANDIDATES]
                row, cost = row[best], cost[best]
            rows.append(row)
            costs.append(cost)
        return self._cheapest(wanted.context, rows, costs, weights)

    def _matches(self, asked: Context) -> NDArray[np.int16]:
        """For each place and unit: how many half sounds in a row she said just as asked, tones
        included, through this unit."""
        keys = _keys(asked)
        same = self._keys[None, :] == keys[:, None]
        before = np.zeros(same.shape, np.int16)
        after = np.zeros(same.shape, np.int16)
        goes_on = self.units.follows[1:]
        before[0] = same[0]
        for place in range(1, len(keys)):
            row = same[place].astype(np.int16)
            if asked.phrase[place] == asked.phrase[place - 1]:
                row[1:] += row[1:] * before[place - 1, :-1] * goes_on
            before[place] = row
        after[-1] = same[-1]
        for place in range(len(keys) - 2, -1, -1):
            row = same[place].astype(np.int16)
            if asked.phrase[place] == asked.phrase[place + 1]:
                row[:-1] += row[:-1] * after[place + 1, 1:] * goes_on
            after[place] = row
        return np.asarray(before + after - same, np.int16)

    def _target_costs(
        self,
        wanted: Wanted,
        place: int,
        row: NDArray[np.intp],
        matches: NDArray[np.int16],
        weights: Weights,
    ) -> Floats:
        here, asked = self.context, wanted.context
        side = int(asked.sides[place])
        cost = np.zeros(len(row), np.float32)
        for column, weight in enumerate(_NEXT_SOUND[side]):
            weight *= weights.neighbours
            cost += weight * self._unlike[asked.around[place, column], here.around[row, column]]
        is_nucleus = bool(asked.nucleus[place])
        tone = weights.tone if is_nucleus else weights.tone_around
        wrong = here.tones[row] != asked.tones[place]
        cost += tone * wrong[:, 1] + weights.tone_around * (wrong[:, 0] + wrong[:, 2])
        other = here.place[row] ^ asked.place[place]
        for flag, weight in _PLACES:
            cost += weight * ((other & flag) > 0)
        # What she said whole is right as she said it, however long and high.
        doubt = np.interp(matches, *_TRUST).astype(np.float32)
        cost += doubt * self._oddity(wanted, place, row, weights, is_nucleus=is_nucleus)
        result: Floats = cost.astype(np.float32)
        return result

    def _oddity(
        self,
        wanted: Wanted,
        place: int,
        row: NDArray[np.intp],
        weights: Weights,
        *,
        is_nucleus: bool,
    ) -> Floats:
        """How far each unit is off in length and pitch, and how sure it is to be that sound."""
        length = np.abs(self.units.log_duration[row] - wanted.log_duration[place])
        heights = self.units.pitch[row, 1]
        off = np.minimum(np.abs(heights - wanted.pitch[place]), 12)
        cost = weights.duration * length
        cost += weights.pitch * np.where(heights > 0, off, 3.0 * is_nucleus)
        cost += weights.misfit * np.minimum(self.units.misfit[row], 15)
        cost += weights.bad * ~self.units.good[row]
        return np.asarray(cost, np.float32)

    def _cheapest(
        self,
        context: Context,
        rows: list[NDArray[np.intp]],
        costs: list[Floats],
        weights: Weights,
    ) -> Chosen:
        total = costs[0].astype(np.float64)
        back: list[NDArray[np.intp]] = []
        for place in range(1, len(rows)):
            joins = self._joins(context, place, rows[place - 1], rows[place], weights)
            sums = total[:, None] + joins
            back.append(sums.argmin(axis=0))
            total = sums.min(axis=0) + costs[place]
        picks = [int(total.argmin())]
        for choices in reversed(back):
            picks.append(int(choices[picks[-1]]))
        picks.reverse()
        units = np.array([row[pick] for row, pick in zip(rows, picks, strict=True)], np.intp)
        target = np.array([c[pick] for c, pick in zip(costs, picks, strict=True)], np.float32)
        joins_made = [
            float(self._joins(context, place, units[place - 1 : place], units[place : place + 1],
                              weights)[0, 0])
            for place in range(1, len(units))
        ]  # fmt: skip
        return Chosen(units, target, np.array([0.0, *joins_made], np.float32))

    def _joins(
        self,
        context: Context,
        place: int,
        before: NDArray[np.intp],
        after: NDArray[np.intp],
        weights: Weights,
    ) -> Floats:
        """What each of `after` costs behind each of `before`."""
        if context.phrase[place] != context.phrase[place - 1]:
            return np.zeros((len(before), len(after)), np.float32)  # a silence is between them
        a, b = self._lasts[before], self._firsts[after]
        apart = np.square(a[:, None, :] - b[None, :, :]).sum(axis=2)
        cost = weights.join_spectrum * np.sqrt(apart)
        high, low = self.units.pitch[before, 2][:, None], self.units.pitch[after, 0][None, :]
        both, one = (high > 0) & (low > 0), (high > 0) ^ (low > 0)
        cost += weights.join_pitch * np.where(both, np.abs(high - low), 0)
        cost += weights.join_voice * one
        levels = self.units.levels[before, 1][:, None] - self.units.levels[after, 0][None, :]
        cost += weights.join_level * np.abs(levels)
        cost += weights.join * (1 + (context.sides[place] == 0))
        goes_on = (after[None, :] == before[:, None] + 1) & self.units.follows[after][None, :]
        result: Floats = np.where(goes_on, 0, cost).astype(np.float32)
        return result


def _keys(context: Context) -> NDArray[np.int64]:
    """One number for each half of a sound, with its tone if it is a nucleus."""
    tones = np.where(context.nucleus, context.tones[:, 1], 0)
    keys = (context.sounds.astype(np.int64) * 2 + context.sides) * 8 + tones
    return np.where(context.sounds == NO_SOUND, -1 - context.sides, keys)


def _unlikeness(classes: NDArray[np.int16]) -> Floats:
    """Between any two sounds, the last row and column being `NO_SOUND`'s: 0 alike, 1 unlike."""
    kinds = np.concatenate([classes, np.array([-9], np.int16)])
    unlike = np.where(kinds[:, None] == kinds[None, :], _SAME_CLASS, 1.0)
    np.fill_diagonal(unlike, 0.0)
    result: Floats = unlike.astype(np.float32)
    return result
