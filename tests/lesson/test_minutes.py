"""How long a lesson lasts is counted from its texts, touches included."""

from __future__ import annotations

import pytest

from builder.activities import find_kinds
from builder.lesson.course import Lesson
from builder.lesson.loading import load_course, parse_lesson
from builder.proofreading.minutes import (
    DECISION_S,
    NEXT_S,
    TOUCH_S,
    WORDS_A_MINUTE,
    played_minutes,
    played_seconds,
)
from tests.conftest import ROOT
from tests.lesson.faults import GOOD, TINY_LESSONS

COURSE = load_course(ROOT / "lessons", find_kinds())
PLAYED = [lesson for lesson in COURSE.lessons if not lesson.listening]


@pytest.mark.parametrize("language", COURSE.languages.tags)
@pytest.mark.parametrize("lesson", PLAYED, ids=lambda lesson: lesson.id)
def test_a_lesson_lasts_eight_to_eleven_minutes(lesson: Lesson, language: str) -> None:
    assert 8 <= round(played_minutes(lesson, language)) <= 11


@pytest.mark.parametrize("language", COURSE.languages.tags)
def test_what_is_only_listened_to_lasts_about_three(language: str) -> None:
    (piece,) = (lesson for lesson in COURSE.lessons if lesson.listening)
    assert 3 <= round(played_minutes(piece, language)) <= 4
    assert not any(list(step.decisions()) for step in piece.steps)


def test_a_choice_costs_what_is_said_two_touches_and_a_thought() -> None:
    lesson = parse_lesson(TINY_LESSONS / "essai.yaml", GOOD, find_kinds())
    step = next(step for step in lesson.steps if step.kind == "choice")
    (moment,) = step.moments()
    texts = {phrase.id: phrase.text.shown_or_first("fr") for phrase in step.phrases()}
    chosen = next(answer for answer in moment.answers if answer.right)
    heard = [*moment.says, *(one.id for one in moment.answers), chosen.id, chosen.why, moment.why]
    words = sum(len(texts[id].split()) for id in heard if id)
    expected = words * 60 / WORDS_A_MINUTE["fr"] + 2 * TOUCH_S + DECISION_S + NEXT_S
    assert played_seconds(step, "fr", COURSE.aid) == pytest.approx(expected)
