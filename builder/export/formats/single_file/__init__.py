"""One lesson in one HTML file, pictures and voice inside, for a phone that is handed a file.

A page of the site asks for its neighbours. What opens a received file on a phone does not let it,
so the page is rendered again with all of them inside, and without links to other pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.disk import whole_file
from builder.export import Package
from builder.lesson.course import Lesson
from builder.lesson.utterance import Language
from builder.narration.lightening import light_clips
from builder.page.record import LearnerPage
from builder.project import BuiltCourse

ABOUT = "chaque leçon dans un seul fichier, à envoyer d'un téléphone à l'autre"

MOST_BYTES = 3_000_000
"""A lesson that is heavier has its clips made lighter. Source: issue 10, « ≤ 3 MB »."""
_FOLDER = Path(__file__).parent


def write(course: BuiltCourse, folder: Path) -> Iterator[Package]:
    """A file for each lesson and language; like the page's, its name says nothing of the lesson."""
    before = (_FOLDER / "before_player.js").read_text("utf-8")
    languages = course.course.languages
    for number, lesson in enumerate(course.course.lessons, 1):
        for language in languages:
            if not lesson.is_in(language.tag):
                continue
            page = _page(course, language.tag, number, lesson, before)
            target = folder / f"kalankan-{number}-{language.tag}.html"
            with whole_file(target) as file:
                file.write(page.html.encode())
            title = lesson.title.shown_or_first(languages.trainer_tag)
            yield Package(target, f"leçon {number}, en {language.french} : {title}")


def _page(
    course: BuiltCourse, language: Language, number: int, lesson: Lesson, before: str
) -> LearnerPage:
    """With its clips as they are where they fit, made lighter where they do not."""
    clips, alone = course.narration.clips, course.renderer.lesson_alone
    page = alone(language, number, lesson, clips, before=before)
    if len(page.html.encode()) <= MOST_BYTES:
        return page
    wanted = {Path(address).stem for address in page.clips}
    light = light_clips(clips, wanted, course.renderer.pictures.cache.with_name("light"))
    return alone(language, number, lesson, light, before=before)
