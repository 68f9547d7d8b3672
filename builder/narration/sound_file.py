"""One sentence in a sound file of its own, for who wants to hear a voice."""

from __future__ import annotations

from pathlib import Path

from builder.errors import BuilderError
from builder.lesson.utterance import Language
from builder.narration.mastering import Mastering, finish, preferred_encoder
from builder.narration.voices import Voice


def write_sound(voice: Voice, text: str, language: Language, output: Path) -> Path:
    """The file, WAV or MP3 by its name. Raises BuilderError."""
    import soundfile

    sound = voice.speak(text, language)
    try:
        if output.suffix.lower() == ".mp3":
            finished = finish(sound, Mastering(encoder=preferred_encoder()))
            output.write_bytes(finished.mp3)
        else:
            soundfile.write(output, sound.samples, sound.rate_hz, subtype="PCM_16")
    except (OSError, soundfile.SoundFileError) as error:
        raise BuilderError(
            f"« {output} » n'a pas pu être écrit. Vérifie que son dossier existe et a de la place."
        ) from error
    return output
