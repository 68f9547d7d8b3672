"""Learners made of code, in front of the real course or of the kinds' examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.lesson.utterance import Language
from tests.conftest import Pages
from tests.learner.course_site import CourseSite, build_examples_course, build_real_course
from tests.learner.hands import Hands, TabKeys
from tests.learner.learner import Learner, Memory
from tests.learner.screen_reader import ScreenReader
from tests.learner.senses import Senses

OpenLesson = Callable[..., Learner]


@pytest.fixture(scope="session")
def real_course(tmp_path_factory: pytest.TempPathFactory) -> CourseSite:
    return build_real_course(tmp_path_factory.getbasetemp() / "cours réel" / "site")


@pytest.fixture(scope="session")
def examples_course(tmp_path_factory: pytest.TempPathFactory) -> CourseSite:
    return build_examples_course(tmp_path_factory.getbasetemp() / "exemples")


@pytest.fixture
def enter_with_screen_reader(new_page: Pages) -> OpenLesson:
    """`enter_with_screen_reader(site, 1, memory)`: French, by Tab, the page's own voice off."""

    def open_lesson(site: CourseSite, number: int, memory: Memory) -> Learner:
        senses = ScreenReader(new_page(), site)
        senses.page.goto((site.folder / site.lesson_page("fr", number)).as_uri())
        return Learner(senses, TabKeys(senses), memory)

    return open_lesson


@pytest.fixture
def enter(new_page: Pages) -> OpenLesson:
    """`enter(site, "bm", 1, TabKeys, memory)` is a learner in front of a lesson's page."""

    def open_lesson(
        site: CourseSite,
        language: Language,
        number: int,
        hands: Callable[[Senses], Hands],
        memory: Memory,
    ) -> Learner:
        page = new_page(has_touch=True)
        senses = Senses(page, site.meanings, site.durations_ms)
        page.goto((site.folder / site.lesson_page(language, number)).as_uri())
        return Learner(senses, hands(senses), memory)

    return open_lesson
