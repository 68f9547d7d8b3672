"""From a voice's samples to the bytes of a clip: one rate, one loudness, one MP3 encoder."""

from __future__ import annotations

import io
from dataclasses import dataclass
from fractions import Fraction
from importlib.util import find_spec
from typing import Literal

import numpy as np
import soundfile

from builder.narration.loudness import Samples, to_loudness
from builder.narration.voices import Sound

Encoder = Literal["lame", "libsndfile"]

MP3_DELAY_SAMPLES = 1105
"""What every decoder adds before the first sample of a LAME file without a gapless header."""

_MP3_FRAME_SAMPLES = 576  # one MPEG-2 Layer III frame: 16, 22.05 and 24 kHz
_LAME_QUALITY = 3  # LAME's own default; 2 takes a fifth longer and measures no better on speech
_LAME_SCALE = 0.95  # LAME's presets turn the sound down by this at low bitrates
_LIBSNDFILE_LEVELS = {16: 0.95, 24: 0.9, 32: 0.85}
_SILENCE = 10 ** (-60 / 20)
_LEAD_S, _TAIL_S = 0.01, 0.06


def preferred_encoder() -> Encoder:
    """LAME's own wheel is three times quicker; libsndfile's copy is there without it."""
    return "lame" if find_spec("lameenc") else "libsndfile"


@dataclass(frozen=True)
class Mastering:
    """How every clip of a site is finished; a change makes every clip anew.

    MPEG-2 at 22.05 kHz is what the embedded voices give and old phones take; 24 kbit/s keeps
    speech up to 5.8 kHz and 32 kbit/s up to 8 kHz (measured).
    """

    loudness_lufs: float = -19.0
    """EBU R 128 s2 for speech on phones: -16 LUFS in stereo is -19 LUFS for one channel."""
    ceiling_dbtp: float = -1.5
    rate_hz: int = 22_050
    bitrate_kbps: int = 24
    encoder: Encoder = "lame"

    @property
    def settings(self) -> str:
        return (
            f"{self.loudness_lufs:g}LUFS {self.ceiling_dbtp:g}dBTP {self.rate_hz}Hz "
            f"mp3 {self.bitrate_kbps}kbps {self.encoder}"
        )


@dataclass(frozen=True)
class FinishedSound:
    """The bytes of a clip; `duration_ms` and word starts are those a player sees."""

    mp3: bytes
    duration_ms: int
    word_starts_ms: tuple[int, ...]


def finish(sound: Sound, mastering: Mastering) -> FinishedSound:
    """Raises ValueError when nothing can be heard in the sound."""
    samples = resample(
        np.asarray(sound.samples, dtype=np.float32), sound.rate_hz, mastering.rate_hz
    )
    heard = np.abs(samples) > _SILENCE
    if not heard.any():
        raise ValueError("silence")
    first = max(int(heard.argmax()) - round(_LEAD_S * mastering.rate_hz), 0)
    last = len(heard) - int(heard[::-1].argmax()) + round(_TAIL_S * mastering.rate_hz)
    samples = to_loudness(
        samples[first:last],
        mastering.rate_hz,
        target_lufs=mastering.loudness_lufs,
        ceiling_dbtp=mastering.ceiling_dbtp,
    )
    mp3 = encode(samples, mastering)
    frame_bytes = _MP3_FRAME_SAMPLES * mastering.bitrate_kbps * 125 / mastering.rate_hz
    frames = round(len(mp3) / frame_bytes)  # a padding byte more or less
    shift_ms = (MP3_DELAY_SAMPLES - first) * 1000 / mastering.rate_hz
    duration_ms = round(frames * _MP3_FRAME_SAMPLES * 1000 / mastering.rate_hz)
    # A sign that stands alone, like « ! », may begin in the silence that was cut.
    starts = (min(max(round(one + shift_ms), 0), duration_ms) for one in sound.word_starts_ms)
    return FinishedSound(mp3, duration_ms, tuple(starts))


def encode(samples: Samples, mastering: Mastering) -> bytes:
    """MP3 of constant bitrate, mono; the same samples give the same bytes."""
    samples = samples / np.float32(_LAME_SCALE)
    if mastering.encoder == "lame":
        import lameenc

        encoder = lameenc.Encoder()
        encoder.silence()
        encoder.set_channels(1)
        encoder.set_bit_rate(mastering.bitrate_kbps)
        encoder.set_in_sample_rate(mastering.rate_hz)
        encoder.set_out_sample_rate(mastering.rate_hz)
        encoder.set_quality(_LAME_QUALITY)
        pcm = np.round(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
        return bytes(encoder.encode(pcm)) + bytes(encoder.flush())
    target = io.BytesIO()
    with soundfile.SoundFile(
        target,
        "w",
        mastering.rate_hz,
        1,
        format="MP3",
        subtype="MPEG_LAYER_III",
        bitrate_mode="CONSTANT",
        compression_level=_LIBSNDFILE_LEVELS[mastering.bitrate_kbps],
    ) as file:
        file.write(samples)
    return target.getvalue()


def resample(samples: Samples, rate_hz: int, to_hz: int) -> Samples:
    """The same sound at another rate, by its spectrum."""
    if rate_hz == to_hz or not len(samples):
        return samples
    ratio = Fraction(to_hz, rate_hz)
    blocks = -(-(len(samples) + rate_hz // 20) // ratio.denominator)
    length, new_length = blocks * ratio.denominator, blocks * ratio.numerator
    spectrum = np.fft.rfft(samples, length)
    resampled = np.fft.irfft(spectrum[: new_length // 2 + 1], new_length) * float(ratio)
    return resampled[: round(len(samples) * ratio)].astype(np.float32)
