"""A clip is its text: the file that says one utterance, and how it came to be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from builder.lesson.utterance import Utterance

ClipOrigin = Literal["recorded", "takes", "model", "machine", "online"]
"""`takes`: a voice made of a narrator's recordings said what she never read."""
ClipState = Literal["recorded", "takes", "model", "machine", "online", "missing"]


@dataclass(frozen=True)
class Clip:
    """A playable file: MP3, mono. `fingerprint` is lower-case hexadecimal and names the file.

    `word_starts_ms` follows the words of `Utterance.spoken` as in `voices.Sound`.
    """

    fingerprint: str
    path: Path
    duration_ms: int
    origin: ClipOrigin
    voice: str
    word_starts_ms: tuple[int, ...] = ()
    person: str = ""
    """Id of the one of whose recordings the voice was made; "" for other voices."""


@dataclass(frozen=True)
class Narrated:
    """An utterance with its clip; None when no voice could say it.

    `stale_recording` is the recording that was left aside because its text has changed.
    """

    utterance: Utterance
    clip: Clip | None
    stale_recording: Path | None = None
