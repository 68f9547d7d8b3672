"""Reads a folder of lessons into a Course, or says every problem at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union

from pydantic import Field, ValidationError, create_model

from builder.errors import Position, Problem, ProblemsFound
from builder.lesson.activity import Activity, Kinds
from builder.lesson.course import Course, CourseFile, Lesson, lesson_fields
from builder.lesson.messages import problems_from
from builder.lesson.pictures import picture_problems
from builder.lesson.source import Source, read_source
from builder.lesson.text import Placed

ModelT = TypeVar("ModelT", bound=Placed)

COURSE_FILE = "course.yaml"
RESERVED_IDS = frozenset({"interface", "course"})
# Names that Windows refuses for files; recordings are filed under lesson and step ids.
WINDOWS_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)


def load_course(folder: Path, kinds: Kinds) -> Course:
    """The course in `folder`. Raises ProblemsFound with all problems of all files."""
    course_path = folder / COURSE_FILE
    if not folder.is_dir() or not any(folder.glob("*.yaml")):
        raise ProblemsFound([Problem(
            "no-lessons", "Le dossier des leçons est vide.",
            "Mets-y course.yaml et au moins une leçon (voir le guide).", Position(folder))])  # fmt: skip
    course_file = _validated(read_source(course_path), CourseFile, kinds)
    problems: list[Problem] = list(_checks(course_file))
    lessons: list[Lesson] = []
    for index, name in enumerate(course_file.lessons):
        path = folder / name
        if not path.is_file() or Path(name).name != name:
            problems.append(_missing_lesson(folder, name, course_file, index))
            continue
        try:
            lessons.append(load_lesson(path, kinds))
        except ProblemsFound as found:
            problems.extend(found.problems)
    problems.extend(_across(course_file, lessons, kinds))
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsFound(problems)
    problems.extend(_unlisted(folder, course_file))
    for lesson in lessons:
        problems.extend(problem for problem in _checks(lesson) if problem.severity == "warning")
    return Course(folder, course_file, tuple(lessons), tuple(problems))


def load_lesson(path: Path, kinds: Kinds) -> Lesson:
    """One lesson. Raises ProblemsFound with every error and warning of the file."""
    lesson = _validated(read_source(path), lesson_model(_frozen(kinds)), kinds)
    problems = [*_checks(lesson), *_picture_checks(lesson, path.parent)]
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsFound(problems)
    return lesson


def _frozen(kinds: Kinds) -> tuple[tuple[str, type[Activity]], ...]:
    return tuple(sorted(kinds.items()))


@lru_cache(maxsize=8)
def lesson_model(kinds: tuple[tuple[str, type[Activity]], ...]) -> type[Lesson]:
    """Lesson with the steps that exist here: a union of the kinds, told apart by `kind`."""
    classes = tuple(cls for _, cls in kinds)
    union: Any = Union[classes]  # noqa: UP007 -- the members are only known at run time
    steps = Annotated[union, Field(discriminator="kind")] if len(classes) > 1 else union
    return create_model("Lesson", __base__=Lesson, __doc__=Lesson.__doc__, **lesson_fields(steps))


def _validated(source: Source, model: type[ModelT], kinds: Kinds) -> ModelT:
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise ProblemsFound(problems_from(error, source, model, kinds)) from error


def _checks(root: Placed) -> Iterator[Problem]:
    for piece in root.pieces():
        yield from piece.check()


def _picture_checks(lesson: Lesson, folder: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, piece, key in lesson.pictures():
        if name not in seen:
            seen.add(name)
            yield from picture_problems(folder, name, piece.position(key))


def _missing_lesson(folder: Path, name: str, course: CourseFile, index: int) -> Problem:
    there = sorted(path.name for path in folder.glob("*.yaml") if path.name != COURSE_FILE)
    close = difflib.get_close_matches(name, there, 1)
    items = getattr(course._source["lessons"], "items_at", None) if course._source else None
    return Problem(
        "lesson-missing",
        f"La leçon « {name} » n'est pas dans le dossier.",
        f"Voulais-tu écrire « {close[0]} » ?" if close else f"Fichiers présents : {', '.join(there) or 'aucun'}.",
        items[index] if items else course.position("lessons"),
    )  # fmt: skip


def _unlisted(folder: Path, course: CourseFile) -> Iterator[Problem]:
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in course.lessons and path.name not in (COURSE_FILE, "prononciation.yaml"):
            yield Problem("lesson-unlisted", f"La leçon « {path.name} » n'est pas dans course.yaml : elle ne sera pas publiée.",
                          f"Ajoute « - {path.name} » sous « lessons: ».", course.position("lessons"), "warning")  # fmt: skip


def _across(course: CourseFile, lessons: list[Lesson], kinds: Kinds) -> Iterator[Problem]:
    seen: dict[str, Position | None] = {}
    for lesson in lessons:
        at = lesson.position("id")
        if lesson.id in seen:
            first = seen[lesson.id]
            where = f" (déjà dans {first.file.name}, ligne {first.line})" if first else ""
            yield Problem("duplicate-lesson", f"Deux leçons ont l'id « {lesson.id} »{where}.",
                          "Donne un autre « id » à l'une des deux.", at)  # fmt: skip
        seen.setdefault(lesson.id, at)
        if lesson.id in RESERVED_IDS or lesson.id in kinds or lesson.id in WINDOWS_NAMES:
            yield Problem("reserved-id", f"L'id « {lesson.id} » est réservé.",
                          "Choisis un autre mot, par exemple le sujet de la leçon.", at)  # fmt: skip
        for step in lesson.steps:
            if step.id in WINDOWS_NAMES:
                yield Problem("reserved-id", f"L'id « {step.id} » est réservé par Windows.",
                              "Choisis un autre mot.", step.position("id"))  # fmt: skip
