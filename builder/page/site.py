"""Renders every learner page of a course that is whole in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.lesson.activity import Kinds
from builder.lesson.course import Course
from builder.lesson.sittings import SITTINGS
from builder.lesson.utterance import Language
from builder.narration.clip import Narrated
from builder.narration.narrator import ClipKey, Narration
from builder.page.pictures import Pictures
from builder.page.pieces import Card, first_of_each_kind, shelf_count
from builder.page.record import LearnerPage
from builder.page.renderer import Renderer


@dataclass(frozen=True)
class PageFile:
    """A file of the site, with its path from the site's root."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Rendered:
    """Learner pages with their css and js, and the files they need: path in the site → source."""

    pages: tuple[PageFile, ...]
    assets: Mapping[str, Path]


def render_site(
    course: Course, narration: Narration, *, overrides: Path, kinds: Kinds, cache: Path
) -> Rendered:
    """The learner's part of the site, the same bytes for the same sources.

    `cache` is where photos are kept in the size in which they are published.
    """
    renderer = Renderer(course.folder, overrides, kinds, Pictures(cache), course.languages)
    return render_course(renderer, course, narration)


def render_course(renderer: Renderer, course: Course, narration: Narration) -> Rendered:
    """As `render_site`, with a renderer that is there already."""
    files: list[PageFile] = []
    assets: dict[str, Path] = {}
    for page in learner_pages(renderer, course, narration):
        files.append(PageFile(page.path, page.html.encode()))
        assets.update(page.assets)
    files += [PageFile(*file) for file in renderer.shared_files.items()]
    return Rendered(tuple(files), dict(sorted(assets.items())))


def learner_pages(
    renderer: Renderer, course: Course, narration: Narration
) -> Iterator[LearnerPage]:
    """Home, neutral page, lessons and sheets, language by language."""
    clips = narration.clips
    for language in course.languages.tags:
        for shelf in range(1, shelf_count(len(course.lessons)) + 1):
            asked, shown = course.sittings_in(language), list(cards(course, language))
            yield renderer.home(language, shown, clips, shelf, asked)
        yield from sitting_pages(renderer, course, language, clips)
        yield renderer.neutral(language, clips)
        for number, lesson in enumerate(course.lessons, 1):
            page = renderer.lesson if lesson.is_in(language) else renderer.absent
            yield page(language, number, lesson, clips)
        there = [lesson for _, lesson in course.numbered_lessons(language)]
        steps = [step for lesson in there for step in lesson.steps]
        for step in first_of_each_kind(steps):
            yield from renderer.sheets(language, step, clips)


def sitting_pages(
    renderer: Renderer, course: Course, language: Language, clips: Mapping[ClipKey, Narrated]
) -> Iterator[LearnerPage]:
    """Before, after and three weeks later, where the course has them in that language."""
    asked = course.sittings_in(language)
    if asked:
        for sitting in SITTINGS:
            yield renderer.sitting(language, sitting, asked, clips)


def cards(course: Course, language: Language) -> Iterator[Card]:
    """What the home page of a language shows of each lesson, in their order."""
    for number, lesson in enumerate(course.lessons, 1):
        absent = not lesson.is_in(language)
        yield Card(number, lesson.id, lesson.picture, lesson.sensitive, absent)
