"""What an author begins with: one of `first_lessons/`, an example of a kind, a whole course."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from builder.disk import disk_trouble, whole_folder, write_whole
from builder.errors import BuilderError, ProblemsFound
from builder.format.examples import read_examples
from builder.format.new_pieces import free_id, with_id, with_lesson, with_step
from builder.lesson.activity import Activity, Kinds
from builder.lesson.course import CourseFile, reserved_name
from builder.lesson.file import read_file
from builder.lesson.languages import Languages
from builder.lesson.loading import COURSE_FILE, RESERVED_IDS, parse_lesson
from builder.source.encoding import read_text

STARTS = Path(__file__).with_name("first_lessons")
FIRST_LESSON = "premiere"
_FRAME = ("docs", "site_overrides")
_FILES = (
    "mkdocs.yml",
    "lesson.schema.json",
    "course.schema.json",
    "aid.schema.json",
    "sittings.schema.json",
    "builder/website/hooks.py",
    "lessons/aide.yaml",
    "lessons/prononciation.yaml",
)
COURSE = Path(__file__).parent / "first_course" / "course.yaml"


def begin_lesson(lessons: Path, id: str, start: str, kinds: Kinds) -> Path:
    """Writes a lesson that is whole and lists it in the course; its file. Raises BuilderError."""
    name = f"{id}.yaml"
    path = lessons / name
    taken = id in RESERVED_IDS or id in kinds or [*reserved_name(id, None)]
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) or len(id) > 60 or taken:
        raise BuilderError(
            f"« {id[:40]} » ne peut pas nommer une leçon. Écris des petites lettres a–z, des "
            "chiffres et des tirets : mots-de-passe."
        )
    if path.exists():
        raise BuilderError(f"« {path} » existe déjà. Choisis un autre nom.")
    course = lessons / COURSE_FILE
    languages = _languages(course)
    text = with_id(read_text(STARTS / f"{start}.yaml"), id)
    _refuse_if_wrong(path, text, kinds, languages)
    listed = with_lesson(course, name)
    _write(path, text)
    _write(course, listed)
    return path


def example_step(path: Path, kind: type[Activity]) -> str:
    """The kind's first good example, with an id that is free in the lesson at `path`."""
    example = next(example for example in read_examples(kind) if example.is_good)
    ids = re.findall(r"^\s*- id: ([a-z0-9-]+)", read_text(path), re.MULTILINE)
    return with_id(example.yaml, free_id(example.yaml, ids))


def begin_step(path: Path, kind: type[Activity], kinds: Kinds) -> str:
    """Adds a step at the end of the lesson at `path`; its id. Raises BuilderError."""
    languages = _languages(path.with_name(COURSE_FILE))
    before = parse_lesson(path, read_text(path), kinds, languages)
    text = with_step(path, example_step(path, kind))
    after = _refuse_if_wrong(path, text, kinds, languages)
    if [step.id for step in after[:-1]] != [step.id for step in before.steps]:
        raise BuilderError("L'étape n'a pas pu être ajoutée : colle-la toi-même sous « steps: ».")
    _write(path, text)
    return after[-1].id


def _languages(course: Path) -> Languages:
    file = read_file(course, CourseFile)
    entries = tuple(file.languages)
    return Languages(entries, file.trainers or entries[0].tag)


def _refuse_if_wrong(path: Path, text: str, kinds: Kinds, languages: Languages) -> list[Activity]:
    """The steps of a lesson that is about to be written."""
    try:
        return parse_lesson(path, text, kinds, languages).steps
    except ProblemsFound as found:
        raise BuilderError(
            f"Rien n'a été écrit : ce départ ne va pas dans ton cours. {found.problems[0].message}"
        ) from found


def begin_course(program: Path, folder: Path) -> None:
    """Makes a folder with all that a course needs and one lesson. Raises BuilderError."""
    if folder.exists():
        raise BuilderError(f"« {folder} » existe déjà. Choisis un autre nom.")
    try:
        with whole_folder(folder.resolve()) as new:
            for name in _FRAME:
                shutil.copytree(program / name, new / name)
            shutil.copytree(program / "lessons" / "pictures", new / "lessons" / "pictures")
            (new / "audio").mkdir()
            for name in _FILES:
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(program / name, new / name)
            lesson = with_id(read_text(STARTS / "story.yaml"), FIRST_LESSON)
            (new / "lessons" / f"{FIRST_LESSON}.yaml").write_text(lesson, "utf-8")
            (new / "lessons" / COURSE_FILE).write_bytes(COURSE.read_bytes())
    except OSError as error:
        raise BuilderError(f"« {folder} » : {disk_trouble(error)}, puis relance.") from error


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise BuilderError(f"« {path} » : {disk_trouble(error)}, puis relance.") from error
