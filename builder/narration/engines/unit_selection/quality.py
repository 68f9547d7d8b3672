"""What instruments say of a sentence that was put together; no ear has taken part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from builder.narration.engines.unit_selection import features, pitch
from builder.narration.engines.unit_selection.features import RATE_HZ, Floats
from builder.narration.engines.unit_selection.reading import Reading
from builder.narration.engines.unit_selection.speaker import Spoken, pitch_of
from builder.narration.engines.unit_selection.units import Units
from builder.narration.engines.unit_selection.warping import distortion_db
from builder.narration.loudness import Samples

HIGH, LOW = "H", "L"
_ASKED_APART = 1.0
_SPEECH_UNDER_PEAK_DB = 40.0

LEAST_ORDER = 0.8
MOST_PITCH_JUMP = 7.0
MOST_JOIN_COST = 4.5
MOST_LENGTH_RATIO = 3.5
_MOST_BAD_LENGTHS = 0.06


@dataclass(frozen=True)
class SentenceMeasures:
    """Joins are counted within phrases. `pitch_jumps` are semitones at joins with voice on both
    sides; `asked` and `got` semitones of nuclei, 0 where no voice was found; `order` is how many
    neighbouring pairs came out as asked, of `pairs`; `length_ratios` are of all half sounds."""

    seconds: float
    joins: int
    join_costs: Floats
    pitch_jumps: Floats
    asked: Floats
    got: Floats
    order: int
    pairs: int
    length_ratios: Floats


def measure(spoken: Spoken, reading: Reading, units: Units, *, is_tonal: bool) -> SentenceMeasures:
    """`is_tonal`: pairs are high and low tones; else those that were asked to be apart."""
    samples = spoken.joined.samples
    context = spoken.wanted.context
    heights = pitch_of(spoken, pitch.track(samples))
    joined = np.flatnonzero(spoken.chosen.join_costs > 0)
    chosen = spoken.chosen.units
    before, after = units.pitch[chosen[joined - 1], 2], units.pitch[chosen[joined], 0]
    both = (before > 0) & (after > 0)
    order, pairs = _order(reading, spoken.wanted.pitch, heights, is_tonal=is_tonal)
    got_lengths = np.diff(spoken.joined.edges) / RATE_HZ
    return SentenceMeasures(
        seconds=len(samples) / RATE_HZ,
        joins=len(joined),
        join_costs=spoken.chosen.join_costs[joined],
        pitch_jumps=np.abs(before - after)[both],
        asked=spoken.wanted.pitch[context.nucleus],
        got=heights[context.nucleus],
        order=order,
        pairs=pairs,
        length_ratios=(got_lengths / np.exp(spoken.wanted.log_duration)).astype(np.float32),
    )


def _order(reading: Reading, asked: Floats, heights: Floats, *, is_tonal: bool) -> tuple[int, int]:
    """Neighbouring nuclei of one phrase: how many lie as asked, of how many."""
    nuclei: list[tuple[str, float, float]] = []
    right = pairs = 0
    for number, phone in enumerate(reading.phones):
        if phone.is_nucleus:
            got = [h for h in heights[2 * number : 2 * number + 2] if h > 0]
            if got:
                here = (phone.tone, float(np.mean(asked[2 * number : 2 * number + 2])),
                        float(np.mean(got)))  # fmt: skip
                if nuclei:
                    last = nuclei[-1]
                    if is_tonal and {last[0], here[0]} == {HIGH, LOW}:
                        pairs += 1
                        right += (here[2] > last[2]) == (here[0] == HIGH)
                    elif not is_tonal and abs(here[1] - last[1]) >= _ASKED_APART:
                        pairs += 1
                        right += (here[2] > last[2]) == (here[1] > last[1])
                nuclei.append(here)
            else:
                nuclei.clear()
        if phone.pause:
            nuclei.clear()
    return right, pairs


def doubts(measures: SentenceMeasures) -> tuple[str, ...]:
    """Slugs of what may sound wrong: `tone`, `pitch-jump`, `join`, `length`; none is best."""
    found = []
    if measures.pairs >= 2 and measures.order < LEAST_ORDER * measures.pairs:
        found.append("tone")
    if measures.pitch_jumps.max(initial=0) > MOST_PITCH_JUMP:
        found.append("pitch-jump")
    if measures.join_costs.max(initial=0) > MOST_JOIN_COST:
        found.append("join")
    off = np.abs(np.log(np.maximum(measures.length_ratios, 1e-3))) > np.log(MOST_LENGTH_RATIO)
    if np.mean(off) > _MOST_BAD_LENGTHS:
        found.append("length")
    return tuple(found)


def contour(measures: Sequence[SentenceMeasures]) -> tuple[float, float]:
    """Correlation of asked and found pitch over nuclei, and semitones between them (RMS)."""
    asked = np.concatenate([one.asked for one in measures])
    got = np.concatenate([one.got for one in measures])
    heard = got > 0
    if np.count_nonzero(heard) < 3:
        return 0.0, 99.0
    apart = asked[heard] - got[heard]
    correlation = float(np.corrcoef(asked[heard], got[heard])[0, 1])
    return correlation, float(np.sqrt(np.mean(np.square(apart))))


def distortion_of(one: Samples, other: Samples) -> float:
    """Mel-cepstral distortion in dB of what is not silent in two sounds at `RATE_HZ`."""
    return distortion_db(_speech(one), _speech(other))


def _speech(samples: Samples) -> Floats:
    level = features.level_db(samples)
    values: Floats = features.cepstra(samples)[level > level.max() - _SPEECH_UNDER_PEAK_DB][:, 1:]
    return values
