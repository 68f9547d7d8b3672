"""A long recording, read a little at a time: an hour never stands in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from builder.errors import BuilderError
from builder.narration.limits import is_soundly_shaped
from builder.narration.loudness import Samples
from builder.narration.phones import can_read_phones
from builder.narration.voices.recording import FFMPEG_SUFFIXES

MAX_HOURS = 4
_BLOCK_S = 5
_NOT_SOUND = "n'est pas un son lisible : enregistre-le en WAV, MP3, M4A, 3GP, WebM ou OGG."


@dataclass(frozen=True)
class LongSound:
    """A sound file of any length; `blocks` begins again each time it is asked for."""

    file: Path
    rate_hz: int

    def blocks(self) -> Iterator[Samples]:
        """One channel, some seconds at a time. Raises BuilderError for what cannot be read."""
        count = 0
        for block in _blocks(self.file):
            count += len(block)
            if count > MAX_HOURS * 3600 * self.rate_hz:
                raise BuilderError(f"« {self.file.name} » dure plus de {MAX_HOURS} heures.")
            yield np.ascontiguousarray(block, np.float32)

    def parts(self, spans: list[tuple[float, float]]) -> Iterator[Samples]:
        """The sound between these seconds, in order; each has to begin after the one before."""
        blocks, first, held = self.blocks(), 0, np.zeros(0, np.float32)
        for start_s, end_s in spans:
            start, end = round(start_s * self.rate_hz), round(end_s * self.rate_hz)
            while first + len(held) < end and (block := next(blocks, None)) is not None:
                keep = max(0, min(start - first, len(held)))
                held, first = np.concatenate([held[keep:], block]), first + keep
            yield held[max(0, start - first) : end - first].copy()


def open_long(file: Path) -> LongSound:
    """Raises BuilderError where it is no sound, or where what reads it is missing."""
    if not file.is_file():
        raise BuilderError(f"« {file} » n'est pas là : vérifie son nom.")
    if _needs_phone(file) and not can_read_phones():
        raise BuilderError(
            f"« {file.name} » : les fichiers {file.suffix} sont lus avec un outil de plus. "
            "Tape une fois « run.py add phone », puis recommence."
        )
    with _readable(file):
        return LongSound(file, _shape(file))


def _needs_phone(file: Path) -> bool:
    return file.suffix.lower() in FFMPEG_SUFFIXES


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except (soundfile.SoundFileError, OSError, ValueError, IndexError) as error:
        raise BuilderError(f"« {file.name} » {_NOT_SOUND}") from error


def _shape(file: Path) -> int:
    if _needs_phone(file):
        import av

        with av.open(str(file), mode="r") as container:
            stream = container.streams.audio[0]
            rate_hz, channels = int(stream.rate or 0), int(stream.channels or 0)
    else:
        with soundfile.SoundFile(file) as opened:
            rate_hz, channels = int(opened.samplerate), int(opened.channels)
    if not is_soundly_shaped(rate_hz=rate_hz, channels=channels, frames=0):
        raise ValueError(f"{rate_hz} Hz, {channels} channels")
    return rate_hz


def _blocks(file: Path) -> Iterator[Samples]:
    with _readable(file):
        yield from _decoded(file) if _needs_phone(file) else _plain(file)


def _plain(file: Path) -> Iterator[Samples]:
    with soundfile.SoundFile(file) as opened:
        size = _BLOCK_S * opened.samplerate
        while len(block := opened.read(size, dtype="float32", always_2d=True)):
            yield np.nan_to_num(block.mean(axis=1))


def _decoded(file: Path) -> Iterator[Samples]:
    import av

    with av.open(str(file), mode="r") as container:
        stream = container.streams.audio[0]
        to_floats = av.AudioResampler(format="fltp", layout=stream.layout, rate=stream.rate)
        held: list[Samples] = []
        count = 0
        for frame in container.decode(stream):
            for piece in to_floats.resample(frame):
                held.append(piece.to_ndarray().mean(axis=0).astype(np.float32))
                count += len(held[-1])
            if count > _BLOCK_S * stream.rate:
                yield np.nan_to_num(np.concatenate(held))
                held, count = [], 0
        if held:
            yield np.nan_to_num(np.concatenate(held))
