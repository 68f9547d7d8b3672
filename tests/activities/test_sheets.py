"""The session sheet says what the class is asked, with the screen's numbers and the answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.activities.chat.activity import Chat
from builder.activities.choice.activity import Choice
from builder.activities.ordering.activity import Ordering
from builder.activities.sorting.activity import Sorting
from builder.lesson.activity import Activity
from builder.lesson.loading import load_course

LESSONS = Path(__file__).parents[2] / "lessons"
COURSE = load_course(LESSONS, find_kinds())
STEPS = [step for lesson in COURSE.lessons for step in lesson.steps]


def of_kind(kind: type[Activity]) -> list[Activity]:
    return [step for step in STEPS if isinstance(step, kind)]


@pytest.mark.parametrize("step", of_kind(Choice), ids=lambda step: step.id)
def test_a_choice_marks_its_right_answers_and_no_other(step: Choice) -> None:
    question, *answers = step.sheet("fr")
    assert question == step.question.shown("fr")
    for number, (line, written) in enumerate(zip(answers, step.order("answers"), strict=True), 1):
        answer = step.answers[written - 1]
        assert line.startswith(f"{number}{' ✓' * answer.right} {answer.text.shown('fr')}")
        assert answer.feedback.shown("fr") in line


@pytest.mark.parametrize("step", of_kind(Sorting), ids=lambda step: step.id)
def test_a_card_tells_each_of_its_places(step: Sorting) -> None:
    _, *cards = step.sheet("fr")
    numbers = {place.id: number for number, place in enumerate(step.places, 1)}
    for line, written in zip(cards, step.order("cards"), strict=True):
        card = step.cards[written - 1]
        places = line.removeprefix(card.text.shown("fr")).partition(" — ")[0]
        assert [int(n) for n in re.findall(r"\d", places)] == [numbers[one] for one in card.places]


@pytest.mark.parametrize("step", of_kind(Ordering), ids=lambda step: step.id)
def test_an_order_is_told_by_the_numbers_on_the_screen(step: Ordering) -> None:
    _, *items, _ = step.sheet("fr")
    said = [int(match[1]) for line in items if (match := re.match(r"En [^:]* : (\d)", line))]
    assert [step.order("items")[number - 1] for number in said] == [*range(1, len(step.items) + 1)]


@pytest.mark.parametrize("step", of_kind(Chat), ids=lambda step: step.id)
def test_a_conversation_tells_every_reply_and_where_one_ends_well(step: Chat) -> None:
    lines = list(step.sheet("fr"))
    replies = [reply for message in step.messages for reply in message.replies]
    assert all(any(reply.text.shown("fr") in line for line in lines) for reply in replies)
    good = {
        message.end.feedback.shown("fr")
        for message in step.messages
        if message.end and message.end.right
    }
    told = {line.partition(" — ")[2] for line in lines if " ✓ " in line}
    assert told <= good
    assert told
