"""What a file claims is looked at before it is decoded: no header can fill the memory."""

from __future__ import annotations

import json
import os
import struct
import tracemalloc
from pathlib import Path

import pytest
import soundfile

from builder.narration.limits import MAX_NOTE_BYTES, MAX_TAKE_SECONDS, read_small_file
from builder.narration.takes import Take, read_note
from builder.narration.voices import Refused
from builder.narration.voices.recording import read
from tests.narration.tone_voice import tone


def wave_header(rate_hz: int, channels: int = 1, data_bytes: int = 800) -> bytes:
    block = 2 * channels
    form = struct.pack("<IHHIIHH", 16, 1, channels, rate_hz, rate_hz * block % 2**32, block, 16)
    body = b"WAVEfmt " + form + b"data" + struct.pack("<I", data_bytes) + bytes(data_bytes)
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize("rate_hz", [1, 3_999, 384_001, 2_147_483_647])
def test_a_rate_that_no_recorder_has_is_refused_before_it_is_decoded(
    tmp_path: Path, rate_hz: int
) -> None:
    file = tmp_path / "a.wav"
    file.write_bytes(wave_header(rate_hz))
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="not-audio"):
            read(file)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_sound_of_too_many_channels_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.wav"
    file.write_bytes(wave_header(8_000, channels=64, data_bytes=12_800))
    with pytest.raises(Refused, match="not-audio"):
        read(file)


def test_a_sound_without_end_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.wav"
    file.write_bytes(wave_header(8_000, data_bytes=2 * 8_000 * (MAX_TAKE_SECONDS + 1)))
    with pytest.raises(Refused, match="endless"):
        read(file)


def test_a_format_of_old_telephones_is_read_or_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.wav"
    soundfile.write(file, tone(300, 1.0, rate_hz=8_000), 8_000, subtype="GSM610")
    try:
        samples, rate_hz = read(file)
    except Refused as refused:
        assert refused.slug == "not-audio"
    else:
        assert (rate_hz, round(len(samples) / rate_hz)) == (8_000, 1)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_note_that_is_a_pipe_is_no_note_and_nothing_waits(tmp_path: Path) -> None:
    take = Take(tmp_path / "a.wav")
    os.mkfifo(take.note)
    with pytest.raises(ValueError, match="no plain file"):
        read_note(take)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_note_that_leads_to_a_device_is_no_note(tmp_path: Path) -> None:
    take = Take(tmp_path / "a.wav")
    take.note.symlink_to("/dev/zero")
    with pytest.raises(ValueError, match="no plain file"):
        read_note(take)


@pytest.mark.parametrize("content", ["[" * 30_000, '{"text": 1}', "null", '{"text": "a"}'])
def test_a_note_that_is_none_is_told(tmp_path: Path, content: str) -> None:
    take = Take(tmp_path / "a.wav")
    take.note.write_text(content, "utf-8")
    with pytest.raises(ValueError):
        read_note(take)


def test_a_note_of_more_than_a_note_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": "a" * MAX_NOTE_BYTES}), "utf-8")
    with pytest.raises(ValueError, match="more than"):
        read_small_file(path)
