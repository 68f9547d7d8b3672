"""What people record on phones: read, trimmed, judged."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from builder.errors import VoiceUnavailable
from builder.narration.loudness import Samples, loudness_lufs
from builder.narration.mastering import Mastering, finish, preferred_encoder
from builder.narration.voices import Refused
from builder.narration.voices.recording import RecordedVoice, is_clipped, read
from tests.narration.tone_voice import RATE_HZ, tone

TEXT = "I kana i ka kumaden dogolen di mɔgɔ si ma"


def take(
    folder: Path, samples: Samples, name: str = "tàke 1.wav", rate_hz: int = RATE_HZ, **options: str
) -> RecordedVoice:
    file = folder / name
    soundfile.write(file, samples, rate_hz, **options)
    return RecordedVoice(file, "0")


def in_a_room(
    speech: Samples, *, before_s: float = 1.0, after_s: float = 1.5, noise: float = 0.001
) -> Samples:
    quiet = [np.zeros(round(seconds * RATE_HZ), np.float32) for seconds in (before_s, after_s)]
    whole = np.concatenate([quiet[0], speech, quiet[1]])
    noisy: Samples = whole + np.random.default_rng(3).normal(0, noise, len(whole)).astype(
        np.float32
    )
    return noisy


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.wav", {}),
        ("a.WAV", {"subtype": "PCM_24", "format": "WAV"}),
        ("a.wav", {"subtype": "FLOAT"}),
        ("a.flac", {}),
        ("a.ogg", {}),
        ("a.opus", {"format": "OGG", "subtype": "OPUS"}),
        ("a.mp3", {}),
    ],
)
def test_the_usual_formats_are_read_with_nothing_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, options: dict[str, str]
) -> None:
    monkeypatch.setenv("PATH", "")
    rate_hz = 48_000
    voice = take(tmp_path, tone(300, 2.0, rate_hz=rate_hz), name, rate_hz, **options)
    sound = voice.speak(TEXT, "bm")
    assert sound.rate_hz == rate_hz
    assert len(sound.samples) / rate_hz == pytest.approx(2.0, abs=0.1)
    assert sound.remarks == ()


def test_a_stereo_recording_becomes_one_channel(tmp_path: Path) -> None:
    left = tone(300, 2.0)
    sound = take(tmp_path, np.stack([left, left * 0], axis=1)).speak(TEXT, "bm")
    assert sound.samples.ndim == 1
    assert np.abs(sound.samples).max() == pytest.approx(0.15, abs=0.01)


def test_silence_before_and_after_is_cut_and_the_ends_are_faded(tmp_path: Path) -> None:
    sound = take(tmp_path, in_a_room(tone(300, 2.0))).speak(TEXT, "bm")
    assert len(sound.samples) / RATE_HZ == pytest.approx(2.24, abs=0.05)
    assert abs(sound.samples[0]) < 0.0005
    assert abs(sound.samples[-1]) < 0.0005


def test_a_pause_inside_stays(tmp_path: Path) -> None:
    pause = np.zeros(RATE_HZ, np.float32)
    speech = np.concatenate([tone(300, 1.0), pause, tone(300, 1.0)])
    sound = take(tmp_path, in_a_room(speech)).speak(TEXT, "bm")
    assert len(sound.samples) / RATE_HZ == pytest.approx(3.24, abs=0.05)


@pytest.mark.parametrize("level", [0.02, 0.1, 0.6])
def test_takes_of_any_level_end_at_one_loudness(tmp_path: Path, level: float) -> None:
    sound = take(tmp_path, in_a_room(tone(300, 2.0, level=level), noise=level / 500)).speak(
        TEXT, "bm"
    )
    clip = tmp_path / "clip.mp3"
    clip.write_bytes(finish(sound, Mastering(encoder=preferred_encoder())).mp3)
    assert loudness_lufs(soundfile.read(clip, dtype="float32")[0], 22_050) == pytest.approx(
        -19, abs=0.2
    )


@pytest.mark.parametrize(
    ("samples", "slug"),
    [
        (np.zeros(RATE_HZ * 2, np.float32), "silent"),
        (tone(300, 2.0, level=0.003), "too-quiet"),
        (tone(300, 0.4), "too-short"),
        (np.zeros(0, np.float32), "not-audio"),
    ],
)
def test_a_take_that_cannot_be_used_says_why(tmp_path: Path, samples: Samples, slug: str) -> None:
    with pytest.raises(Refused) as refused:
        take(tmp_path, samples).speak(TEXT, "bm")
    assert refused.value.slug == slug


def test_a_take_much_longer_than_its_text_is_remarked(tmp_path: Path) -> None:
    assert take(tmp_path, tone(300, 12.0)).speak(TEXT, "bm").remarks == ("too-long",)
    assert take(tmp_path, tone(300, 4.0)).speak(TEXT, "bm").remarks == ()


def test_an_overdriven_take_is_remarked(tmp_path: Path) -> None:
    loud = np.clip(tone(300, 2.0, level=2.0), -1, 1)
    assert take(tmp_path, loud).speak(TEXT, "bm").remarks == ("clipped",)


def test_a_plug_wired_the_wrong_way_round_is_not_silence(tmp_path: Path) -> None:
    left = tone(300, 2.0)
    sound = take(tmp_path, np.stack([left, -left], axis=1)).speak(TEXT, "bm")
    assert np.abs(sound.samples).max() == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize("shift", [0.02, 0.3])
def test_a_card_that_shifts_the_wave_is_centred_and_trimmed(tmp_path: Path, shift: float) -> None:
    room = in_a_room(tone(300, 2.0))
    shifted = take(tmp_path, room + np.float32(shift)).speak(TEXT, "bm")
    assert abs(float(shifted.samples.mean())) < 0.001
    assert len(shifted.samples) / RATE_HZ == pytest.approx(2.24, abs=0.05)


def test_floats_beyond_full_scale_are_turned_down_and_not_cut(tmp_path: Path) -> None:
    loud = take(tmp_path, tone(300, 2.0) * 8, subtype="FLOAT").speak(TEXT, "bm")
    assert loud.remarks == ()
    plain = take(tmp_path, tone(300, 2.0)).speak(TEXT, "bm")
    unit = [one.samples / np.abs(one.samples).max() for one in (loud, plain)]
    assert np.abs(unit[0] - unit[1]).max() < 0.01


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.wav", {}),
        ("a.ogg", {}),
        ("a.opus", {"format": "OGG", "subtype": "OPUS"}),
        ("a.mp3", {}),
    ],
)
def test_a_copy_that_was_broken_off_is_remarked(
    tmp_path: Path, name: str, options: dict[str, str]
) -> None:
    voice = take(tmp_path, tone(300, 4.0, rate_hz=48_000), name, 48_000, **options)
    assert voice.speak(TEXT, "bm").remarks == ()
    whole = voice.file.read_bytes()
    voice.file.write_bytes(whole[: len(whole) * 3 // 4])
    assert voice.speak(TEXT, "bm").remarks == ("cut-off",)


def test_a_recorder_that_never_wrote_the_length_is_believed(tmp_path: Path) -> None:
    voice = take(tmp_path, tone(300, 2.0), "a.wav")
    whole = bytearray(voice.file.read_bytes())
    whole[4:8] = whole[40:44] = b"\xff" * 4
    voice.file.write_bytes(whole)
    assert voice.speak(TEXT, "bm").remarks == ()


@pytest.mark.parametrize("top", [1.0, 0.7])
def test_clipping_is_flat_tops_at_any_level(top: float) -> None:
    assert is_clipped(np.clip(tone(300, 1.0, level=1.5 * top), -top, top))
    assert not is_clipped(tone(300, 1.0, level=top))


@pytest.mark.parametrize("content", [b"", b"RIFF", b"<html>404</html>", b"\x00" * 4096, b"ID3\x04"])
@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.ogg", "a.flac", "a.opus"])
def test_a_file_that_is_no_sound_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read(file)
    assert refused.value.slug == "not-audio"


def test_a_take_that_a_clusters_worker_cannot_reach_is_not_judged(tmp_path: Path) -> None:
    with pytest.raises(VoiceUnavailable) as unavailable:
        RecordedVoice(tmp_path / "elsewhere.wav", "0").speak(TEXT, "bm")
    assert not isinstance(unavailable.value, Refused)


def test_a_phone_format_without_what_reads_it_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("builder.narration.voices.recording.can_read_phones", lambda: False)
    file = tmp_path / "a.m4a"
    file.write_bytes(b"whatever")
    with pytest.raises(VoiceUnavailable, match=r"\.m4a .*run\.py add phone"):
        RecordedVoice(file, "0").speak(TEXT, "bm")


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not on the PATH")
@pytest.mark.parametrize("name", ["a.m4a", "a.webm"])
def test_phone_formats_are_read_with_ffmpeg(tmp_path: Path, name: str) -> None:
    import subprocess

    soundfile.write(tmp_path / "a.wav", tone(300, 2.0), RATE_HZ)
    subprocess.run(["ffmpeg", "-v", "error", "-i", tmp_path / "a.wav", tmp_path / name], check=True)
    sound = RecordedVoice(tmp_path / name, "0").speak(TEXT, "bm")
    assert len(sound.samples) / sound.rate_hz == pytest.approx(2.0, abs=0.15)


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not on the PATH")
def test_a_phone_format_that_is_no_sound_is_refused_by_ffmpeg_too(tmp_path: Path) -> None:
    file = tmp_path / "a.m4a"
    file.write_bytes(b"not audio at all")
    with pytest.raises(Refused):
        read(file)
