"""A person's recording is a voice that can say one text.

Reading, trimming and judging a take. WAV, MP3, Ogg, Opus and FLAC need nothing installed; what
phones record otherwise (M4A, AMR, WebM) is read with the extra `phone`, or ffmpeg on the PATH.
"""

from __future__ import annotations

import os
import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language
from builder.narration.limits import MAX_TAKE_BYTES, MAX_TAKE_SECONDS, is_soundly_shaped
from builder.narration.loudness import Samples, loudness_lufs
from builder.narration.phones import Endless, can_read_phones, read_phone_sound
from builder.narration.voices import Refused, Sound
from builder.narration.voices.wholeness import is_cut_off

with warnings.catch_warnings():  # pydub looks for ffmpeg when imported and complains
    warnings.simplefilter("ignore")
    from pydub import AudioSegment
    from pydub.silence import detect_leading_silence

PLAIN_SUFFIXES = (".wav", ".flac", ".ogg", ".opus", ".mp3")
"""In the order of preference where an utterance has several takes."""
FFMPEG_SUFFIXES = (".m4a", ".aac", ".mp4", ".amr", ".3gp", ".webm", ".wma")
SUFFIXES = PLAIN_SUFFIXES + FFMPEG_SUFFIXES

TOO_QUIET_LUFS = -50.0
"""Raising such a take to the loudness of the others would raise its noise by 30 dB."""
SPEECH_OVER_NOISE_DB = 24
"""Trimming takes off what is this much under the take's loudness."""
CLIPPED_RUN_SAMPLES = 4
CLIPPED_SHARE = 0.0005
SECONDS_PER_LETTER = 0.075  # about 13 letters a second, unhurried
TOO_SHORT, TOO_LONG = 0.3, 3.0
_SLACK_S = 2.0
_EDGE_MS, _FADE_MS = 120, 15
_CANCELLED = 0.05


@dataclass(frozen=True)
class RecordedVoice:
    """One take; `sha256` is that of the file, so another take makes another clip."""

    file: Path
    sha256: str
    name: str = "recording"
    settings: str = f"checks 2 trim {SPEECH_OVER_NOISE_DB}dB edge {_EDGE_MS}ms fade {_FADE_MS}ms"

    @property
    def version(self) -> str:
        return self.sha256

    @property
    def languages(self) -> None:
        """People record any."""
        return None

    def check_reading(self, text: str) -> None:
        """Raises VoiceUnavailable where the file cannot be read here; its sound is not judged."""
        _check_reach(self.file)

    def speak(self, text: str, language: Language) -> Sound:
        """The take, trimmed and faded. Raises Refused when it can't be this text."""
        samples, rate_hz = read(self.file)
        loudness = loudness_lufs(samples, rate_hz)
        if not np.isfinite(loudness):
            raise Refused("silent")
        if loudness < TOO_QUIET_LUFS:
            raise Refused("too-quiet")
        remarks = ["clipped"] if is_clipped(samples) else []
        remarks += ["cut-off"] if is_cut_off(self.file) else []
        samples = trim(samples, rate_hz, threshold_dbfs=loudness - SPEECH_OVER_NOISE_DB)
        expected_s = sum(character.isalnum() for character in text) * SECONDS_PER_LETTER
        seconds = len(samples) / rate_hz
        if seconds < expected_s * TOO_SHORT:
            raise Refused("too-short")
        if seconds > expected_s * TOO_LONG + _SLACK_S:
            remarks.append("too-long")
        return Sound(samples, rate_hz, remarks=tuple(remarks))


def read(file: Path) -> tuple[Samples, int]:
    """One channel and its rate. Raises Refused, and VoiceUnavailable where this process can't
    reach the file or lacks what reads it."""
    _check_reach(file)
    if file.suffix.lower() in FFMPEG_SUFFIXES:
        return _read_of_phone(file) if can_read_phones() else _read_with_ffmpeg(file)
    try:
        if file.stat().st_size > MAX_TAKE_BYTES:
            raise Refused("endless")
        with soundfile.SoundFile(file) as opened:
            rate_hz, frames = int(opened.samplerate), int(opened.frames)
            if not is_soundly_shaped(rate_hz=rate_hz, channels=opened.channels, frames=frames):
                raise Refused("not-audio")
            if frames > MAX_TAKE_SECONDS * rate_hz:
                raise Refused("endless")
            samples = opened.read(dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, OSError, ValueError) as error:
        # ValueError: a format without random access, like GSM 6.10, has no frames to count.
        raise Refused("not-audio") from error
    if not len(samples) or not np.isfinite(samples).all():
        raise Refused("not-audio")
    return _one_channel(samples), rate_hz


def _check_reach(file: Path) -> None:
    if not file.is_file():
        raise VoiceUnavailable(f"{file} n'est pas sur cet ordinateur")
    if not os.access(file, os.R_OK):
        raise VoiceUnavailable(f"{file.name} ne peut pas être lu : vérifie les droits du fichier")
    is_of_phone = file.suffix.lower() in FFMPEG_SUFFIXES
    if is_of_phone and not can_read_phones() and not _has_ffmpeg():
        raise VoiceUnavailable(
            f"les fichiers {file.suffix} ne peuvent pas être lus : tape « run.py add phone »"
        )


def _has_ffmpeg() -> bool:
    return bool(shutil.which("ffmpeg") and shutil.which("ffprobe"))


def _one_channel(samples: Samples) -> Samples:
    """One channel around nought, within full scale: a cheap card shifts all, floats go beyond."""
    mixed = samples.mean(axis=1)
    if np.std(mixed) < _CANCELLED * np.std(samples[:, 0]):  # a plug wired the wrong way round
        mixed = samples[:, 0]
    centred = mixed - mixed.mean()
    return np.ascontiguousarray(centred / max(1.0, float(np.abs(centred).max(initial=0.0))))


def is_clipped(samples: Samples) -> bool:
    """Whether the microphone was overdriven: runs of samples flat against the highest value."""
    top = np.abs(samples).max(initial=0.0)
    if top < 0.5:
        return False
    flat = np.abs(samples) >= top * 0.999
    runs = np.convolve(flat, np.ones(CLIPPED_RUN_SAMPLES, dtype=int), "valid")
    return bool(np.mean(runs == CLIPPED_RUN_SAMPLES) > CLIPPED_SHARE)


def trim(samples: Samples, rate_hz: int, *, threshold_dbfs: float) -> Samples:
    """Without the silence before and after, with a short fade at both ends."""
    pcm = np.round(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    take = AudioSegment(data=pcm, sample_width=2, frame_rate=rate_hz, channels=1)
    before = detect_leading_silence(take, silence_threshold=threshold_dbfs)
    after = detect_leading_silence(take.reverse(), silence_threshold=threshold_dbfs)
    start, end = max(before - _EDGE_MS, 0), len(take) - max(after - _EDGE_MS, 0)
    kept = take[start:end].fade_in(_FADE_MS).fade_out(_FADE_MS)
    return _samples(kept)


def _read_of_phone(file: Path) -> tuple[Samples, int]:
    try:
        samples, rate_hz = read_phone_sound(file)
    except Endless as error:
        raise Refused("endless") from error
    except (ValueError, OSError) as error:
        raise Refused("not-audio") from error
    if not np.isfinite(samples).all():
        raise Refused("not-audio")
    return _one_channel(samples), rate_hz


def _read_with_ffmpeg(file: Path) -> tuple[Samples, int]:
    try:
        take = AudioSegment.from_file(str(file)).set_channels(1).set_sample_width(2)
    except Exception as error:  # pydub raises what it happens upon: KeyError, IndexError, its own
        raise Refused("not-audio") from error
    if take.duration_seconds > MAX_TAKE_SECONDS:
        raise Refused("endless")
    if not take.raw_data:
        raise Refused("not-audio")
    return _one_channel(_samples(take)[:, None]), int(take.frame_rate)


def _samples(take: AudioSegment) -> Samples:
    return np.frombuffer(take.raw_data, dtype="<i2").astype(np.float32) / np.float32(32768)
