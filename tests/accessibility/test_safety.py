"""Safe on a shared phone, on the real course: nothing leaves, nothing stays, one can go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import Pages
from tests.learner.course_site import CourseSite
from tests.learner.senses import Senses

Open = Callable[..., Senses]
Serve = Callable[[Path], str]

_STORED = """async () => ({
  local: Object.assign({}, localStorage), session: Object.assign({}, sessionStorage),
  cookies: document.cookie, databases: (await indexedDB.databases()).length,
  caches: window.caches && location.protocol === 'http:' ? (await caches.keys()).length : 0,
})"""
NOTHING_STORED = {"local": {}, "session": {}, "cookies": "", "databases": 0, "caches": 0}

# The address of another host, which no policy of ours names.
_ELSEWHERE = "http://127.0.0.2:9/picture.png"
_TRY_ELSEWHERE = f"""() => new Promise((done) => {{
  document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective));
  const image = new Image();
  image.onload = image.onerror = () => done('was asked for');
  image.src = '{_ELSEWHERE}';
}})"""


def sensitive(course: CourseSite) -> Iterator[int]:
    for number, lesson in enumerate(course.built.course.lessons, 1):
        if lesson.sensitive:
            yield number


def enter_sensitive(page: Page, home: str, number: int) -> None:
    """From the home page, as a learner does."""
    page.goto(home)
    # Begins, skips the tour, names the card, opens it.
    page.keyboard.press("Enter")
    page.keyboard.press("9")
    page.keyboard.press("9")
    page.keyboard.press(str(number))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/bm/{number}.html")
    page.keyboard.press("Enter")


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, course: CourseSite, site_http: Serve) -> str:
    """The site's root, opened from a folder or served."""
    if request.param == "file":
        return course.folder.as_uri() + "/"
    return site_http(course.folder)


def test_every_page_has_a_policy_that_blocks_other_hosts(
    new_page: Pages, course: CourseSite
) -> None:
    # The policy is in the page: where it was opened from changes nothing.
    page = new_page()
    let_through = {}
    for path in sorted(course.folder.rglob("*.html")):
        name = path.relative_to(course.folder).as_posix()
        page.goto(path.as_uri())
        blocked = page.evaluate(_TRY_ELSEWHERE)
        if blocked != "img-src":
            let_through[name] = blocked
    # The attempts themselves were the test's.
    new_page.complaints.clear()
    assert let_through == {}


def test_a_sensitive_lesson_stores_nothing_and_leaves_nothing_to_go_back_to(
    new_page: Pages, course: CourseSite, address: str
) -> None:
    for number in sensitive(course):
        page = new_page()
        page.goto(address + f"bm/{number}.html")
        for _ in range(2 * len(course.built.course.lessons[number - 1].steps)):
            page.keyboard.press("9")
        assert page.evaluate(_STORED) == NOTHING_STORED
        title = course.built.course.lessons[number - 1].title
        assert title.shown("bm") not in page.title()
        page = new_page()
        enter_sensitive(page, address + "index.html", number)
        assert set(page.evaluate("JSON.parse(localStorage.kalankan)")) <= {"tour", "voice"}
        for _ in range(3):
            page.keyboard.press("Shift")
        page.wait_for_url("**/jate.html")
        page.go_back()
        assert not page.url.endswith(f"bm/{number}.html")


def test_the_first_stop_of_a_sensitive_page_leaves(
    new_page: Pages, course: CourseSite, address: str
) -> None:
    for number in sensitive(course):
        page = new_page()
        page.goto(address + f"bm/{number}.html")
        page.keyboard.press("Enter")
        page.evaluate("document.activeElement.blur()")
        first = page.evaluate("document.querySelector('button, a[href], [tabindex=\"0\"]').id")
        assert first == "leave"
        page.locator("#leave").focus()
        page.keyboard.press("Escape")
        assert page.url.endswith(f"bm/{number}.html")
        page.keyboard.press("Enter")
        page.wait_for_url("**/jate.html")


def test_the_phone_s_own_player_shows_no_name(senses: Open, course: CourseSite) -> None:
    for number in sensitive(course):
        ears = senses(f"bm/{number}.html")
        ears.page.keyboard.press("Enter")
        told: dict[str, Any] = ears.page.evaluate(
            "(({title, artist, album}) => ({title, artist, album}))"
            "(navigator.mediaSession.metadata)"
        )
        assert told == {"title": ears.page.title(), "artist": "", "album": ""}
        assert ears.page.title() == f"Kalansen {number}"


def test_one_control_erases_what_the_course_kept(senses: Open) -> None:
    ears = senses("bm/1.html")
    ears.listen()
    ears.page.keyboard.press("9")
    ears.page.keyboard.press("9")
    assert ears.page.evaluate(_STORED)["local"] != {}
    ears.page.keyboard.press("8")
    ears.page.keyboard.press("8")
    ears.page.locator("#erase").focus()
    ears.page.keyboard.press("Enter")
    assert "interface/erased" in ears.listen().names
    assert ears.page.evaluate(_STORED) == NOTHING_STORED


def test_no_page_for_learners_has_a_place_to_type(new_page: Pages, course: CourseSite) -> None:
    page = new_page()
    for path in course.learner_pages():
        page.goto((course.folder / path).as_uri())
        assert page.locator("input, textarea, select, form, [contenteditable]").count() == 0
