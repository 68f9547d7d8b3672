"""What a sound file or a note beside it may ask for, checked before anything is decoded."""

from __future__ import annotations

from pathlib import Path

MIN_RATE_HZ, MAX_RATE_HZ = 4_000, 384_000
"""From old telephones to the best recorders; a header can claim two thousand million."""
MAX_CHANNELS = 8
MAX_TAKE_SECONDS = 600
MAX_TAKE_BYTES = 400_000_000
"""Ten minutes of the largest sound that is read: 32 bits, two channels, 96 kHz."""
MAX_NOTE_BYTES = 64_000


def is_soundly_shaped(*, rate_hz: int, channels: int, frames: int) -> bool:
    """Whether a header claims what a recorder can have made, whatever its length."""
    return MIN_RATE_HZ <= rate_hz <= MAX_RATE_HZ and 1 <= channels <= MAX_CHANNELS and frames >= 0


def read_small_file(path: Path, max_bytes: int = MAX_NOTE_BYTES) -> bytes:
    """What is in a plain file. Raises ValueError for a pipe, a device or too much, and OSError."""
    if not path.exists():
        raise FileNotFoundError(path)
    if not path.is_file():
        raise ValueError(f"{path.name} is no plain file")
    with path.open("rb") as file:
        content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise ValueError(f"{path.name} holds more than {max_bytes} bytes")
    return content
