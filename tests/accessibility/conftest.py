"""The real course, and walks through each state of its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.conftest import Pages
from tests.learner.course_site import CourseSite, build_real_course
from tests.learner.senses import Senses

Walk = Callable[..., Iterator[tuple[str, Page]]]


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> CourseSite:
    return build_real_course(tmp_path_factory.getbasetemp() / "cours réel" / "site")


@pytest.fixture
def senses(new_page: Pages, course: CourseSite) -> Callable[..., Senses]:
    """Opens a page of the site: `senses("bm/1.html", viewport=…)`."""

    def open_page(path: str, **options: object) -> Senses:
        senses = Senses(new_page(**options), course.meanings, course.durations_ms)
        senses.page.goto((course.folder / path).as_uri())
        return senses

    return open_page
