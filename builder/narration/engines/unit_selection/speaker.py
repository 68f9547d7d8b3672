"""A learnt voice at work: a reading becomes units, units become sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.context import describe
from builder.narration.engines.unit_selection.features import HOP, RATE_HZ, Floats
from builder.narration.engines.unit_selection.joining import (
    OVERLAP,
    Joined,
    Piece,
    join,
    shifted,
)
from builder.narration.engines.unit_selection.prosody import Prosody
from builder.narration.engines.unit_selection.reading import Reading
from builder.narration.engines.unit_selection.search import Chosen, Inventory, Wanted, Weights
from builder.narration.engines.unit_selection.units import semitones

_LONGEST_PAUSE_S = 0.45
_EDGE_MARGIN = OVERLAP
WHOLE = 14


@dataclass(frozen=True)
class Settings:
    """`free_semitones` is how far a pitch may be off before it is moved; beyond it only the rest
    is taken off, times `obedience`, and never more than `most_semitones`."""

    weights: Weights = field(default_factory=Weights)
    free_semitones: float = 1.0
    obedience: float = 1.0
    most_semitones: float = 5.0
    freedom_of_wholes: float = 2.0
    """How much further off a piece of at least `WHOLE` half sounds may be: it keeps her melody."""


@dataclass(frozen=True)
class Take:
    """One take as it is used: samples at `RATE_HZ`, hertz of its frames, beats of its voice."""

    samples: NDArray[np.int16]
    hz: Floats
    beats: NDArray[np.int64]


@dataclass(frozen=True)
class Spoken:
    """A sentence with what was asked and what was chosen for it."""

    joined: Joined
    wanted: Wanted
    chosen: Chosen


@dataclass(frozen=True)
class Speaker:
    """`numbers` gives each symbol its number; `takes` are by the units' take numbers."""

    numbers: Mapping[str, int]
    inventory: Inventory
    prosody: Prosody
    takes: Mapping[int, Take]
    settings: Settings = field(default_factory=Settings)

    def plan(
        self, reading: Reading, *, without: frozenset[int] = frozenset()
    ) -> tuple[Wanted, Chosen | None]:
        context = describe(reading.phones, self.numbers, is_question=reading.is_question)
        wanted = Wanted(context, self.prosody.log_durations(context), self.prosody.pitches(context))
        return wanted, self.inventory.choose(wanted, self.settings.weights, without=without)

    def speak(self, reading: Reading, *, without: frozenset[int] = frozenset()) -> Spoken | None:
        """None when a sound is lacking."""
        wanted, chosen = self.plan(reading, without=without)
        if chosen is None:
            return None
        return Spoken(join(self._pieces(reading, wanted, chosen)), wanted, chosen)

    def _pieces(self, reading: Reading, wanted: Wanted, chosen: Chosen) -> list[Piece]:
        units, numbers = self.inventory.units, chosen.units
        breaks = [
            place
            for place in range(1, len(numbers))
            if not (numbers[place] == numbers[place - 1] + 1 and units.follows[numbers[place]])
        ]
        pieces = []
        for first, last in zip([0, *breaks], [*breaks, len(numbers)], strict=True):
            pieces.append(self._piece(wanted, numbers, first, last, self._pause(reading, last)))
        return pieces

    def _pause(self, reading: Reading, place: int) -> int | None:
        """Samples of silence after the half sound before `place`; None for none."""
        phone = reading.phones[(place - 1) // 2]
        if place == 2 * len(reading.phones):
            return 0
        if place % 2 or not phone.pause:
            return None
        following = reading.phones[place // 2]
        silence_s = (following.start - phone.end) / reading.rate_hz
        return round(min(max(silence_s, 0.08), _LONGEST_PAUSE_S) * RATE_HZ)

    def _piece(
        self,
        wanted: Wanted,
        numbers: NDArray[np.intp],
        first: int,
        last: int,
        pause: int | None,
    ) -> Piece:
        units = self.inventory.units
        run = numbers[first:last]
        take = self.takes[int(units.take[run[0]])]
        start = max(0, int(units.start[run[0]]) - _EDGE_MARGIN)
        stop = min(len(take.samples), int(units.end[run[-1]]) + _EDGE_MARGIN)
        samples = take.samples[start:stop].astype(np.float32) / np.float32(32768)
        edges = np.append(units.start[run], units.end[run[-1]]).astype(np.int64) - start
        asked = wanted.pitch[first:last] - units.pitch[run, 1]
        asked = np.where(units.pitch[run, 1] > 0, asked, 0.0)
        free = self.settings.free_semitones
        if last - first >= WHOLE:
            free += self.settings.freedom_of_wholes
        moved = np.sign(asked) * np.maximum(np.abs(asked) - free, 0)
        moved = np.clip(
            moved * self.settings.obedience,
            -self.settings.most_semitones,
            self.settings.most_semitones,
        )
        if not np.any(np.abs(moved) > 0.05):
            return Piece(samples, edges, pause)
        inside = (take.beats >= start) & (take.beats < stop)
        beats = take.beats[inside] - start
        frames = np.minimum((take.beats[inside] + HOP // 2) // HOP, len(take.hz) - 1)
        middles = (edges[:-1] + edges[1:]) / 2
        change = np.interp(beats, middles, moved).astype(np.float32)
        made, places = shifted(samples, beats, take.hz[frames] > 0, change)
        if len(places) != len(beats) or len(beats) < 3:
            return Piece(samples, edges, pause)
        known = np.concatenate([[0], beats, [len(samples)]])
        now = np.concatenate([[0], places, [len(made)]])
        return Piece(made, np.round(np.interp(edges, known, now)).astype(np.int64), pause)


def pitch_of(spoken: Spoken, hz: Floats) -> Floats:
    """Semitones of each half sound in the result, 0 without voice; `hz` are its frames."""
    edges = spoken.joined.edges // HOP
    heights = semitones(hz)
    found = np.zeros(len(edges) - 1, np.float32)
    for place, (a, b) in enumerate(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)):
        inside = heights[a : max(b, a + 1)]
        voiced = inside[inside > 0]
        if len(voiced) * 2 >= len(inside) and len(voiced):
            found[place] = float(np.median(voiced))
    return found
