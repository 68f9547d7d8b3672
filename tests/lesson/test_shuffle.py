"""No place and no length gives an answer away; the same order is on the screen and the sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from builder.activities import find_kinds
from builder.activities.chat.activity import Chat
from builder.activities.choice.activity import Choice
from builder.activities.ordering.activity import Ordering
from builder.activities.sorting.activity import Sorting
from builder.lesson.activity import Activity
from builder.lesson.course import Lesson
from builder.lesson.loading import load_course
from builder.lesson.utterance import Language

LESSONS = Path(__file__).parents[2] / "lessons"
COURSE = load_course(LESSONS, find_kinds())
ASKING = [lesson for lesson in COURSE.lessons if not lesson.listening]
each_lesson = pytest.mark.parametrize("lesson", ASKING, ids=lambda lesson: lesson.id)
each_language = pytest.mark.parametrize("language", COURSE.languages.tags)
Pick = Callable[[Sequence[str]], int]


def mistakes(lesson: Lesson, language: Language, pick: Pick) -> int:
    """Of somebody who chooses by `pick` from the words as they stand on the screen."""
    return sum(_mistakes_in(step, language, pick) for step in lesson.steps)


def _mistakes_in(step: Activity, language: Language, pick: Pick) -> int:
    if isinstance(step, Choice):
        answers = [step.answers[number - 1] for number in step.order("answers")]
        return not answers[pick([answer.text.shown(language) for answer in answers])].right
    if isinstance(step, Sorting):
        names = [place.text.shown(language) for place in step.places]
        return sum(step.places[pick(names)].id not in card.places for card in step.cards)
    if isinstance(step, Ordering):
        return _mistakes_in_order(step, language, pick)
    if isinstance(step, Chat):
        return sum(_ends_badly(step, role.start, language, pick) for role in step.roles)
    return 0


def _mistakes_in_order(step: Ordering, language: Language, pick: Pick) -> int:
    left = list(step.order("items"))
    wrong = 0
    for wanted in range(1, len(left) + 1):
        chosen = left[pick([step.items[number - 1].text.shown(language) for number in left])]
        wrong += chosen != wanted
        left.remove(wanted)
    return wrong


def _ends_badly(step: Chat, start: str, language: Language, pick: Pick) -> bool:
    messages = {message.id: message for message in step.messages}
    message = messages[start]
    for _ in messages:
        if message.end:
            return not message.end.right
        replies = [message.replies[number - 1] for number in step.shown_replies(message)]
        chosen = replies[pick([r.text.shown(language) for r in replies])].next if replies else ""
        message = messages[chosen or message.next or ""]
    return True


def first(_: Sequence[str]) -> int:
    return 0


def last(words: Sequence[str]) -> int:
    return len(words) - 1


def longest(words: Sequence[str]) -> int:
    return max(range(len(words)), key=lambda at: len(words[at]))


def shortest(words: Sequence[str]) -> int:
    return min(range(len(words)), key=lambda at: len(words[at]))


@each_lesson
@each_language
@pytest.mark.parametrize("pick", [first, last, longest, shortest], ids=lambda pick: pick.__name__)
def test_who_goes_by_place_or_by_length_makes_mistakes(
    lesson: Lesson, language: Language, pick: Pick
) -> None:
    assert mistakes(lesson, language, pick) >= 3


@each_lesson
@each_language
def test_nobody_gets_through_a_lesson_by_chance(lesson: Lesson, language: Language) -> None:
    random = Random(9)
    made = [
        mistakes(lesson, language, lambda words: random.randrange(len(words))) for _ in range(500)
    ]
    # The shortest lesson has so few decisions that one in some hundred is lucky.
    assert made.count(0) <= 1


@each_lesson
def test_the_right_answers_stand_in_every_place(lesson: Lesson) -> None:
    places: list[int] = []
    for step in lesson.steps:
        if isinstance(step, Choice | Chat):
            for choices in step.choices():
                right = [choices.right[number - 1] for number in step.order(choices.key)]
                if not all(right):
                    places += [at for at, good in enumerate(right) if good]
    assert {0, 1, 2} <= set(places)
    assert max(map(places.count, places)) <= 0.6 * len(places)


@each_lesson
def test_an_order_never_begins_with_the_answer_nor_runs_backwards(lesson: Lesson) -> None:
    for step in lesson.steps:
        if isinstance(step, Ordering):
            shown = step.order("items")
            assert shown[0] != 1
            assert list(shown) != sorted(shown, reverse=True)


def test_the_order_is_of_the_lesson_and_the_step_and_the_same_each_time() -> None:
    again, other = (load_course(LESSONS, find_kinds()).lessons[0] for _ in range(2))
    assert _orders(again) == _orders(COURSE.lessons[0])
    named_otherwise = type(other).model_validate({**dict(other), "id": "autre"})
    assert _orders(named_otherwise) != _orders(again)


def _orders(lesson: Lesson) -> list[tuple[str, object]]:
    return [
        (f"{step.id}.{choices.key}", step.order(choices.key))
        for step in lesson.steps
        if isinstance(step, Choice | Sorting | Ordering | Chat)
        for choices in step.choices()
    ]


def test_an_author_keeps_the_written_order_with_one_key() -> None:
    lesson = load_course(LESSONS, find_kinds()).lessons[0]
    for choice in [step for step in lesson.steps if isinstance(step, Choice)]:
        pinned = choice.model_copy(update={"shuffle": False})
        type(lesson).model_validate({**dict(lesson), "steps": [pinned]})
        assert pinned.order("answers") == tuple(range(1, len(pinned.answers) + 1))
