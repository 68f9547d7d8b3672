"""Where a trainer starts: each lesson in each language, and its sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.lesson.course import Lesson
from builder.lesson.utterance import LANGUAGES, Language
from builder.page import addresses
from builder.trainer.words import LANGUAGE_NAMES, TrainerPages


@dataclass(frozen=True)
class LessonLine:
    """What lists of lessons say of one; `titles` by language."""

    number: int
    titles: Mapping[Language, str]
    minutes: int


def lesson_line(number: int, lesson: Lesson) -> LessonLine:
    titles = {language: lesson.title.shown(language) for language in LANGUAGES}
    return LessonLine(number, titles, lesson.minutes)


def lessons_page(pages: TrainerPages, lessons: Sequence[LessonLine]) -> str:
    """All lessons, in order."""
    names = [(language, LANGUAGE_NAMES[language]) for language in reversed(LANGUAGES)]
    return pages.render(
        "lessons", addresses.LESSONS, lessons=lessons, names=names, first=LANGUAGES[0]
    )
