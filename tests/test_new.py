"""What `run.py new` begins is whole: it passes `check` as it is and every text can be spoken."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.cli import main
from builder.format.starts import STARTS
from builder.lesson.activity import Activity
from builder.lesson.loading import load_course
from builder.narration.voices.bambara.checks import check_text
from builder.project import Project
from builder.terminal import RUN

ROOT = Path(__file__).resolve().parents[1]
START_NAMES = sorted(path.stem for path in STARTS.glob("*.yaml"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with the shipped lessons, to write in."""
    (tmp_path / "site_overrides").symlink_to(ROOT / "site_overrides")
    shutil.copytree(ROOT / "lessons", tmp_path / "lessons")
    return tmp_path


def run(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "new", *arguments])


def steps_of(root: Path, id: str) -> list[Activity]:
    lessons = load_course(root / "lessons", find_kinds()).lessons
    return next(lesson.steps for lesson in lessons if lesson.id == id)


@pytest.mark.parametrize("start", START_NAMES)
def test_a_new_lesson_is_listed_and_nothing_is_wrong_with_it(root: Path, start: str) -> None:
    course = root / "lessons" / "course.yaml"
    before = course.read_text("utf-8")
    assert run(root, "lesson", "photos", "--start", start) == 0
    project = Project(root)
    loaded = project.load_course()
    assert loaded.lessons[-1].id == "photos"
    problems = [
        problem.slug
        for problem in project.check(loaded)
        if problem.position and problem.position.file.name == "photos.yaml"
    ]
    assert problems == []
    after = course.read_text("utf-8")
    assert after.replace(", photos.yaml]", "]") == before


@pytest.mark.parametrize("start", START_NAMES)
def test_the_remarks_of_a_start_stay_in_it(root: Path, start: str) -> None:
    assert run(root, "lesson", "photos", "--start", start) == 0
    text = (root / "lessons" / "photos.yaml").read_text("utf-8")
    assert text.count("#") >= 6
    assert "id: photos " in text


def test_every_text_of_a_start_is_well_spelt_bambara(root: Path) -> None:
    for start in START_NAMES:
        assert run(root, "lesson", start, "--start", start) == 0
    lessons = [one for one in load_course(root / "lessons", find_kinds()).lessons
               if one.id in START_NAMES]  # fmt: skip
    said = [phrase.text.spoken("bm") for lesson in lessons for phrase in lesson.phrases()]
    assert len(lessons) == len(START_NAMES) >= 3
    assert [text for text in said if check_text(text)] == []


def test_a_list_with_dashes_gets_a_line_of_its_own(root: Path) -> None:
    course = root / "lessons" / "course.yaml"
    text = course.read_text("utf-8")
    start, end = text.index("lessons: ["), text.index("]\n", text.index("lessons: ["))
    names = text[start + len("lessons: [") : end].split(", ")
    dashed = "lessons:\n" + "".join(f"  - {name}   # reste\n" for name in names)
    course.write_text(text[:start] + dashed + text[end + 2 :], "utf-8")
    assert run(root, "lesson", "photos") == 0
    assert dashed + "  - photos.yaml\n" in course.read_text("utf-8")


@pytest.mark.parametrize(
    "id", ["Mes Photos", "é", "con", "chat", "course", "../x", "mots-de-passe"]
)
def test_a_lesson_that_cannot_be_is_refused_and_nothing_is_written(
    root: Path, id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in (root / "lessons").glob("*.yaml")}
    assert run(root, "lesson", id) == 1
    assert capsys.readouterr().err.startswith(f"{RUN} : «")
    assert {path: path.read_bytes() for path in (root / "lessons").glob("*.yaml")} == before


@pytest.mark.parametrize("kind", sorted(find_kinds()))
def test_a_new_step_is_last_and_has_an_id_of_its_own(root: Path, kind: str) -> None:
    # Of the course, the one lesson that is written in.
    course = root / "lessons" / "course.yaml"
    named = re.sub(r"(?m)^lessons: .*$", "lessons: [rumeurs.yaml]", course.read_text("utf-8"))
    course.write_text(named, "utf-8")
    path = root / "lessons" / "rumeurs.yaml"
    before = path.read_text("utf-8")
    old = [step.id for step in steps_of(root, "rumeurs")]
    assert run(root, "step", kind, "rumeurs") == 0
    assert run(root, "step", kind, "rumeurs.yaml") == 0
    steps = steps_of(root, "rumeurs")
    assert [step.id for step in steps[: len(old)]] == old
    assert [step.kind for step in steps[len(old) :]] == [kind, kind]
    assert len({step.id for step in steps}) == len(steps)
    assert path.read_text("utf-8").startswith(before.rstrip())


def test_a_step_can_be_shown_without_being_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "lessons" / "rumeurs.yaml"
    before = path.read_bytes()
    assert run(root, "step", "choice", "rumeurs", "--print") == 0
    assert "kind: choice" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_an_unknown_kind_or_lesson_is_answered_with_the_nearest(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "step", "trier", "rumeurs") == 1
    assert "sorting" in capsys.readouterr().err
    assert run(root, "step", "choice", "rumeur") == 1
    assert "rumeurs" in capsys.readouterr().err


def test_a_new_course_passes_check_and_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mon cours"
    assert run(tmp_path, "course", str(folder)) == 0
    project = Project(folder)
    course = project.load_course()
    assert [lesson.id for lesson in course.lessons] == ["premiere"]
    assert [one for one in project.check(course) if one.severity == "error"] == []
    assert (folder / "mkdocs.yml").is_file()
    before = (folder / "lessons" / "course.yaml").read_bytes()
    assert run(tmp_path, "course", str(folder)) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert (folder / "lessons" / "course.yaml").read_bytes() == before
