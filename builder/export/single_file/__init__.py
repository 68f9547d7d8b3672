"""One lesson in one HTML file, pictures and voice inside, for a phone that is handed a file.

A page of the site asks for its neighbours. What opens a received file on a phone does not let it,
so the page is written anew with all of them inside, and without links to other pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.export import Package
from builder.export.single_file.files import SiteFiles
from builder.export.single_file.page import single_page
from builder.lesson.utterance import LANGUAGES, Language
from builder.project import BuiltCourse

_SPOKEN: Mapping[Language, str] = {"bm": "en bambara", "fr": "en français"}


def packages(built: BuiltCourse) -> Iterator[Package]:
    """A file for each lesson and language; like the page's, its name says nothing of the lesson."""
    files = SiteFiles({page.path: page.content for page in built.pages}, built.assets)
    for number, lesson in enumerate(built.course.lessons, 1):
        for language in LANGUAGES:
            content = single_page(files, f"{language}/{number}.html")
            about = f"leçon {number}, {_SPOKEN[language]} : {lesson.title.fr}"
            yield Package(f"kalankan-{number}-{language}.html", content, about)
