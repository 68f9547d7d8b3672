"""Reads a folder of lessons into a Course, or says every problem at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar, Union

from pydantic import Field, ValidationError, create_model

from builder.errors import Position, Problem, ProblemsFound
from builder.lesson.activity import Activity, Kinds
from builder.lesson.aid import AID_FILE, AID_SOURCE, AidFile, read_aid
from builder.lesson.cast import CAST_FILE
from builder.lesson.course import Course, CourseFile, Lesson, lesson_fields
from builder.lesson.languages import Languages, languages_in
from builder.lesson.listing import file_like, listing_problems, wrong_name
from builder.lesson.messages import problems_from, shortened
from builder.lesson.named_facts import unknown_facts
from builder.lesson.pictures import PictureFolder
from builder.lesson.placed import Placed, Reading, check_pieces
from builder.lesson.read_before import ReadBefore
from builder.lesson.sittings import SITTINGS_FILE, SITTINGS_SOURCE, Sittings, read_sittings
from builder.source.encoding import read_text
from builder.source.recovery import parse_all
from builder.source.tree import PlacedMapping, Source

ModelT = TypeVar("ModelT", bound=Placed)

COURSE_FILE = "course.yaml"
# Other YAML files that may stand beside the lessons.
OTHER_FILES = frozenset({COURSE_FILE, AID_FILE, CAST_FILE, SITTINGS_FILE, "prononciation.yaml"})
# Sources of utterances that are no lesson.
RESERVED_IDS = frozenset({"interface", "course", AID_SOURCE, SITTINGS_SOURCE})


@dataclass(frozen=True)
class _Reading(Generic[ModelT]):
    """What came of one file: `model` is None when there are errors, `data` when no YAML came."""

    path: Path
    data: PlacedMapping | None
    model: ModelT | None
    problems: tuple[Problem, ...]
    languages: Languages | None = None


LessonsBefore = ReadBefore[_Reading[Lesson]]


def load_course(folder: Path, kinds: Kinds, before: LessonsBefore | None = None) -> Course:
    """The course in `folder`; of lessons read `before`, what changed is read again.

    Raises ProblemsFound with all problems of all files.
    """
    files = _lesson_files(folder)
    if not files and not (folder / COURSE_FILE).is_file():
        raise ProblemsFound(
            [
                Problem(
                    "no-lessons",
                    "Le dossier des leçons est vide.",
                    "Mets-y course.yaml et au moins une leçon (voir le guide).",
                    Position(folder),
                )
            ]
        )
    course = _read_course(folder)
    problems = list(course.problems)
    names = [path.name for path in files]
    if course.model:
        problems.extend(listing_problems(course.model, folder, names))
        listed = [*dict.fromkeys(course.model.lessons)]
        names = [name for name in listed if name in names]
    read = partial(_read_lesson, kinds=kinds, languages=course.languages)
    lessons = [
        before.get(folder / name, course.languages, read) if before else read(folder / name)
        for name in names
    ]
    for lesson in lessons:
        problems.extend(lesson.problems)
    problems.extend(_shared_ids(lessons, kinds))
    try:
        aid = read_aid(folder)
    except ProblemsFound as found:
        problems.extend(found.problems)
        aid = AidFile(format=1)
    else:
        for lesson in lessons:
            problems.extend(unknown_facts(lesson.model, aid) if lesson.model else ())
        problems.extend(_picture_checks(aid.pieces(), folder))
    sittings = None
    try:
        sittings = read_sittings(folder)
    except ProblemsFound as found:
        problems.extend(found.problems)
    problems.extend(_picture_checks(sittings.pieces() if sittings else (), folder))
    if course.model is None or any(problem.severity == "error" for problem in problems):
        raise ProblemsFound(problems)
    complete = tuple(lesson.model for lesson in lessons if lesson.model)
    for whole in complete:
        whole.know(aid)
    return Course(folder, course.model, complete, tuple(problems), aid, sittings)


@dataclass(frozen=True)
class Outline:
    """A course without its lessons: names of their files, in order, and what is to be told."""

    folder: Path
    file: CourseFile
    names: tuple[str, ...]
    problems: tuple[Problem, ...]
    aid: AidFile
    sittings: Sittings | None = None

    def course(self) -> Course:
        """The course without its lessons."""
        return Course(self.folder, self.file, (), self.problems, self.aid, self.sittings)


def read_outline(folder: Path) -> Outline:
    """What course.yaml says of the folder. Raises ProblemsFound when it is not right."""
    course = _read_course(folder)
    there = [path.name for path in _lesson_files(folder)]
    problems = list(course.problems)
    if course.model:
        problems.extend(listing_problems(course.model, folder, there))
    aid = read_aid(folder)
    sittings = read_sittings(folder)
    pieces = (*aid.pieces(), *(sittings.pieces() if sittings else ()))
    problems.extend(_picture_checks(pieces, folder))
    if course.model is None or any(problem.severity == "error" for problem in problems):
        raise ProblemsFound(problems)
    known = set(there)
    names = tuple(name for name in dict.fromkeys(course.model.lessons) if name in known)
    return Outline(folder, course.model, names, tuple(problems), aid, sittings)


def read_lesson(
    outline: Outline, name: str, kinds: Kinds, languages: Languages
) -> tuple[Lesson | None, tuple[Problem, ...]]:
    """One lesson, None when it has errors, and all that is to be told of it."""
    reading = _read_lesson(outline.folder / name, kinds, languages)
    unknown = unknown_facts(reading.model, outline.aid) if reading.model else ()
    problems = (*reading.problems, *unknown)
    if reading.model is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    reading.model.know(outline.aid)
    return reading.model, problems


def load_lesson(path: Path, kinds: Kinds, languages: Languages | None = None) -> Lesson:
    """One lesson of a course in those languages; None takes its texts as they are.

    Raises ProblemsFound with every error and warning of the file.
    """
    return _model_of(_read_lesson(path, kinds, languages))


def parse_lesson(path: Path, text: str, kinds: Kinds, languages: Languages | None = None) -> Lesson:
    """As `load_lesson`, of a text in memory that would be at `path`. Raises ProblemsFound."""
    return _model_of(_checked(path, text, model_for(kinds), kinds, languages))


def _model_of(reading: _Reading[Lesson]) -> Lesson:
    if reading.model is None:
        raise ProblemsFound(reading.problems)
    return reading.model


@lru_cache(maxsize=8)
def lesson_model(kinds: tuple[tuple[str, type[Activity]], ...]) -> type[Lesson]:
    """Lesson with the steps that exist here: a union of the kinds, told apart by `kind`."""
    classes = tuple(cls for _, cls in kinds)
    union: Any = Union[classes]  # noqa: UP007 -- the members are only known at run time
    steps = Annotated[union, Field(discriminator="kind")] if len(classes) > 1 else union
    return create_model("Lesson", __base__=Lesson, __doc__=Lesson.__doc__, **lesson_fields(steps))


def model_for(kinds: Kinds) -> type[Lesson]:
    """The Lesson whose steps are of these kinds; made once."""
    return lesson_model(tuple(sorted(kinds.items())))


def _lesson_files(folder: Path) -> list[Path]:
    """Empty when there is no such folder."""
    if not folder.is_dir():
        return []
    files = [path for path in folder.iterdir() if path.suffix in (".yaml", ".yml")]
    other = {*OTHER_FILES, *(f"{Path(name).stem}.yml" for name in OTHER_FILES)}
    return sorted(path for path in files if path.name.lower() not in other)


def _read_course(folder: Path) -> _Reading[CourseFile]:
    path = folder / COURSE_FILE
    other = file_like(folder, COURSE_FILE)
    if not path.exists() and other:
        return _Reading(path, None, None, (wrong_name(other, COURSE_FILE, Position(path)),))
    if not path.exists():
        problem = Problem(
            "course-missing",
            "Il manque le fichier course.yaml.",
            "Crée-le avec « format: 1 », « title: » et « lessons: » (voir le guide).",
            Position(path),
        )
        return _Reading(path, None, None, (problem,))
    return _read(path, CourseFile, {})


def _read_lesson(path: Path, kinds: Kinds, languages: Languages | None) -> _Reading[Lesson]:
    return _read(path, model_for(kinds), kinds, languages)


def _read(
    path: Path, model: type[ModelT], kinds: Kinds, languages: Languages | None = None
) -> _Reading[ModelT]:
    try:
        text = read_text(path)
    except ProblemsFound as found:
        return _Reading(path, None, None, found.problems)
    return _checked(path, text, model, kinds, languages)


def _checked(
    path: Path,
    text: str,
    model: type[ModelT],
    kinds: Kinds,
    languages: Languages | None = None,
) -> _Reading[ModelT]:
    parsed = parse_all(path, text)
    if parsed.data is None:
        return _Reading(path, None, None, parsed.problems)
    source = Source(path, parsed.data, parsed.whole)
    if model is CourseFile:
        languages = languages_in(source.data)
    pieces: list[Placed] = []
    problems: list[Problem] = []
    read: ModelT | None = None
    try:
        read = model.model_validate(source.data, context=Reading(languages, pieces))
    except ValidationError as error:
        problems = problems_from(error, source, model, kinds, languages)
    if not parsed.whole:
        # What the file says as a whole cannot be checked without its pieces.
        pieces = [piece for piece in pieces if not isinstance(piece, model)]
    problems.extend(check_pieces(pieces, languages))
    problems.extend(_picture_checks(pieces, path.parent))
    start = Position(path)
    told = {problem.position.line for problem in parsed.problems if problem.position}
    problems = [p for p in problems if (p.position or start).line not in told]
    problems = sorted(
        dict.fromkeys([*parsed.problems, *problems]), key=lambda found: found.position or start
    )
    if any(problem.severity == "error" for problem in problems):
        read = None
    return _Reading(path, source.data, read, tuple(problems), languages)


def _picture_checks(pieces: Iterable[Placed], folder: Path) -> Iterator[Problem]:
    pictures = PictureFolder(folder)
    seen: set[str] = set()
    for piece in pieces:
        for name, key in piece.picture_files():
            if name not in seen:
                seen.add(name)
                yield from pictures.problems(name, piece.position(key))


def _shared_ids(lessons: Iterable[_Reading[Lesson]], kinds: Kinds) -> Iterator[Problem]:
    """Ids that two lessons have, or that are the software's own; broken lessons count too."""
    seen: dict[str, Position] = {}
    for lesson in lessons:
        id = lesson.data.get("id") if lesson.data is not None else None
        if not isinstance(id, str) or lesson.data is None:
            continue
        at = lesson.data.values_at["id"]
        if id in seen:
            first = seen[id]
            yield Problem(
                "duplicate-lesson",
                f"Deux leçons ont l'id « {shortened(id)} »"
                f" (déjà dans {first.file.name}, ligne {first.line}).",
                "Donne un autre « id » à l'une des deux.",
                at,
            )
        seen.setdefault(id, at)
        if id in RESERVED_IDS or id in kinds:
            yield Problem(
                "reserved-id",
                f"L'id « {id} » est déjà pris par le logiciel.",
                "Choisis un autre mot, par exemple le sujet de la leçon.",
                at,
            )
