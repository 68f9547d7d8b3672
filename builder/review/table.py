"""Reviewing with a spreadsheet, or on paper that somebody types in afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.disk import disk_trouble, write_whole
from builder.errors import BuilderError
from builder.lesson.course import Course
from builder.lesson.signatures import Opinion
from builder.lesson.utterance import Language
from builder.project import Project
from builder.review.booklet import booklet
from builder.review.signing import OpinionRefused, Said, keep_opinions, opinion_on
from builder.review.strings import ReviewString, review_strings
from builder.table import read_table, write_table

NUMBER, WORDS, GOOD, OTHERWISE, NOTE, OF = (
    "n°", "texte", "bon (oui)", "autrement", "question", "empreinte",
)  # fmt: skip


@dataclass(frozen=True)
class Taken:
    """What came of a table: opinions kept, and in French why the others were not."""

    kept: int
    refused: tuple[str, ...]


def write_review(project: Project, course: Course, language: Language, path: Path) -> int:
    """Writes the table, and beside it a booklet to print; how many texts they hold.

    Raises BuilderError.
    """
    others = [one for one in course.languages if one.tag != language]
    strings = _strings(project, course, language)
    rows = [
        [str(one.number), one.words, *(one.in_language(other.tag) for other in others),
         "", "", "", one.fingerprint]
        for one in strings
    ]  # fmt: skip
    head = [NUMBER, WORDS, *(one.french for one in others), GOOD, OTHERWISE, NOTE, OF]
    try:
        write_table(path, [head, *rows])
        paper = booklet(course, language, strings)
        write_whole(path.with_suffix(".html"), paper.encode())
    except OSError as error:
        raise BuilderError(f"« {path} » : {disk_trouble(error)}, puis relance.") from error
    return len(rows)


def take_review(project: Project, course: Course, path: Path, by: str) -> Taken:
    """Keeps what was filled in, signed `by`; a row left empty says nothing.

    A text is known by its fingerprint: one that has changed since is told. Raises BuilderError.
    """
    head, *rows = read_table(path) or [[]]
    if not {GOOD, OTHERWISE, NOTE, OF} <= set(head):
        raise BuilderError(
            f"« {path.name} » n'a pas les colonnes « {GOOD} » et « {OF} ». "
            "Garde la première ligne comme elle était."
        )
    known = {
        one.fingerprint: one
        for tag in course.languages.tags
        for one in _strings(project, course, tag)
    }
    kept: dict[Language, list[Opinion]] = {}
    refused = []
    for row in rows:
        cells = dict(zip(head, row, strict=False))
        said = _said(cells, by)
        if said is None:
            continue
        string = known.get(cells.get(OF, "").strip())
        try:
            if string is None:
                raise OpinionRefused("Ce texte a changé depuis : relis-le.")
            kept.setdefault(string.language, []).append(opinion_on(string, said))
        except OpinionRefused as error:
            refused.append(f"n° {cells.get(NUMBER, '?')} : {error}")
    keep_opinions(project, kept)
    return Taken(sum(map(len, kept.values())), tuple(refused))


def _strings(project: Project, course: Course, language: Language) -> Sequence[ReviewString]:
    return review_strings(project, course, language, project.utterances(course))


def _said(cells: dict[str, str], by: str) -> Said | None:
    """None where nothing was filled in."""
    proposal, note = cells.get(OTHERWISE, "").strip(), cells.get(NOTE, "").strip()
    if proposal:
        return Said(by, "propose", proposal, note)
    if note:
        return Said(by, "question", note=note)
    return Said(by, "accept") if cells.get(GOOD, "").strip() else None
