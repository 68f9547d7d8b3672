"""Everything is told: answers, what to touch again, keys to who uses keys; and nothing freezes."""

from __future__ import annotations

from collections.abc import Callable

from tests.page.learner import Learner

OpenPage = Callable[..., Learner]
_EAR = "document.querySelector('#listen .icon:not(.off)').dataset.icon"


def test_after_a_question_each_answer_is_said_with_its_number_and_its_card_lit(
    learner: OpenPage,
) -> None:
    at = learner()
    at.go_to("lequel")
    at._until("!!document.querySelector('.option.told[data-n=\"2\"]')", "the second card lit")
    at.wait_for_silence()
    said = at.heard()[at.heard().index("lequel.question") :]
    assert said == [
        "lequel.question",
        "interface/number-1", "lequel.answer-1",
        "interface/number-2", "lequel.answer-2",
    ]  # fmt: skip
    assert at.page.locator(".told").count() == 0
    at.press("0", "0")
    at.wait_to_hear("lequel.answer-2", times=2)


def test_touching_stops_what_is_told(learner: OpenPage) -> None:
    at = learner()
    at.go_to("lequel")
    at.wait_to_hear("lequel.question")
    at.page.click("[data-n='1']")
    at.wait_to_hear("lequel.answer-1")
    at.page.wait_for_timeout(1200)
    assert "lequel.answer-2" not in at.heard()


def test_what_was_named_and_left_is_shown_to_be_touched_again(learner: OpenPage) -> None:
    at = learner()
    at.go_to("lequel")
    at.wait_to_hear("lequel.question")
    at.page.click("[data-n='1']")
    at.wait_to_hear("interface/touch-again")
    assert at.page.locator(".finger").is_visible()
    box = at.page.locator(".finger").bounding_box()
    card = at.page.locator(".choice [data-n='1']").bounding_box()
    assert box and card
    assert card["x"] < box["x"] < card["x"] + card["width"]
    at.page.click("[data-n='1']")
    assert not at.page.locator(".finger").is_visible()
    assert at.page.locator(".option.again").count() == 1


def test_keys_are_told_to_who_uses_keys(learner: OpenPage) -> None:
    at = learner()
    at.go_to("lequel")
    at.press("1")
    at.wait_to_hear("interface/press-again")
    at.press("2")
    at.wait_to_hear("interface/keys")
    assert "interface/touch-again" not in at.heard()


def test_next_acts_on_one_touch_once_it_was_used_three_times(learner: OpenPage) -> None:
    at = learner()
    for step in ("lequel", "trier", "ordre"):
        at.page.click("#next")
        at.page.click("#next")
        assert at.step() == step
    at.page.click("#next")
    assert at.step() == "discussion"
    # A second touch out of habit loses no step.
    at.page.click("#next")
    assert at.step() == "discussion"
    at.page.wait_for_timeout(900)
    at.page.click("#next")
    assert at.step() == "mot"
    assert at.kept()["nexts"] == 3


def test_the_tour_names_the_ear_while_it_is_the_ear(learner: OpenPage) -> None:
    at = learner("index.html")
    at.page.click("#start")
    at.wait_to_hear("interface/tour-listen")
    assert at.page.evaluate(_EAR) == "interface/listen"


def test_turning_the_voice_off_in_the_tour_shows_all_of_it_and_the_way_on(
    learner: OpenPage,
) -> None:
    at = learner("index.html")
    at.page.click("#start")
    at.wait_to_hear("interface/tour-1")
    at.page.click("#toggle")
    at.page.click("#toggle")
    assert at.page.locator("#tour .line:visible").count() == at.page.locator("#tour .line").count()
    at.page.click("#next")
    assert at.page.is_visible("#lessons")


def test_a_line_touched_in_a_story_is_said_and_the_story_goes_on(learner: OpenPage) -> None:
    at = learner()
    at.wait_to_hear("debut.line-1")
    at.page.click("[data-say='debut.line-1']")
    at.wait_to_hear("debut.line-2")
    at.wait_for_step("lequel")


def test_the_last_message_touched_while_it_speaks_still_ends_the_conversation(
    learner: OpenPage,
) -> None:
    at = learner()
    at.go_to("discussion")
    at.wait_to_hear("discussion.question")
    at.choose(1)
    at.wait_to_hear("discussion.m1")
    at.choose(1)
    at.wait_to_hear("discussion.m2")
    at.page.click(".message[data-id='m2'] .said")
    at.wait_to_hear("discussion.m2-feedback")
    assert at.page.locator(".chat .bubble.again").is_visible()


def test_who_stops_the_voice_is_shown_where_it_goes_on(learner: OpenPage) -> None:
    at = learner()
    at.wait_to_hear("debut.line-1")
    at.press("Escape")
    at.page.wait_for_timeout(2500)
    assert at.heard()[-1].startswith("debut.line")
    assert at.page.locator("#listen.ready").count() == 1
    at.press("0", "0")
    at.wait_for_step("lequel")


def test_the_end_gives_a_picture_to_send(learner: OpenPage) -> None:
    at = learner()
    at.go_to("mot")
    at.page.wait_for_timeout(1600)
    at.next()
    at.wait_to_hear("interface/finished")
    at.press("ArrowDown")
    at.page.locator("#send").focus()
    with at.page.expect_download() as download:
        at.press("Enter")
    content = download.value.path().read_bytes()
    assert download.value.suggested_filename == "kalankan.png"
    assert content.startswith(b"\x89PNG")
    assert len(content) > 10_000


def test_a_sensitive_lesson_ends_without_a_picture(learner: OpenPage) -> None:
    at = learner("fr/2.html")
    assert at.page.locator("#send").count() == 0


def test_who_has_acted_is_not_told_to_touch_again(learner: OpenPage) -> None:
    at = learner()
    at.go_to("lequel")
    at.wait_to_hear("lequel.question")
    at.page.click("[data-n='1']")
    at.page.click("[data-n='1']")
    at.wait_to_hear("interface/try-again")
    at.page.wait_for_timeout(3000)
    assert "interface/touch-again" not in at.heard()
