"""The same templates with answers known beforehand, and the same bytes written: the floor."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template

from builder.lesson.loading import read_lesson, read_outline
from builder.narration.narrator import Session
from builder.page.renderer import Renderer
from builder.project import Project
from builder.website.said import said_beside, said_by

LESSONS = 60
TURNS = 3


@dataclass
class _Listening:
    """Stands for a template: renders, and remembers with what."""

    template: Template
    calls: list[tuple[Template, dict[str, Any]]]

    def render(self, context: dict[str, Any]) -> str:
        self.calls.append((self.template, context))
        return self.template.render(context)


@dataclass
class _Known:
    """A function whose answers are looked up."""

    ask: Callable[..., Any]
    answers: dict[Any, Any] = field(default_factory=dict)

    def __call__(self, *asked: Any) -> Any:
        if asked not in self.answers:
            self.answers[asked] = self.ask(*asked)
        return self.answers[asked]


def cold_pages_s(project: Project, folder: Path) -> tuple[float, float]:
    """Seconds for the pages of some lessons: ours, and bare. The best of a few turns each."""
    outline = read_outline(project.lessons)
    course = outline.course()
    session = Session(project.settings(course))
    work = []
    renderer = project.renderer(course)
    common = session.narrate(said_beside(project, course, renderer.kinds)).clips
    for number, name in islice(enumerate(outline.names, 1), LESSONS):
        lesson, _ = read_lesson(outline, name, renderer.kinds, course.languages)
        assert lesson is not None
        own = session.narrate(said_by(project, course, number, lesson)).clips
        work.append((number, lesson, {**common, **own}))
    session.close()

    def ours() -> None:
        for number, lesson, clips in work:
            for language in course.languages.tags:
                page = renderer.lesson(language, number, lesson, clips)
                _write(folder / page.path, page.html.encode())

    ours()
    calls: list[tuple[Template, dict[str, Any]]] = []
    listening = _listen(renderer, calls)
    pages = []
    for number, lesson, clips in work:
        for language in course.languages.tags:
            calls.clear()
            page = listening.lesson(language, number, lesson, clips)
            known = [(template, _with_answers(context)) for template, context in calls]
            for template, context in known:
                template.render(context)
            pages.append((folder / page.path, page.html.encode(), known))

    def bare() -> None:
        for path, content, known in pages:
            for template, context in known:
                template.render(context)
            _write(path, content)

    turns = [(_seconds(ours), _seconds(bare)) for _ in range(TURNS)]
    return min(one for one, _ in turns), min(one for _, one in turns)


def _listen(renderer: Renderer, calls: list[tuple[Template, dict[str, Any]]]) -> Renderer:
    fresh = replace(renderer)
    environment: Environment = fresh.templates
    get = environment.get_template
    environment.get_template = (  # type: ignore[method-assign]
        lambda name, *rest: (
            _Listening(get(name, *rest), calls)  # type: ignore[assignment]
            if rest == ()
            else get(name, *rest)
        )
    )
    return fresh


def _with_answers(context: dict[str, Any]) -> dict[str, Any]:
    return {key: _Known(value) if callable(value) else value for key, value in context.items()}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
