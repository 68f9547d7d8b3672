"""Each kind of activity is played through by keys, and by touch where that differs."""

from __future__ import annotations

from collections.abc import Callable

from tests.page.learner import Learner

OpenPage = Callable[..., Learner]


def test_a_wrong_answer_says_why_and_lets_one_try_again(learner: OpenPage) -> None:
    at = learner()
    at.go_to("lequel")
    at.choose(1)
    at.wait_to_hear("lequel.answer-1-feedback")
    at.wait_to_hear("interface/try-again")
    assert at.page.locator(".choice .bubble.again .verdict:visible").count() == 1
    at.choose(2)
    at.wait_to_hear("interface/right")
    at.wait_to_hear("lequel.answer-2-feedback")
    assert at.page.locator("#next.ready").count() == 1
    assert at.page.locator(".choice .bubble.good").is_visible()


def test_an_answer_is_spoken_with_its_number_before_it_is_chosen(learner: OpenPage) -> None:
    at = learner()
    at.go_to("lequel")
    at.page.click("[data-n='2']")
    at.wait_to_hear("lequel.answer-2")
    assert at.heard()[-2:] == ["interface/number-2", "lequel.answer-2"]
    assert at.page.locator(".option.good").count() == 0
    at.page.click("[data-n='2']")
    assert at.page.locator(".option.good").count() == 1


def test_cards_are_sorted_one_at_a_time_and_some_fit_in_several_places(learner: OpenPage) -> None:
    at = learner()
    at.go_to("trier")
    at.wait_to_hear("trier.card-1")
    at.choose(2)
    at.wait_to_hear("trier.card-1-feedback")
    at.wait_to_hear("interface/try-again")
    at.choose(1)
    at.wait_to_hear("trier.card-2")
    at.choose(2)
    at.wait_to_hear("trier.card-3")
    at.choose(2)
    at.wait_to_hear("trier.card-3-feedback")
    assert at.page.locator("#next.ready").count() == 1
    assert at.page.locator(".held:visible").count() == 1


def test_the_next_card_can_be_asked_for_when_the_voice_was_stopped(learner: OpenPage) -> None:
    at = learner()
    at.go_to("trier")
    at.wait_to_hear("trier.card-1")
    at.choose(1)
    at.press("Escape")
    at.wait_for_silence()
    at.choose(1)
    at.wait_to_hear("trier.card-2")


def test_what_comes_first_is_touched_first_and_a_wrong_touch_changes_nothing(
    learner: OpenPage,
) -> None:
    at = learner()
    at.go_to("ordre")
    at.wait_to_hear("ordre.question")
    orders: list[str] = at.page.eval_on_selector_all(
        ".ordering .option", "all => all.map(item => item.dataset.item)"
    )
    assert orders != sorted(orders)
    at.choose(orders.index("3") + 1)
    at.wait_to_hear("ordering/not-yet")
    assert at.page.locator(".ordering .rank").count() == 0
    for order in ("1", "2", "3"):
        at.choose(orders.index(order) + 1)
        at.wait_to_hear("interface/right", times=int(order))
    at.wait_to_hear("ordre.feedback")
    assert at.page.locator(".ordering .rank").count() == 3


def test_a_conversation_is_lived_and_lived_again_from_the_other_side(learner: OpenPage) -> None:
    at = learner()
    at.go_to("discussion")
    at.wait_to_hear("discussion.question")
    at.choose(1)
    at.wait_to_hear("discussion.m1")
    at.choose(1)
    at.wait_to_hear("discussion.m2")
    at.wait_to_hear("discussion.m2-feedback")
    assert at.page.locator(".chat .bubble.again").is_visible()
    at.choose(1)
    at.wait_to_hear("discussion.m1", times=2)
    at.choose(2)
    at.wait_to_hear("discussion.m3-feedback")
    assert at.page.locator("#next.ready").count() == 1
    at.wait_to_hear("chat/replay")
    at.choose(2)
    at.wait_to_hear("discussion.m4")
    at.wait_to_hear("discussion.m3-feedback", times=2)


def test_after_a_bad_end_one_goes_back_to_the_choice_that_led_there(learner: OpenPage) -> None:
    at = learner()
    at.go_to("discussion")
    at.choose(1)
    at.wait_to_hear("discussion.m1")
    assert not at.page.locator(".chat .back").is_visible()
    at.choose(1)
    at.wait_to_hear("discussion.m2-feedback")
    at.wait_to_hear("chat/back")
    at.choose(3)
    at.wait_to_hear("discussion.m1", times=2)
    assert at.page.locator(".chat .message:visible").count() == 1
    at.choose(2)
    at.wait_to_hear("discussion.m3-feedback")
    assert at.page.locator("#next.ready").count() == 1
    assert not at.page.locator(".chat .back").is_visible()


def test_five_pictures_are_drawn_and_their_strength_is_told(learner: OpenPage) -> None:
    at = learner()
    at.go_to("mot")
    at.wait_to_hear("mot.question")
    at.choose(1)
    at.wait_to_hear("passphrase/story")
    drawn = at.page.eval_on_selector_all(
        ".drawn .option", "all => all.map(card => card.dataset.say.split(' ')[1])"
    )
    assert len(drawn) == 5
    assert all(key.startswith("passphrase/word-") for key in drawn)
    at.choose(6)
    at.wait_to_hear("passphrase/neighbour")
    assert at.page.locator("#next.ready").count() == 1
    assert at.kept() == {"place": {"petite": at.kept()["place"]["petite"]}}


def test_each_number_of_the_sheet_is_drawn_alike(learner: OpenPage) -> None:
    at = learner()
    at.go_to("mot")
    at.wait_to_hear("mot.question")
    at.press("1", "1")
    met: set[str] = set()
    for _ in range(120):
        at.page.evaluate("document.querySelector('.redraw').click()")
        met.update(
            at.page.eval_on_selector_all(
                ".drawn .option", "all => all.map(card => card.dataset.say)"
            )
        )
    words = {key.split()[1] for key in met}
    # 600 draws from 100 leave more than six words out less than once in 10⁴ runs.
    assert len(words) >= 94


def test_the_end_shows_a_picture_to_show_and_marks_the_lesson_at_home(learner: OpenPage) -> None:
    at = learner()
    at.go_to("mot")
    at.next()
    at.wait_to_hear("tell")
    assert at.page.locator(".certificate").is_visible()
    assert at.kept()["done"] == {"petite": 1}
    at.next()
    at.page.wait_for_url("**/fr/index.html")
    at.page.click("#start")
    at.next()
    at.page.wait_for_selector(".done:visible")
