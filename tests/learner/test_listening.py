"""What is only listened to needs one touch: then it speaks to its end, each line once."""

from __future__ import annotations

import pytest

from builder.lesson.utterance import Language
from tests.conftest import Pages
from tests.learner.course_site import CourseSite
from tests.learner.hands import Touch
from tests.learner.learner import Learner, Memory
from tests.learner.senses import Senses


@pytest.mark.parametrize("language", ["bm", "fr"])
def test_after_one_touch_all_is_said_to_the_end(
    new_page: Pages, real_course: CourseSite, language: Language
) -> None:
    lessons = real_course.built.course.lessons
    number, piece = next((n, one) for n, one in enumerate(lessons, 1) if one.listening)
    senses = Senses(new_page(has_touch=True), real_course.meanings, real_course.durations_ms)
    senses.page.goto((real_course.folder / real_course.lesson_page(language, number)).as_uri())
    heard = Learner(senses, Touch(senses), Memory()).begin()
    assert "interface/finished" in heard.names
    said = [
        phrase.text.spoken(language)
        for step in piece.steps
        for phrase in step.phrases()
        if phrase.role == "narration"
    ]
    assert len(said) > 10
    assert [words for words in heard.words if words in said] == said
