"""Session sheets, one a lesson: minutes, what to say and ask, what is right."""

from __future__ import annotations

from collections.abc import Sequence

from builder.lesson.course import Lesson
from builder.lesson.utterance import Language
from builder.page import addresses
from builder.trainer.lessons import LessonLine
from builder.trainer.words import TrainerPages


def session_sheet(pages: TrainerPages, number: int, lesson: Lesson, language: Language) -> str:
    """What a trainer has in hand while the class plays the lesson, in the language she reads."""
    return pages.render("sheet", addresses.session_sheet(number), lesson=lesson, language=language)


def sheet_title(number: int, title: str, minutes: int) -> str:
    return f"{number}. {title} ({minutes} min)"


def sheets_page(pages: TrainerPages, lessons: Sequence[LessonLine]) -> str:
    """The list of all sheets."""
    return pages.render("sheets", addresses.SESSIONS, lessons=lessons)
