"""What is measured of a sound is what was put into it."""

from __future__ import annotations

import numpy as np
import pytest

from builder.narration.engines.unit_selection import features, pitch
from builder.narration.engines.unit_selection.features import HOP, RATE_HZ
from builder.narration.engines.unit_selection.joining import shifted
from builder.narration.engines.unit_selection.warping import distortion_db, warp
from builder.narration.loudness import Samples
from tests.unit_selection.narrator import noise


def buzz(hz: float, seconds: float) -> Samples:
    """A voice of even pulses through two resonances."""
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    waves = sum(np.cos(2 * np.pi * hz * n * t) / n for n in range(1, int(4000 / hz)))
    return np.asarray(0.1 * waves, np.float32)


@pytest.mark.parametrize("hz", [95.0, 140.0, 220.0, 330.0])
def test_the_pitch_of_a_voice_is_found(hz: float) -> None:
    found = pitch.track(buzz(hz, 0.5))[10:-10]
    assert np.all(found > 0)
    assert abs(12 * np.log2(np.median(found) / hz)) < 0.1


def test_breath_has_no_pitch() -> None:
    assert np.mean(pitch.track(noise(RATE_HZ, 0.1)) > 0) < 0.05


def test_a_beat_is_marked_for_each_period() -> None:
    samples = buzz(150, 0.4)
    periods = np.diff(pitch.beats(samples, pitch.track(samples)))[5:-5]
    assert abs(np.median(periods) - RATE_HZ / 150) <= 1


@pytest.mark.parametrize("semitones", [-3.0, 2.0])
def test_a_voice_is_moved_by_as_much_as_asked_and_no_longer(semitones: float) -> None:
    samples = buzz(160, 0.6)
    beats = pitch.beats(samples, pitch.track(samples))
    change = np.full(len(beats), semitones, np.float32)
    made, _ = shifted(samples, beats, np.ones(len(beats), bool), change)
    found = np.median(pitch.track(made)[20:-20])
    assert abs(12 * np.log2(found / 160) - semitones) < 0.25
    assert abs(len(made) - len(samples)) < RATE_HZ // 100


def test_what_is_not_moved_does_not_change() -> None:
    samples = buzz(160, 0.4)
    beats = pitch.beats(samples, pitch.track(samples))
    still = np.zeros(len(beats), np.float32)
    made, places = shifted(samples, beats, np.ones(len(beats), bool), still)
    assert np.array_equal(places, beats)
    inside = slice(int(beats[1]), int(beats[-2]))
    assert np.abs(made[inside] - samples[inside]).max() < 1e-4


def test_a_sound_is_found_again_when_it_is_said_slower() -> None:
    rows = np.random.RandomState(1).standard_normal((60, 5)).astype(np.float32)
    slower = np.repeat(rows, 2, axis=0)
    path = warp(slower, rows)
    assert np.abs(path - np.arange(120) // 2).max() <= 2
    assert distortion_db(slower, rows) < 1.0


def test_a_frame_is_five_milliseconds() -> None:
    samples = buzz(150, 1.0)
    assert len(features.cepstra(samples)) == len(samples) // HOP + 1
    assert len(pitch.track(samples)) == len(features.level_db(samples))
