"""A session sheet has all that a trainer needs, and its minutes are counted."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.errors import ProblemsFound
from builder.lesson.course import Course, Lesson
from builder.lesson.loading import load_course
from builder.trainer.kinds import KIND_FILE, notes_of
from builder.trainer.session import Session, session_of
from builder.trainer.sheets import session_sheet
from builder.trainer.words import TrainerPages

ROOT = Path(__file__).resolve().parents[2]
PAGES = TrainerPages(ROOT / "site_overrides")
COURSE = load_course(ROOT / "lessons", find_kinds())
LESSONS = list(enumerate(COURSE.lessons, 1))
each_lesson = pytest.mark.parametrize(("number", "lesson"), LESSONS, ids=lambda one: str(one)[:9])


def session(number: int, lesson: Lesson, course: Course = COURSE) -> Session:
    return session_of(PAGES, number, lesson, course.languages)


@each_lesson
def test_every_line_stands_in_both_languages_with_the_same_numbers(
    number: int, lesson: Lesson
) -> None:
    first, own = COURSE.languages.first.tag, COURSE.languages.trainer_tag
    for step, sheet in zip(lesson.steps, session(number, lesson).steps, strict=True):
        assert len(sheet.rows) == len(list(step.sheet(own)))
        for row in sheet.rows:
            here, there = row.cells
            assert (here.language, there.language) == (first, own)
            assert ("✓" in here.words) == ("✓" in there.words) == row.right
            assert here.draft


@each_lesson
def test_each_step_has_minutes_and_a_way_for_everyone(number: int, lesson: Lesson) -> None:
    for step in session(number, lesson).steps:
        assert step.minutes >= 1
        assert step.picture or step.choices
        assert all([step.avoid, step.blind, step.deaf, step.meanwhile, *step.ask])


@each_lesson
def test_a_step_takes_a_minute_for_each_decision_of_the_class(number: int, lesson: Lesson) -> None:
    for step, sheet in zip(lesson.steps, session(number, lesson).steps, strict=True):
        assert sheet.minutes >= sum(bool(moment.answers) for moment in step.moments())


@each_lesson
def test_a_run_fills_its_time_and_tells_what_is_left_out(number: int, lesson: Lesson) -> None:
    sheet = session(number, lesson)
    assert [run.minutes for run in sheet.runs] == [60, 90, 120]
    for run in sheet.runs:
        assert sorted(run.played + run.left_out) == [step.number for step in sheet.steps]
        assert {1, len(sheet.steps)} <= set(run.played)
        assert sum(part.minutes for part in run.parts) == run.minutes + run.over
        assert run.over == 0


def test_what_an_author_says_of_a_session_comes_before_what_is_counted() -> None:
    lesson = COURSE.lessons[0].model_copy(deep=True)
    object.__setattr__(lesson.steps[1].session, "minutes", 17)
    object.__setattr__(lesson.steps[1].session, "deaf", "avec les mains")
    left_out = [lesson.steps[2].id]
    object.__setattr__(lesson.session, "leave_out_60", left_out)
    sheet = session(1, lesson)
    assert (sheet.steps[1].minutes, sheet.steps[1].deaf) == (17, "avec les mains")
    assert sheet.runs[0].left_out == (3,)
    assert sheet.runs[0].over > 0


def test_a_sensitive_sheet_begins_with_the_lines_of_care() -> None:
    for number, lesson in LESSONS:
        html = session_sheet(PAGES, number, lesson, COURSE.languages, str)
        for line in PAGES.words.care_first:
            assert (line in html) == lesson.sensitive


def test_a_conversation_is_a_tree() -> None:
    (step,) = [step for step in COURSE.lessons[2].steps if step.id == "isa"]
    lines = list(step.sheet(COURSE.languages.trainer_tag))
    depths = [len(line) - len(line.lstrip("\t")) for line in lines]
    assert depths[:3] == [0, 0, 1]
    assert all(after <= before + 2 for before, after in pairwise(depths))
    messages = [line.strip() for line in lines if "« " in line and "→" not in line]
    assert len(messages) == len(set(messages))


def test_a_kind_without_notes_of_its_own_has_those_of_all() -> None:
    lone = COURSE.lessons[0].steps[0]
    own = notes_of(lone, PAGES.overrides)

    class Elsewhere(type(lone)):  # type: ignore[misc]
        @classmethod
        def folder(cls) -> Path:
            return ROOT / "tests"

    assert notes_of(Elsewhere.model_construct(), PAGES.overrides) != own
    assert (lone.folder() / KIND_FILE).is_file()


def test_a_step_that_is_not_there_cannot_be_left_out(tmp_path: Path) -> None:
    for name in ("course.yaml", "petite.yaml"):
        source = ROOT / "tests" / "tiny" / "lessons" / name
        text = source.read_text("utf-8")
        if name == "petite.yaml":
            text = text.replace("steps:", "session:\n  leave_out_60: [absente]\nsteps:", 1)
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_course(tmp_path, find_kinds())
    told = [problem for problem in found.value.problems if problem.slug == "step-unknown"]
    assert len(told) == 1
    assert told[0].position is not None


def test_each_lesson_says_its_aim_and_what_is_done_without_a_device() -> None:
    for number, lesson in LESSONS:
        sheet = session(number, lesson)
        assert sheet.aim
        assert sheet.without_device != PAGES.words.without_device
