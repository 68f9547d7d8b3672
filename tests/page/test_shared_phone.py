"""A phone that others use too: what stays on it, and how one leaves."""

from __future__ import annotations

from collections.abc import Callable

from tests.page.learner import Learner

OpenPage = Callable[..., Learner]
SENSITIVE = "fr/2.html"


def test_a_sensitive_lesson_is_silent_until_it_is_touched(learner: OpenPage) -> None:
    at = learner(SENSITIVE)
    at.page.wait_for_timeout(500)
    assert at.heard() == []
    at.page.click("#start")
    at.wait_to_hear("warning")
    at.wait_to_hear("interface/leave-note")


def test_a_sensitive_page_names_nothing(learner: OpenPage) -> None:
    at = learner(SENSITIVE)
    assert at.page.title() == "Leçon 2"
    assert at.page.evaluate("navigator.mediaSession.metadata.title") == "Leçon 2"
    assert at.page.evaluate("document.body.dataset.lesson") is None


def test_nothing_of_a_sensitive_lesson_is_kept(learner: OpenPage) -> None:
    at = learner(SENSITIVE)
    at.page.click("#start")
    at.go_to("lequel")
    at.wait_to_hear("lequel.question")
    at.choose(1)
    at.wait_to_hear("lequel.answer-1-feedback")
    at.next()
    at.wait_to_hear("interface/finished")
    at.page.click("#toggle")
    at.page.click("#toggle")
    assert at.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert at.page.evaluate("document.cookie") == ""
    assert at.page.context.storage_state()["cookies"] == []


def test_leave_comes_first_and_is_there_before_the_first_touch(learner: OpenPage) -> None:
    at = learner(SENSITIVE)
    assert at.page.is_visible("#leave")
    first = "Array.from(document.querySelectorAll('body *')).find(e => e.matches('a, button'))"
    assert at.page.evaluate(f"{first}.id") == "leave"


def test_one_touch_leaves_for_a_page_like_any_other(learner: OpenPage) -> None:
    at = learner("fr/index.html")
    at.open(SENSITIVE)
    at.page.click("#start")
    at.page.click("#leave")
    at.page.wait_for_url("**/fr/jate.html")
    assert at.page.title() == "Table de multiplication"
    at.page.go_back()
    assert "2.html" not in at.page.url


def test_three_presses_of_shift_leave_and_escape_does_not(learner: OpenPage) -> None:
    at = learner(SENSITIVE)
    at.page.click("#start")
    at.press("Escape", "Escape", "Escape", "Shift", "Shift")
    at.page.wait_for_timeout(300)
    assert at.page.url.endswith(SENSITIVE)
    at.press("Shift")
    at.page.wait_for_url("**/fr/jate.html")


def test_moving_in_a_lesson_adds_nothing_to_the_history(learner: OpenPage) -> None:
    at = learner(SENSITIVE)
    at.page.click("#start")
    before = at.page.evaluate("history.length")
    at.go_to("lequel")
    at.press("8", "8")
    at.page.click("a.language")
    at.page.click("a.language")
    at.page.wait_for_url("**/bm/2.html")
    at.page.wait_for_load_state()
    assert at.page.evaluate("history.length") == before


def test_each_screen_of_a_sensitive_lesson_can_be_skipped(learner: OpenPage) -> None:
    at = learner(SENSITIVE)
    at.page.click("#start")
    at.page.click("#skip")
    at.wait_to_hear("interface/skip")
    at.page.click("#skip")
    assert at.step() == "scene"


def test_a_sensitive_lesson_waits_to_be_asked_for_the_next_step(learner: OpenPage) -> None:
    at = learner(SENSITIVE)
    at.page.click("#start")
    at.go_to("scene")
    at.wait_to_hear("scene.line-1")
    at.page.wait_for_timeout(4500)
    assert at.step() == "scene"


def test_the_care_card_says_what_is_not_verified(learner: OpenPage) -> None:
    at = learner(SENSITIVE)
    at.page.click("#start")
    at.go_to("lequel")
    at.press("8", "8")
    for key in ("care.line-1", "care.contact-1", "care.contact-1-number",
                "interface/contact-unverified", "care.contact-1-source"):  # fmt: skip
        at.wait_to_hear(key)
    card = at.page.inner_text(".contact")
    assert "80 00 11 15" in card
    assert "Non vérifié" in card
    assert "2024" in card


def test_one_control_erases_all_that_was_kept(learner: OpenPage) -> None:
    at = learner()
    at.go_to("lequel")
    assert at.kept()
    at.press("8", "8")
    at.page.click("#erase")
    at.page.click("#erase")
    at.wait_to_hear("interface/erased")
    assert at.page.evaluate("localStorage.length") == 0


def test_the_place_is_kept_in_an_ordinary_lesson(learner: OpenPage) -> None:
    at = learner()
    at.go_to("trier")
    at.open("fr/1.html")
    at.wait_for_step("trier")


def test_the_other_language_opens_at_the_same_step(learner: OpenPage) -> None:
    at = learner()
    at.go_to("trier")
    at.press("8", "8")
    at.page.click("a.language")
    at.page.click("a.language")
    at.page.wait_for_url("**/bm/1.html")
    at.wait_for_step("trier")
    at.wait_to_hear("trier.question")


def test_a_browser_that_keeps_nothing_still_plays(learner: OpenPage) -> None:
    at = learner()
    at.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
    )
    at.open("fr/1.html")
    at.wait_to_hear("debut.line-1")
    at.go_to("lequel")
