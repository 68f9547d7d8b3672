"""What a telephone sends becomes a WAV, which is judged like any other take."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import soundfile

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Utterance
from builder.narration.remarks import Remarks
from builder.narration.voices import Refused
from builder.narration.voices.recording import FFMPEG_SUFFIXES, PLAIN_SUFFIXES, read
from builder.recording.keeping import TakeRefused, TakeUnwritable

_OF_TELEPHONES = ".m4a"
"""What reads it looks into the file, whatever its name says."""


def to_wav(sound: bytes, name: str, utterance: Utterance) -> bytes:
    """`name` is what the telephone calls the file. Raises TakeRefused, and TakeUnwritable where
    the tool that reads it is missing."""
    if sound.startswith(b"RIFF"):
        return sound
    suffix = Path(name).suffix.lower()
    known = suffix in PLAIN_SUFFIXES + FFMPEG_SUFFIXES
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"prise{suffix if known else _OF_TELEPHONES}")
        file.write_bytes(sound)
        try:
            samples, rate_hz = read(file)
        except Refused as refused:
            remarks = Remarks()
            remarks.refused(file, refused.slug, utterance)
            raise TakeRefused(remarks.problems()[0]) from refused
        except VoiceUnavailable as error:
            raise TakeUnwritable(f"{error} sur l'ordinateur du studio.") from error
    written = io.BytesIO()
    soundfile.write(written, samples, rate_hz, format="WAV", subtype="PCM_16")
    return written.getvalue()
