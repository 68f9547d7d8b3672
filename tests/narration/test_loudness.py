"""Loudness and true peak against signals whose values the standards give."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from builder.narration.loudness import Samples, limit, loudness_lufs, to_loudness, true_peak
from builder.narration.mastering import resample
from tests.narration.tone_voice import tone


def sine(
    hz: float, rate_hz: int, seconds: float = 5.0, level: float = 1.0, phase: float = 0.0
) -> Samples:
    t = np.arange(round(rate_hz * seconds)) / rate_hz
    wave: Samples = (level * np.sin(2 * np.pi * hz * t + phase)).astype(np.float32)
    return wave


@pytest.mark.parametrize("rate_hz", [16_000, 22_050, 24_000, 44_100, 48_000])
def test_a_full_scale_sine_of_997_hz_in_one_channel_has_minus_3_01_lufs(rate_hz: int) -> None:
    """ITU-R BS.1770-5, annex 1, note to the equation of loudness."""
    assert loudness_lufs(sine(997, rate_hz), rate_hz) == pytest.approx(-3.01, abs=0.01)


@pytest.mark.parametrize("level_dbfs", [-6.0, -20.0, -40.0])
def test_loudness_follows_the_level(level_dbfs: float) -> None:
    samples = sine(997, 48_000, level=10 ** (level_dbfs / 20))
    assert loudness_lufs(samples, 48_000) == pytest.approx(-3.01 + level_dbfs, abs=0.02)


@pytest.mark.parametrize("hz", [100, 200, 1000, 4000, 10_000])
def test_each_frequency_has_the_weight_of_the_standards_filters(hz: float) -> None:
    """Against the two filters run sample by sample, as ITU-R BS.1770-5 tabulates them."""
    samples = sine(hz, 48_000, 1.0)
    weighted = run_filter(
        run_filter(
            samples,
            (1.53512485958697, -2.69169618940638, 1.19839281085285),
            (-1.69065929318241, 0.73248077421585),
        ),
        (1.0, -2.0, 1.0),
        (-1.99004745483398, 0.99007225036621),
    )
    settled = weighted[9_600:]
    expected = -0.691 + 10 * np.log10(np.mean(np.square(settled)))
    assert loudness_lufs(samples, 48_000) == pytest.approx(expected, abs=0.1)


def run_filter(
    samples: NDArray[Any], b: tuple[float, ...], a: tuple[float, ...]
) -> NDArray[np.float64]:
    filtered = np.zeros(len(samples))
    z1 = z2 = 0.0
    for index, value in enumerate(samples.tolist()):
        now = b[0] * value + z1
        z1 = b[1] * value - a[0] * now + z2
        z2 = b[2] * value - a[1] * now
        filtered[index] = now
    return filtered


def test_what_is_much_quieter_than_the_rest_does_not_count() -> None:
    """EBU Tech 3341, cases 3 and 4, for one channel."""
    loud = sine(1000, 48_000, 60, 10 ** (-20 / 20))
    quiet = sine(1000, 48_000, 10, 10 ** (-33 / 20))
    nothing = sine(1000, 48_000, 10, 10 ** (-72 / 20))
    together = np.concatenate([nothing, quiet, loud, quiet, nothing])
    assert loudness_lufs(together, 48_000) == pytest.approx(-23.0, abs=0.1)


def test_silence_and_nothing_have_no_loudness() -> None:
    assert loudness_lufs(np.zeros(48_000, np.float32), 48_000) == -np.inf
    assert loudness_lufs(np.zeros(0, np.float32), 48_000) == -np.inf


def test_a_word_shorter_than_a_block_has_a_loudness() -> None:
    assert loudness_lufs(sine(997, 22_050, 0.2), 22_050) == pytest.approx(-3.01, abs=0.3)


def test_the_true_peak_between_two_samples_is_found() -> None:
    """A quarter of the rate at 45°: the samples reach -3 dB, the curve through them 0 dB."""
    samples = sine(12_000, 48_000, 0.5, phase=np.pi / 4)
    samples *= np.hanning(len(samples)).astype(np.float32)
    assert np.abs(samples).max() == pytest.approx(0.707, abs=0.01)
    assert true_peak(samples) == pytest.approx(1.0, abs=0.01)


def test_the_limiter_holds_true_peaks_and_leaves_the_rest_alone() -> None:
    samples = tone(300, 2.0, level=0.4)
    samples[20_000:20_200] *= 4
    limited = limit(samples, 22_050, 0.8)
    assert true_peak(limited) <= 0.8 * 1.02
    assert np.array_equal(limited[:15_000], samples[:15_000])
    assert np.array_equal(limited[30_000:], samples[30_000:])


@pytest.mark.parametrize("level", [0.001, 0.05, 1.0])
def test_everything_comes_to_one_loudness(level: float) -> None:
    noise = np.random.default_rng(7).normal(0, 1, 66_150)
    speech_like = (level * 0.2 * noise * (1 + np.sin(np.arange(66_150) / 1500))).astype(np.float32)
    even = to_loudness(speech_like, 22_050, target_lufs=-19, ceiling_dbtp=-1.5)
    assert loudness_lufs(even, 22_050) == pytest.approx(-19, abs=0.5)
    assert true_peak(even) <= 10 ** (-1.5 / 20) * 1.02


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 24_000, 44_100, 48_000])
def test_resampling_keeps_the_tone_and_the_length(rate_hz: int) -> None:
    samples = resample(tone(440, 1.0, rate_hz=rate_hz), rate_hz, 22_050)
    assert len(samples) == pytest.approx(22_050, abs=1)
    expected = tone(440, 1.0)
    middle = slice(2_000, 20_000)
    assert np.abs(samples[middle] - expected[middle]).max() < 0.005
