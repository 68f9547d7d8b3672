"""A folder of lessons: good ones, and every problem of every file at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.errors import Problem, ProblemsFound
from builder.lesson.course import Course
from builder.lesson.loading import LessonsBefore, load_course
from builder.project import Project
from tests.languages import IN_A_COURSE
from tests.lesson.faults import GOOD, TINY_LESSONS, assert_reads_well

COURSE = 'format: 1\ntitle: {bm: "Kalan", fr: "Cours"}\nlessons: [essai.yaml]\n' + IN_A_COURSE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good course of one lesson, in a folder with spaces and accents."""
    lessons = tmp_path / "Leçons de Fanta"
    shutil.copytree(TINY_LESSONS / "pictures", lessons / "pictures")
    write(lessons, "course.yaml", COURSE)
    write(lessons, "essai.yaml", GOOD)
    return lessons


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8", newline="")


def load(folder: Path) -> Course:
    return load_course(folder, find_kinds())


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as caught:
        load(folder)
    for problem in caught.value.problems:
        assert_reads_well(problem)
    return caught.value.problems


def told(problems: tuple[Problem, ...]) -> list[str]:
    places = [(problem.position, problem.slug) for problem in problems]
    return [f"{at.file.name}:{at.line}:{at.column} {slug}" for at, slug in places if at]


def test_a_good_course_is_read_in_its_order(folder: Path) -> None:
    write(folder, "avant.yaml", GOOD.replace("id: essai", "id: avant"))
    write(folder, "course.yaml", COURSE.replace("[essai.yaml]", "[essai.yaml, avant.yaml]"))
    course = load(folder)
    assert [lesson.id for lesson in course.lessons] == ["essai", "avant"]
    assert course.warnings == ()
    assert course.folder == folder


def test_the_tiny_course_speaks_every_text_in_both_languages() -> None:
    utterances = list(load(TINY_LESSONS).utterances())
    places = [(u.source, u.id, u.language) for u in utterances]
    assert len(set(places)) == len(places)
    assert {u.language for u in utterances} == {"bm", "fr"}
    assert ("petite", "discussion.m1-reply-2", "bm") in places
    assert ("course", "title", "fr") in places
    assert all(u.position and u.position.line > 1 for u in utterances)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_windows_files_are_read_like_any_other(folder: Path, ending: str, mark: str) -> None:
    write(folder, "essai.yaml", mark + GOOD.replace("\n", ending))
    write(folder, "course.yaml", mark + COURSE.replace("\n", ending))
    (lesson,) = load(folder).lessons
    assert lesson.title.shown("fr") == "Leçon"
    at = lesson.steps[1].position("id")
    assert at is not None
    assert (at.line, at.column) == (12, 9)


def test_a_read_only_folder_is_read_and_left_as_it_was(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        load(folder)
        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    finally:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path)
    assert problem.slug == "no-lessons"
    assert problem.position is not None
    assert problem.position.file == tmp_path


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert [problem.slug for problem in problems_of(tmp_path / "lessons")] == ["no-lessons"]


def test_lessons_without_a_course_file_are_still_checked(folder: Path) -> None:
    (folder / "course.yaml").unlink()
    write(folder, "essai.yaml", GOOD.replace("minutes", "minuts"))
    assert told(problems_of(folder)) == [
        "course.yaml:1:1 course-missing",
        "essai.yaml:5:1 key-unknown",
    ]


def test_a_course_without_lessons_is_told(folder: Path) -> None:
    write(folder, "course.yaml", COURSE.replace("[essai.yaml]", "[]"))
    assert told(problems_of(folder)) == ["course.yaml:3:10 too-few"]


def test_every_problem_of_every_file_is_told_at_once(folder: Path) -> None:
    write(folder, "course.yaml", COURSE.replace('fr: "Cours"', "fr: 3").replace("title", "titre"))
    write(
        folder,
        "essai.yaml",
        GOOD.replace("minutes: 20", "minutes: vingt").replace("Sugu don.", "<b>"),
    )
    write(folder, "cassee.yaml", "a: 'l'eau'\n")
    write(
        folder,
        "autre.yaml",
        GOOD.replace("pictures/market.svg", "pictures/x.svg")
        .replace("        right: true\n", "")
        .replace('bm: "Kalan", ', ""),
    )
    assert told(problems_of(folder)) == [
        "course.yaml:2:1 key-unknown",
        "autre.yaml:3:8 language-missing",
        "autre.yaml:9:21 picture-missing",
        "autre.yaml:18:7 no-right-answer",
        "cassee.yaml:1:7 quote-too-early",
        "essai.yaml:5:10 not-a-number",
        "essai.yaml:9:52 markup-in-text",
        "essai.yaml:2:5 duplicate-lesson",
    ]


def test_two_lessons_with_one_id_are_told_with_the_first_place(folder: Path) -> None:
    write(folder, "deux.yaml", GOOD)
    write(folder, "course.yaml", COURSE.replace("[essai.yaml]", "[essai.yaml, deux.yaml]"))
    (problem,) = problems_of(folder)
    assert told((problem,)) == ["deux.yaml:2:5 duplicate-lesson"]
    assert "essai.yaml, ligne 2" in problem.message


@pytest.mark.parametrize("id", ["interface", "course", "choice", "chat"])
def test_ids_of_the_software_are_refused(folder: Path, id: str) -> None:
    write(folder, "essai.yaml", GOOD.replace("id: essai", f"id: {id}"))
    assert told(problems_of(folder)) == ["essai.yaml:2:5 reserved-id"]


@pytest.mark.parametrize(
    ("listed", "expected", "hint"),
    [
        ("[essai.yml]", "course.yaml:3:11 lesson-missing", "« essai.yaml »"),
        ("[Essai.yaml]", "course.yaml:3:11 lesson-missing", "« essai.yaml »"),
        ("[essai.yaml, autre.yaml]", "course.yaml:3:23 lesson-missing", "essai.yaml"),
        ("[course.yaml]", "course.yaml:3:11 lesson-missing", "essai.yaml"),
        ("[../essai.yaml]", "course.yaml:3:11 lesson-missing", "essai.yaml"),
        ("[essai.yaml, essai.yaml]", "course.yaml:3:23 lesson-twice", "Enlève"),
    ],
)
def test_a_list_that_differs_from_the_folder_is_told(
    folder: Path, listed: str, expected: str, hint: str
) -> None:
    write(folder, "course.yaml", COURSE.replace("[essai.yaml]", listed))
    problem = next(p for p in problems_of(folder) if p.severity == "error")
    assert told((problem,)) == [expected]
    assert hint in problem.hint


def test_a_lesson_that_is_not_listed_is_a_warning(folder: Path) -> None:
    write(folder, "oubliee.yaml", "rien")
    course = load(folder)
    (warning,) = course.warnings
    assert (warning.slug, warning.severity) == ("lesson-unlisted", "warning")
    assert "oubliee.yaml" in warning.hint
    assert_reads_well(warning)


def test_the_pronunciation_file_is_no_lesson(folder: Path) -> None:
    write(folder, "prononciation.yaml", "mots: {}\n")
    assert load(folder).warnings == ()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("voices: {bm: [recording]}", "6:1 key-unknown"),
        ("speakers: {bm: man}", "6:1 key-unknown"),
        ("model: voix.onnx", "6:8 not-a-list"),
        ("model: [{file: a.onnx, language: bm}]", "6:9 key-missing"),
        ("model: [{file: a.onnx, language: en, licence: MIT}]", "6:34 language-unknown"),
        ("gtts: oui", "6:7 not-yes-no"),
    ],
)
def test_faults_of_the_course_file_are_told(folder: Path, lines: str, expected: str) -> None:
    write(folder, "course.yaml", COURSE + lines + "\n")
    assert [f"course.yaml:{expected}"] == told(problems_of(folder))


def test_gtts_comes_last_where_it_is_allowed_and_has_no_place(folder: Path) -> None:
    write(folder, "course.yaml", COURSE + "gtts: true\n")
    order = Project(folder.parent).settings(load(folder)).order
    assert order["fr"] == ("recording", "takes", "model", "embedded", "gtts")
    assert order["bm"] == ("recording", "takes", "model", "embedded")


@pytest.mark.parametrize("there", ["essai.yaml.txt", "essai.YAML", "essai.txt"])
def test_a_lesson_whose_real_ending_is_hidden_is_told_its_name(folder: Path, there: str) -> None:
    (folder / "essai.yaml").rename(folder / there)
    (problem,) = (p for p in problems_of(folder) if p.severity == "error")
    assert problem.slug == "file-name"
    assert there in problem.message


@pytest.mark.parametrize("there", ["course.yml", "course.yaml.txt", "Course.yaml"])
def test_a_course_file_under_another_name_is_told_once(folder: Path, there: str) -> None:
    (folder / "course.yaml").rename(folder / there)
    (problem,) = (p for p in problems_of(folder) if p.slug != "lesson-unlisted")
    assert problem.slug == "file-name"
    assert there in problem.message


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("“Bonjour.”", "curly-quotes"),
        ('Bonjour."', "quote-left"),
        ('"Elle dit « bonjour »."', None),
        ("« Bonjour. »", None),
    ],
)
def test_quotation_marks_that_would_be_read_are_noticed(
    folder: Path, typed: str, slug: str | None
) -> None:
    write(folder, "essai.yaml", GOOD.replace('"Bonjour."', typed))
    warnings = load(folder).warnings
    assert [problem.slug for problem in warnings] == ([slug] if slug else [])
    for problem in warnings:
        assert_reads_well(problem)


def test_a_file_that_is_named_is_not_said_to_be_unlisted_too(folder: Path) -> None:
    write(folder, "course.yaml", COURSE.replace("essai.yaml", "essai"))
    assert told(problems_of(folder)) == ["course.yaml:3:11 lesson-missing"]


def test_of_lessons_read_before_only_what_changed_is_read_again(folder: Path) -> None:
    write(folder, "course.yaml", COURSE.replace("[essai.yaml]", "[essai.yaml, autre.yaml]"))
    write(folder, "autre.yaml", GOOD.replace("id: essai", "id: autre"))
    before = LessonsBefore()
    essai, autre = load_course(folder, find_kinds(), before).lessons
    write(folder, "autre.yaml", GOOD.replace("id: essai", "id: autre").replace("Bonjour", "Salut"))
    again = load_course(folder, find_kinds(), before).lessons
    assert again[0] is essai
    assert "Salut." in {one.spoken for one in again[1].utterances(["fr"])}
    assert "Salut." not in {one.spoken for one in autre.utterances(["fr"])}
    shutil.rmtree(folder / "pictures")
    with pytest.raises(ProblemsFound) as found:
        load_course(folder, find_kinds(), before)
    files = {one.position.file.name for one in found.value.problems if one.position}
    assert files == {"essai.yaml", "autre.yaml"}
