"""Who answers at random before the course and rightly after it sees the tree grow."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from builder.lesson.sittings import EFFECTS
from builder.page import addresses
from tests.conftest import Pages
from tests.learner.course_site import CourseSite

MOST_SCREENS = 20
ANSWER_MS = 10_000


def sit(page: Page, site: CourseSite, sitting: str, choose: Callable[[], str]) -> list[int]:
    """Answers each situation; the stages of the trees that are shown at the end."""
    page.goto((site.folder / addresses.sitting("fr", sitting)).as_uri())
    if page.locator('#toggle[data-say="interface/voice-off"]').count():
        page.locator("#toggle").evaluate("one => one.click()")
    page.locator("#next").click()
    for _ in range(MOST_SCREENS):
        here = page.locator(".situation:not([hidden])")
        if not here.count():
            break
        step = here.get_attribute("data-step")
        here.locator(f'[data-effect="{choose()}"]').click()
        page.locator(f'[data-step="{step}"]').wait_for(state="hidden", timeout=ANSWER_MS)
    shown = page.locator(".trees img:not([hidden])")
    return [int(tree.get_attribute("data-stage") or 0) for tree in shown.all()]


def kept(page: Page) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(page.evaluate("localStorage.kalankan"))["sittings"]
    return told


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_tree_grows_from_random_answers_to_right_ones(
    new_page: Pages, real_course: CourseSite, seed: int
) -> None:
    page, chance = new_page(), random.Random(seed)
    (before,) = sit(page, real_course, "before", lambda: chance.choice(EFFECTS))
    trees = sit(page, real_course, "after", lambda: "protects")
    assert before <= 3
    assert trees[-1] == 5 > before
    assert set(kept(page)) == {"before", "after"}


def test_what_is_sensitive_is_not_kept_and_all_is_erased_by_one_touch(
    new_page: Pages, real_course: CourseSite
) -> None:
    page = new_page()
    sit(page, real_course, "before", lambda: "exposes")
    assert set(kept(page)["before"]) == {
        "code", "photo-du-groupe", "transfere-vite", "message-vrai",
    }  # fmt: skip
    page.locator("#help").evaluate("one => one.click()")
    page.locator("#erase").evaluate("one => one.click()")
    assert page.evaluate("localStorage.kalankan") is None


def test_answers_that_expose_leave_a_small_tree(new_page: Pages, real_course: CourseSite) -> None:
    page = new_page()
    assert sit(page, real_course, "after", lambda: "exposes") == [1]


def test_the_home_leads_to_the_three_moments(new_page: Pages, real_course: CourseSite) -> None:
    page = new_page()
    page.goto((real_course.folder / "index.html").as_uri())
    doors = page.locator(".doors a")
    found = [(door.get_attribute("href"), door.get_attribute("data-say")) for door in doors.all()]
    assert found == [
        (addresses.sitting("bm", name), f"interface/sitting-{name}")
        for name in ("before", "after", "later")
    ]


def test_a_home_of_several_shelves_tells_its_tour_and_leads_to_the_next_shelf(
    new_page: Pages, examples_course: CourseSite
) -> None:
    page = new_page()
    page.goto((examples_course.folder / "index.html").as_uri())
    if page.locator("#start").is_visible():
        page.click("#start")
    page.evaluate("Kalankan.hooks.go(1)")
    assert page.locator(".lesson-card").first.is_visible()
    assert page.locator("a.shelf").get_attribute("href") == "index-2.html"
