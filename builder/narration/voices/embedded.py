"""The voices that are built in: one a language, and most languages have none."""

from __future__ import annotations

from pathlib import Path

from builder.lesson.utterance import Language
from builder.narration.engines.espeak import Speaker
from builder.narration.voices import Voice
from builder.narration.voices.bambara import BAMBARA, BambaraVoice
from builder.narration.voices.french import FRENCH, FrenchVoice

EMBEDDED_LANGUAGES: tuple[Language, ...] = (BAMBARA, FRENCH)


def embedded_voice(
    language: Language,
    *,
    speaker: Speaker = "woman",
    slow: bool = False,
    pronunciations: Path | None = None,
    dictionary: Path | None = None,
) -> Voice | None:
    """None where no embedded voice speaks that language: people record it."""
    if language == FRENCH:
        return FrenchVoice(speaker, slow)
    if language == BAMBARA:
        return BambaraVoice(pronunciations, speaker, slow, dictionary)
    return None


def is_embedded(voice: Voice) -> bool:
    """Whether it is one of ours, which can be trusted not to take the program along."""
    return isinstance(voice, (FrenchVoice, BambaraVoice))
