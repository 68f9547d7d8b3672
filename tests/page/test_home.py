"""The first screen: a welcome that asks for no reading, then one strip of cards."""

from __future__ import annotations

from collections.abc import Callable

from tests.page.learner import Learner

OpenPage = Callable[..., Learner]


def test_the_welcome_is_silent_until_it_is_touched_then_tours_the_controls(
    learner: OpenPage,
) -> None:
    at = learner("index.html")
    at.page.wait_for_timeout(300)
    assert at.heard() == []
    at.page.click("#start")
    at._until("document.querySelector('#listen').classList.contains('pointed')", "the ear")
    at._until("document.querySelector('#next').classList.contains('pointed')", "the arrow")
    at.wait_to_hear("interface/lessons")
    said = [key for key in at.heard() if key.startswith("interface/tour")]
    assert said == [f"interface/tour-{part}" for part in
                    ("1", "listen", "help", "next", "touch", "end")]  # fmt: skip


def test_the_tour_can_be_skipped_and_does_not_come_again(learner: OpenPage) -> None:
    at = learner("index.html")
    at.page.click("#start")
    at.wait_to_hear("interface/welcome")
    at.next()
    at.wait_to_hear("interface/lessons")
    at.open("index.html")
    at.wait_to_hear("interface/lessons")
    assert not at.page.is_visible("#start")


def test_next_goes_from_card_to_card_and_enter_opens_one(learner: OpenPage) -> None:
    at = learner("index.html")
    at.page.click("#start")
    at.next()
    at.next()
    at.wait_to_hear("petite/title")
    at.press("Enter")
    at.page.wait_for_url("**/bm/1.html")


def test_a_card_says_its_number_and_name_before_it_opens(learner: OpenPage) -> None:
    at = learner("index.html")
    at.page.click("#start")
    at.next()
    at.page.click(".lesson-card >> nth=1")
    at.wait_to_hear("discret/title")
    assert at.heard()[-2:] == ["interface/number-2", "discret/title"]
    at.page.click(".lesson-card >> nth=1")
    at.page.wait_for_url("**/bm/2.html")
    at.page.go_back()
    assert not at.page.url.endswith("index.html")
