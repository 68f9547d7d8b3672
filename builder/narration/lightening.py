"""Clips made lighter for a file that is handed on: the same sound at fewer bits a second."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import soundfile

from builder.disk import write_whole
from builder.narration.clip import Narrated
from builder.narration.mastering import MP3_DELAY_SAMPLES, Mastering, encode, preferred_encoder
from builder.narration.narrator import ClipKey

LIGHT_KBPS = 16
"""Two thirds of a clip's own bits: speech up to 5.5 kHz instead of 5.8 (LAME's own limits)."""


def lighter(mp3: bytes) -> bytes:
    """The same sound, as long, with the same silence before it; what cannot be read as it is."""
    try:
        samples, rate_hz = soundfile.read(io.BytesIO(mp3), dtype="float32")
    except soundfile.LibsndfileError:
        return mp3
    if samples.ndim != 1 or rate_hz != Mastering().rate_hz:
        return mp3
    how = Mastering(bitrate_kbps=LIGHT_KBPS, encoder=preferred_encoder())
    light = encode(samples[MP3_DELAY_SAMPLES:], how)
    return min(light, mp3, key=len)


def light_clips(
    clips: Mapping[ClipKey, Narrated], wanted: set[str], folder: Path
) -> dict[ClipKey, Narrated]:
    """`clips`, those with a fingerprint in `wanted` as lighter files kept in `folder`.

    Raises OSError.
    """
    told = dict(clips)
    for key, narrated in clips.items():
        clip = narrated.clip
        if clip is None or clip.fingerprint not in wanted:
            continue
        path = folder / f"{clip.fingerprint}.mp3"
        if not path.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, lighter(clip.path.read_bytes()))
        told[key] = replace(narrated, clip=replace(clip, path=path))
    return told
