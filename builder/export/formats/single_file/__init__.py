"""One lesson in one HTML file, pictures and voice inside, for a phone that is handed a file.

A page of the site asks for its neighbours. What opens a received file on a phone does not let it,
so the page is rendered again with all of them inside, and without links to other pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.disk import whole_file
from builder.export import Package
from builder.project import BuiltCourse

ABOUT = "chaque leçon dans un seul fichier, à envoyer d'un téléphone à l'autre"

_FOLDER = Path(__file__).parent


def write(course: BuiltCourse, folder: Path) -> Iterator[Package]:
    """A file for each lesson and language; like the page's, its name says nothing of the lesson."""
    before = (_FOLDER / "before_player.js").read_text("utf-8")
    languages = course.course.languages
    for number, lesson in enumerate(course.course.lessons, 1):
        for language in languages:
            if not lesson.is_in(language.tag):
                continue
            page = course.renderer.lesson_alone(
                language.tag, number, lesson, course.narration.clips, before=before
            )
            target = folder / f"kalankan-{number}-{language.tag}.html"
            with whole_file(target) as file:
                file.write(page.html.encode())
            title = lesson.title.shown_or_first(languages.trainer_tag)
            yield Package(target, f"leçon {number}, en {language.french} : {title}")
