"""What goes inside the frames of trainer pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.activities import find_kinds
from builder.lesson.credits import CREDITS_FILE
from builder.lesson.utterance import Language
from builder.narration.clip import Narrated
from builder.page import addresses
from builder.project import BuiltCourse, Project
from builder.trainer.coverage import Row, count, coverage_page, source_name
from builder.trainer.credits import credits_page
from builder.trainer.lessons import lesson_line, lessons_page
from builder.trainer.sheets import session_sheet, sheet_title, sheets_page
from builder.trainer.words import TrainerPages
from builder.website.adapter import SHEET, Frame


def trainer_pages(
    project: Project, built: BuiltCourse, frames: Mapping[str, Frame]
) -> Iterator[tuple[str, str]]:
    """Address and HTML of each page. Raises ProblemsFound when credits are wrong."""
    pages = TrainerPages(project.overrides)
    languages = built.course.languages
    lines = [
        lesson_line(languages, number, one) for number, one in enumerate(built.course.lessons, 1)
    ]
    credits = [
        folder / CREDITS_FILE
        for folder in (built.course.folder, *(kind.folder() for kind in find_kinds().values()))
    ]
    told = [problem.message for problem in built.narration.problems]
    insides = {
        addresses.LESSONS: lessons_page(pages, languages, lines),
        addresses.SESSIONS: sheets_page(pages, lines),
        addresses.COVERAGE: coverage_page(pages, languages, _rows(built), told),
        addresses.CREDITS: credits_page(pages, credits, built.model_licences),
    }
    for address, inside in insides.items():
        yield address, frames[address].around(inside)
    for number, lesson in enumerate(built.course.lessons, 1):
        title = sheet_title(number, lines[number - 1].title, lesson.minutes)
        inside = session_sheet(pages, number, lesson, languages.trainer_tag)
        yield addresses.session_sheet(number), frames[SHEET].around(inside, title)


def _rows(built: BuiltCourse) -> list[Row]:
    """Lessons in their order, then what is said beside them; one pass over the clips."""
    grouped: dict[tuple[str, Language], list[Narrated]] = {}
    for (source, _, language), narrated in built.narration.clips.items():
        grouped.setdefault((source, language), []).append(narrated)
    course, trainers = built.course, built.course.languages.trainer_tag
    titles = {lesson.id: lesson.title.shown_or_first(trainers) for lesson in course.lessons}
    others = sorted({source for source, _ in grouped} - titles.keys())
    named = [*titles.items(), *((source, source_name(source)) for source in others)]
    return [
        Row(
            name,
            {
                tag: count(grouped[source, tag])
                for tag in course.languages.tags
                if (source, tag) in grouped
            },
        )
        for source, name in named
    ]
