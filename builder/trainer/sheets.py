"""Session sheets, one a lesson: minutes, what to say and ask, what is right."""

from __future__ import annotations

from collections.abc import Sequence

from builder.lesson.course import Lesson
from builder.lesson.languages import Languages
from builder.page import addresses
from builder.trainer.lessons import LessonLine
from builder.trainer.session import session_of
from builder.trainer.words import PictureAddress, TrainerPages


def session_sheet(
    pages: TrainerPages, number: int, lesson: Lesson, languages: Languages, picture: PictureAddress
) -> str:
    """What a trainer has in hand while the class plays the lesson, in the language of the lessons
    and in hers side by side."""
    sheet = session_of(pages, number, lesson, languages)
    return pages.render(
        "sheet", addresses.session_sheet(number),
        sheet=sheet,
        words=pages.words,
        picture=picture,
        played=[tag for tag in languages.tags if lesson.is_in(tag)],
        names={one.tag: one.french for one in languages},
        some_drafts=any(0 < column.drafts < column.texts for column in sheet.columns),
    )  # fmt: skip


def sheet_title(number: int, title: str, minutes: int) -> str:
    return f"{number}. {title} ({minutes} min)"


def sheets_page(pages: TrainerPages, lessons: Sequence[LessonLine]) -> str:
    """The list of all sheets."""
    return pages.render("sheets", addresses.SESSIONS, lessons=lessons)
