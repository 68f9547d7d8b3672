"""Every lesson and every kind is finished by someone who cannot read, by ear, keys and touch."""

from __future__ import annotations

import pytest

from builder.lesson.utterance import Language
from tests.learner.conftest import OpenLesson
from tests.learner.course_site import CourseSite, example_names, kind_of, real_lesson_files
from tests.learner.hands import NumberKeys, TabKeys, Touch
from tests.learner.learner import Learner, Memory, Visit
from tests.spreading import ALL, every_other, one_of_each, spread

# A story asks nothing; whatever has something to choose is done when the page says so.
_UNDONE = """
Array.from(document.querySelectorAll('[data-kind]:not([data-done])'))
  .filter(step => step.querySelector('button')).map(step => step.dataset.step)
"""


def go(learner: Learner) -> Visit:
    """A whole visit; fails where a learner would be stuck."""
    visit = learner.go_through(learner.begin())
    assert visit.finished, f"still at {learner.senses.log[-1].name}"
    assert visit.unsolved == []
    spoken_over = [sound.name for sound in learner.senses.log if sound.together]
    assert spoken_over == []
    return visit


NUMBERS = range(1, 1 + len(real_lesson_files()))
# Who tries out, then who knows. Other lessons' turn is in one file, others' hands there too.
HANDS = ((NumberKeys, Touch), (NumberKeys, TabKeys), (TabKeys, NumberKeys), (Touch, TabKeys))


@pytest.mark.parametrize(
    ("number", "language", "hands"),
    spread(every_other(NUMBERS, 1), ("bm", "fr"), HANDS[: 4 if ALL else 2]),
)
def test_a_lesson_is_finished_at_first_by_trying_and_then_without_a_mistake(
    enter: OpenLesson,
    real_course: CourseSite,
    language: Language,
    number: int,
    hands: tuple[type[TabKeys | Touch | NumberKeys], ...],
) -> None:
    memory = Memory()
    first, *others = hands
    learner = enter(real_course, language, number, first, memory)
    # Each kind's example below is asked once more; here that only must not be in the way.
    learner.is_patient = False
    assert go(learner).right > 0
    assert learner.senses.page.evaluate(_UNDONE) == []
    for again in others:
        visit = go(enter(real_course, language, number, again, memory))
        assert visit.right > 0
        assert visit.wrong == 0


@pytest.mark.parametrize("name", one_of_each(example_names(), kind_of))
def test_each_example_of_each_kind_is_finished_by_keys_and_by_touch(
    enter: OpenLesson, examples_course: CourseSite, name: str
) -> None:
    number = 1 + example_names().index(name)
    memory = Memory()
    learner = enter(examples_course, "bm", number, NumberKeys, memory)
    go(learner)
    assert learner.senses.page.evaluate(_UNDONE) == []
    assert go(enter(examples_course, "bm", number, Touch, memory)).wrong == 0


@pytest.mark.parametrize("number", every_other(NUMBERS))
def test_a_lesson_is_finished_with_a_screen_reader_and_the_voice_off(
    enter_with_screen_reader: OpenLesson, real_course: CourseSite, number: int
) -> None:
    learner = enter_with_screen_reader(real_course, number, Memory())
    learner.is_patient = False
    assert go(learner).right > 0
    assert learner.senses.page.evaluate(_UNDONE) == []


@pytest.mark.parametrize("name", ["choice-1", "sorting-2", "ordering-1", "inbox-1", "practice-1"])
def test_what_was_missed_is_asked_once_more_before_the_end_and_only_then(
    enter: OpenLesson, examples_course: CourseSite, name: str
) -> None:
    number, memory = 1 + example_names().index(name), Memory()
    learner = enter(examples_course, "bm", number, NumberKeys, memory)
    assert go(learner).wrong > 0
    names = [sound.name for sound in learner.senses.log]
    assert names.count("interface/asked-again") == names.count("interface/known-now") == 1
    again = enter(examples_course, "bm", number, NumberKeys, memory)
    assert go(again).wrong == 0
    assert "interface/asked-again" not in [sound.name for sound in again.senses.log]
