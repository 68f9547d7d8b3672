"""Which voices a course asks for in each language, and whether they speak it."""

from __future__ import annotations

from collections.abc import Iterator

from builder.errors import Problem
from builder.lesson.course import Course
from builder.lesson.utterance import Language
from builder.narration.voices.embedded import EMBEDDED_LANGUAGES
from builder.narration.voices.gtts import GttsVoice


def voice_order(course: Course, language: Language) -> tuple[str, ...]:
    """Voices to try, first to last; gTTS last where it is allowed and has no place."""
    order = tuple(course.languages[language].voices)
    may_be_asked = course.file.gtts and language in GttsVoice().languages
    return (*order, "gtts") if may_be_asked and "gtts" not in order else order


def voice_problems(course: Course) -> Iterator[Problem]:
    """Voices that the course asks for and that do not speak the language; by default all are."""
    spoken = {"embedded": EMBEDDED_LANGUAGES, "gtts": tuple(GttsVoice().languages)}
    for language in course.languages:
        if "voices" not in language.model_fields_set:
            continue
        for index, name in enumerate(language.voices):
            if name in spoken and language.tag not in spoken[name]:
                yield Problem(
                    "voice-language",
                    f"La voix « {name} » ne parle pas cette langue : {language.french}.",
                    f"Enlève-la des voix de « {language.tag} ».",
                    language.position_in("voices", index),
                )
