"""What is handed on in one file may be lighter, and lasts as long."""

from __future__ import annotations

import io

import numpy as np
import soundfile

from builder.narration.lightening import LIGHT_KBPS, lighter
from builder.narration.mastering import Mastering, encode, preferred_encoder


def a_tone(seconds: float = 2.0) -> bytes:
    how = Mastering(encoder=preferred_encoder())
    at = np.arange(round(seconds * how.rate_hz)) / how.rate_hz
    return encode((0.3 * np.sin(2 * np.pi * 440 * at)).astype(np.float32), how)


def test_a_lighter_clip_has_fewer_bits_and_the_same_sound_at_the_same_time() -> None:
    whole = a_tone()
    light = lighter(whole)
    assert len(light) < len(whole) * (LIGHT_KBPS + 1) / Mastering().bitrate_kbps
    before, rate_hz = soundfile.read(io.BytesIO(whole), dtype="float32")
    after, again_hz = soundfile.read(io.BytesIO(light), dtype="float32")
    assert again_hz == rate_hz
    assert abs(len(after) - len(before)) < 0.1 * rate_hz
    length = min(len(before), len(after)) - 4000
    assert np.corrcoef(before[4000:length], after[4000:length])[0, 1] > 0.95


def test_the_same_clip_gives_the_same_bytes() -> None:
    assert lighter(a_tone()) == lighter(a_tone())


def test_what_is_no_sound_stays_as_it_is() -> None:
    assert lighter(b"nothing to hear") == b"nothing to hear"
