"""The bytes of a clip: real bitrate, real length, same bytes each time."""

from __future__ import annotations

import io
import subprocess
import sys

import numpy as np
import pytest
import soundfile

from builder.narration.loudness import loudness_lufs, true_peak
from builder.narration.mastering import Encoder, Mastering, finish, preferred_encoder
from builder.narration.voices import Sound
from tests.narration.tone_voice import RATE_HZ, ToneVoice, tone

ENCODERS: list[Encoder] = ["libsndfile"]
if preferred_encoder() == "lame":
    ENCODERS.append("lame")


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("bitrate_kbps", [24, 32])
@pytest.mark.parametrize("seconds", [0.15, 1.0, 4.4, 9.7])
def test_a_clip_is_a_constant_bitrate_mp3_as_long_as_it_says(
    encoder: Encoder, bitrate_kbps: int, seconds: float
) -> None:
    mastering = Mastering(encoder=encoder, bitrate_kbps=bitrate_kbps)
    finished = finish(Sound(tone(300, seconds), RATE_HZ), mastering)
    samples, rate_hz = soundfile.read(io.BytesIO(finished.mp3))
    assert rate_hz == 22_050
    assert samples.ndim == 1
    assert finished.duration_ms == pytest.approx(1000 * len(samples) / rate_hz, abs=1)
    assert finished.duration_ms >= seconds * 1000
    frame = 72_000 * bitrate_kbps / 22_050
    assert len(finished.mp3) == pytest.approx(len(samples) / 576 * frame, abs=frame / 10)


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("bitrate_kbps", [24, 32])
def test_a_decoded_clip_has_the_loudness_and_no_clipped_peak(
    encoder: Encoder, bitrate_kbps: int
) -> None:
    mastering = Mastering(encoder=encoder, bitrate_kbps=bitrate_kbps)
    finished = finish(Sound(tone(300, 3.0, level=0.02), RATE_HZ), mastering)
    samples = soundfile.read(io.BytesIO(finished.mp3), dtype="float32")[0]
    assert loudness_lufs(samples, 22_050) == pytest.approx(-19, abs=0.2)
    assert true_peak(samples) < 1.0


@pytest.mark.parametrize("encoder", ENCODERS)
def test_words_start_where_they_are_heard(encoder: Encoder) -> None:
    """A silent lead is cut and decoders add a delay: both must be in the times."""
    beep = tone(600, 0.2)
    quiet = np.zeros(RATE_HZ // 2, np.float32)
    sound = Sound(np.concatenate([quiet, beep, quiet, beep]), RATE_HZ, (500, 1200))
    finished = finish(sound, Mastering(encoder=encoder))
    heard = np.flatnonzero(np.abs(soundfile.read(io.BytesIO(finished.mp3))[0]) > 0.02)
    assert len(finished.word_starts_ms) == 2
    first_ms = heard[0] * 1000 / 22_050
    assert finished.word_starts_ms[0] == pytest.approx(first_ms, abs=15)
    assert finished.word_starts_ms[1] - finished.word_starts_ms[0] == 700


def test_a_sign_after_the_last_word_starts_within_the_clip() -> None:
    quiet = np.zeros(RATE_HZ, np.float32)
    sound = Sound(np.concatenate([tone(600, 0.5), quiet]), RATE_HZ, (0, 1400))
    finished = finish(sound, Mastering(encoder=ENCODERS[-1]))
    assert finished.word_starts_ms[-1] == finished.duration_ms


def test_silence_is_no_clip() -> None:
    with pytest.raises(ValueError, match="silence"):
        finish(Sound(np.zeros(9_000, np.float32), RATE_HZ), Mastering())


def test_a_new_process_writes_the_same_bytes() -> None:
    here = finish(ToneVoice().speak("aw ni ce", "bm"), Mastering(encoder=ENCODERS[-1])).mp3
    code = (
        "import sys; from tests.narration.tone_voice import ToneVoice\n"
        "from builder.narration.mastering import Mastering, finish\n"
        f"m = Mastering(encoder={ENCODERS[-1]!r})\n"
        "sys.stdout.buffer.write(finish(ToneVoice().speak('aw ni ce', 'bm'), m).mp3)"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    assert here == there


def test_every_setting_that_changes_the_sound_is_in_the_settings() -> None:
    variants = [
        Mastering(),
        Mastering(loudness_lufs=-20),
        Mastering(ceiling_dbtp=-2),
        Mastering(rate_hz=24_000),
        Mastering(bitrate_kbps=32),
        Mastering(encoder="libsndfile"),
    ]
    assert len({variant.settings for variant in variants}) == len(variants)
