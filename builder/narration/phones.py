"""What telephones record (M4A, AMR, 3GP, WebM), read by PyAV where the extra `phone` is there."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np

from builder.narration.limits import MAX_TAKE_BYTES, MAX_TAKE_SECONDS, is_soundly_shaped
from builder.narration.loudness import Samples


class Endless(ValueError):
    """Longer than any take."""


def can_read_phones() -> bool:
    return find_spec("av") is not None


def read_phone_sound(file: Path) -> tuple[Samples, int]:
    """Samples, one column a channel, and their rate. Raises Endless, and ValueError for no sound.

    Nothing is decoded past the limits, whatever the header says.
    """
    import av

    if file.stat().st_size > MAX_TAKE_BYTES:
        raise Endless(file.name)
    parts: list[Samples] = []
    count = 0
    try:
        with av.open(str(file), mode="r") as container:
            stream = container.streams.audio[0]
            rate_hz, channels = int(stream.rate or 0), int(stream.channels or 0)
            if not is_soundly_shaped(rate_hz=rate_hz, channels=channels, frames=0):
                raise ValueError(f"{rate_hz} Hz, {channels} channels")
            to_floats = av.AudioResampler(format="fltp", layout=stream.layout, rate=rate_hz)
            for frame in container.decode(stream):
                for piece in to_floats.resample(frame):
                    parts.append(piece.to_ndarray().T.astype(np.float32))
                    count += len(parts[-1])
                if count > MAX_TAKE_SECONDS * rate_hz:
                    raise Endless(file.name)
    except (av.FFmpegError, IndexError) as error:
        raise ValueError(str(error)) from error
    if not count:
        raise ValueError("no sound")
    return np.concatenate(parts), rate_hz
