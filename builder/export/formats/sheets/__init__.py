"""Papers as tagged A4 PDFs: a sheet for each session, the page of care, cards to cut.

They are made of the same data as the trainer pages, which print without Typst.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from builder.disk import whole_file
from builder.export import Package
from builder.export.formats.sheets.typesetting import ask_for_typst, typeset
from builder.page.pictures import publishable
from builder.project import BuiltCourse
from builder.trainer.lessons import lesson_line
from builder.trainer.papers import Paper, course_papers, drafts_on, lesson_papers
from builder.trainer.session import Session, session_of
from builder.trainer.sheets import sheet_title
from builder.trainer.words import TrainerPages

ABOUT = "les fiches de séance et les papiers à imprimer, en PDF"


def write(course: BuiltCourse, folder: Path) -> Iterator[Package]:
    """Sheets by the lesson's number, then the papers. Raises ExtraMissing without Typst."""
    ask_for_typst()
    pages = TrainerPages(course.renderer.overrides)
    languages = course.course.languages
    french = {one.tag: one.french.capitalize() for one in languages}
    shown = _Pictures(course)
    lessons = list(enumerate(course.course.lessons, 1))
    for number, lesson in lessons:
        session = session_of(pages, number, lesson, languages)
        title = lesson.title.shown_or_first(languages.trainer_tag)
        data = {
            "title": sheet_title(number, title, lesson.minutes),
            "session": asdict(session),
            "languages": french,
            "parts": dict(pages.words.parts),
        }
        pdf = typeset("session", data, shown.of(_pictures_of(session)))
        yield _package(folder / f"fiche-{number}.pdf", pdf, f"fiche de séance : {title}")
    care = {
        "title": "Si quelqu’un se confie",
        "first": pages.words.care_first,
        "parts": [part.model_dump(include={"title", "lines"}) for part in pages.words.care],
        "source": pages.words.care_source,
    }
    yield _package(folder / "soin.pdf", typeset("care", care, {}), "la page de soin")
    lines = [lesson_line(languages, number, lesson) for number, lesson in lessons]
    kinds = {step.kind for _, lesson in lessons for step in lesson.steps}
    cards = (
        paper for number, lesson in lessons for paper in lesson_papers(number, lesson, languages)
    )
    for paper in (*course_papers(pages, course.course, lines, kinds), *cards):
        pdf = typeset(
            "cards",
            {**asdict(paper), "drafts": drafts_on(paper, languages)},
            shown.of(_pictures_on(paper)),
        )
        yield _package(folder / f"{paper.id}.pdf", pdf, paper.title)


def _package(target: Path, pdf: bytes, about: str) -> Package:
    with whole_file(target) as file:
        file.write(pdf)
    return Package(target, about)


def _pictures_of(session: Session) -> list[str]:
    steps = session.steps
    return [
        session.picture,
        *(step.picture for step in steps if step.picture),
        *(choice.picture for step in steps for choice in step.choices),
    ]


def _pictures_on(paper: Paper) -> list[str]:
    cards = [one for card in paper.cards for one in (card, *card.rows)]
    return [card.picture for card in cards if card.picture]


class _Pictures:
    """Files as they are published, by the name that data have for them."""

    def __init__(self, course: BuiltCourse) -> None:
        self._lessons = course.course.folder
        self._cache = course.renderer.pictures.cache

    def of(self, names: list[str]) -> Mapping[str, Path]:
        return {
            name: publishable(self._lessons / name, self._cache) for name in dict.fromkeys(names)
        }
