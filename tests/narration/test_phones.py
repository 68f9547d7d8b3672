"""What telephones record is read without ffmpeg, within the same limits as any take."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from builder.narration import phones
from builder.narration.voices import Refused
from builder.narration.voices.recording import RecordedVoice, read
from tests.narration.tone_voice import tone

RATE_HZ = 48_000
TEXT = "I ni ce, i ka kɛnɛ wa ?"


def recorded(file: Path, codec: str, *, seconds: float = 2.0) -> Path:
    """As a telephone would; the container goes by the name."""
    samples = tone(300, seconds, level=0.3, rate_hz=RATE_HZ)
    with av.open(str(file), "w") as container:
        stream = container.add_stream(codec, rate=RATE_HZ, layout="mono")
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame.from_ndarray(samples[None, :].astype(np.float32), "fltp", "mono")
        frame.sample_rate = RATE_HZ
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    return file


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.m4a", "aac"), ("a.mp4", "aac"), ("a.3gp", "aac"), ("a.aac", "aac"), ("a.webm", "libopus")],
)
def test_each_format_of_telephones_is_a_take(tmp_path: Path, name: str, codec: str) -> None:
    sound = RecordedVoice(recorded(tmp_path / name, codec), "0").speak(TEXT, "bm")
    assert len(sound.samples) / sound.rate_hz == pytest.approx(2.0, abs=0.2)
    assert sound.rate_hz == RATE_HZ


@pytest.mark.parametrize("content", [b"", b"not audio at all", b"\0" * 4096])
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.m4a").write_bytes(content)
    with pytest.raises(Refused):
        read(tmp_path / "a.m4a")


def test_a_file_cut_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    whole = recorded(tmp_path / "whole.m4a", "aac").read_bytes()
    for size in range(0, len(whole), len(whole) // 12):
        cut = tmp_path / "cut.m4a"
        cut.write_bytes(whole[:size])
        try:
            samples, rate_hz = read(cut)
        except Refused:
            continue
        assert len(samples) and rate_hz == RATE_HZ


def test_nothing_is_decoded_past_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phones, "MAX_TAKE_SECONDS", 1)
    with pytest.raises(Refused) as refused:
        read(recorded(tmp_path / "a.m4a", "aac"))
    assert refused.value.slug == "endless"
