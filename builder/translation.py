"""What a translator fills in: each text of the course once, in a table, and back into its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.activities import find_kinds
from builder.disk import disk_trouble
from builder.errors import BuilderError, Position
from builder.lesson.course import Course
from builder.lesson.phrasebook import read_phrasebook
from builder.lesson.placed import Placed
from builder.lesson.text import Text
from builder.lesson.utterance import Language
from builder.project import Project
from builder.source.editing import Edit, edit_file
from builder.table import read_table, write_table

PLACE_COLUMN = "où"
STRINGS_FILE = "strings.yaml"


@dataclass(frozen=True)
class Translated:
    """What came of a table: texts that were put in place, and those that are not in the course."""

    placed: int
    unknown: tuple[str, ...]


def course_texts(project: Project, course: Course) -> Iterator[Text]:
    """Every text that was written: the course's, its lessons', its helps', the phrase books'."""
    files: list[Placed] = [course.file, *course.lessons, course.aid]
    files += [course.sittings] if course.sittings else []
    files.append(read_phrasebook(project.overrides / STRINGS_FILE))
    used = {step.kind for lesson in course.lessons for step in lesson.steps}
    for name, kind in find_kinds().items():
        strings = kind.folder() / STRINGS_FILE
        if name in used and strings.is_file():
            files.append(read_phrasebook(strings))
    for file in files:
        for piece in file.pieces():
            if isinstance(piece, Text) and piece.position() is not None:
                yield piece


def write_translation(project: Project, course: Course, language: Language, path: Path) -> int:
    """Writes the table; how many texts it holds. Raises BuilderError."""
    tags = [tag for tag in course.languages.tags if tag != language]
    rows = []
    for words, texts in _by_words(project, course).items():
        first = texts[0]
        told = next((text.shown(language) for text in texts if text.has(language)), "")
        shown = [first.shown(tag) if first.has(tag) else "" for tag in tags[1:]]
        rows.append([_place(first.position()), words, *shown, told])
    try:
        write_table(path, [[PLACE_COLUMN, *tags, language], *rows])
    except OSError as error:
        raise BuilderError(f"« {path} » : {disk_trouble(error)}, puis relance.") from error
    return len(rows)


def take_translation(
    project: Project, course: Course, language: Language, path: Path
) -> Translated:
    """Puts what was filled in where its text stands, and changes nothing else.

    A text is known by its words in the course's first language, wherever it has moved since.
    Raises BuilderError; each file is changed whole or not at all.
    """
    head, *rows = read_table(path) or [[]]
    first = course.languages.first.tag
    if first not in head or language not in head:
        raise BuilderError(
            f"Le tableau « {path.name} » n'a pas les colonnes « {first} » et « {language} ». "
            "Garde la première ligne comme elle était."
        )
    known = _by_words(project, course)
    edits: dict[Path, list[Edit]] = {}
    unknown, placed = [], 0
    for row in rows:
        cells = dict(zip(head, row, strict=False))
        words, told = cells.get(first, ""), cells.get(language, "").strip()
        if not told:
            continue
        if words not in known:
            unknown.append(words)
            continue
        for text in known[words]:
            at = text.position()
            if at and not (text.has(language) and text.shown(language) == told):
                edits.setdefault(at.file, []).append(Edit(at, language, told))
                placed += 1
    for file, changes in edits.items():
        try:
            edit_file(file, changes)
        except OSError as error:
            raise BuilderError(f"« {file} » : {disk_trouble(error)}, puis relance.") from error
    return Translated(placed, tuple(unknown))


def _by_words(project: Project, course: Course) -> Mapping[str, list[Text]]:
    first = course.languages.first.tag
    found: dict[str, list[Text]] = {}
    for text in course_texts(project, course):
        found.setdefault(text.shown(first), []).append(text)
    return found


def _place(at: Position | None) -> str:
    return f"{at.file.name}:{at.line}" if at else ""
