"""The voice and its controls, in a real browser over file://."""

from __future__ import annotations

from collections.abc import Callable

from tests.page.learner import Learner

OpenPage = Callable[..., Learner]


def test_a_lesson_tells_its_lines_one_after_the_other(learner: OpenPage) -> None:
    at = learner()
    at.wait_to_hear("debut.line-2")
    assert at.heard()[:2] == ["debut.line-1", "debut.line-2"]


def test_a_story_goes_on_to_the_next_step_by_itself(learner: OpenPage) -> None:
    at = learner()
    at.wait_for_step("lequel")
    at.wait_to_hear("lequel.question")


def test_a_story_waits_while_the_learner_is_touching_something(learner: OpenPage) -> None:
    at = learner()
    at.wait_to_hear("debut.line-2")
    for _ in range(4):
        at.page.mouse.click(180, 300)
        at.page.wait_for_timeout(1200)
    assert at.step() == "debut"
    at.wait_for_step("lequel")


def test_the_first_touch_names_a_control_and_the_second_acts(learner: OpenPage) -> None:
    at = learner()
    at.page.click("#next")
    at.wait_to_hear("interface/next")
    assert at.step() == "debut"
    at.page.click("#next")
    assert at.step() == "lequel"


def test_focus_by_tab_names_a_control_and_enter_acts(learner: OpenPage) -> None:
    at = learner()
    at.page.focus("#help")
    at.press("Tab")
    at.wait_to_hear("interface/next")
    at.press("Enter")
    assert at.step() == "lequel"


def test_space_acts_on_a_link_too(learner: OpenPage) -> None:
    at = learner()
    at.page.focus("#home")
    at.press("Space")
    at.page.wait_for_url("**/fr/index.html")


def test_arrows_go_through_all_that_speaks_in_reading_order(learner: OpenPage) -> None:
    at = learner()
    met = []
    for _ in range(6):
        at.press("ArrowDown")
        met.append(at.focused())
    assert met == ["scene/picture debut.picture", "debut.line-1", "debut.line-2",
                   "interface/listen", "interface/help", "interface/next"]  # fmt: skip
    at.press("ArrowUp")
    assert at.focused() == "interface/help"
    at.wait_to_hear("interface/help", times=2)


def test_a_touched_picture_tells_what_it_shows(learner: OpenPage) -> None:
    at = learner()
    at.page.click("figure")
    at.wait_to_hear("debut.picture")


def test_the_bar_says_which_step_it_is_of_how_many(learner: OpenPage) -> None:
    at = learner()
    at.next()
    steps = len(at.site.course.lessons[0].steps)
    at.page.click("#progress")
    at.wait_to_hear(f"interface/position-2-{steps}")


def test_listen_again_repeats_and_stops(learner: OpenPage) -> None:
    at = learner()
    at.go_to("lequel")
    at.wait_to_hear("lequel.question")
    at.wait_for_silence()
    at.press("0", "0")
    at.wait_to_hear("lequel.question", times=2)
    assert at.page.inner_text("#listen").strip() == "Arrêter"
    at.press("0")
    at.wait_to_hear("interface/listen", times=2)
    assert at.page.evaluate("document.querySelector('#listen').dataset.say") == "interface/listen"


def test_escape_stops_the_voice_and_nothing_else(learner: OpenPage) -> None:
    at = learner("fr/2.html")
    at.page.click("#start")
    at.wait_to_hear("warning")
    at.press("Escape", "Escape", "Escape")
    assert at.page.evaluate("document.getElementById('voice').paused")
    assert at.page.url.endswith("fr/2.html")


def test_the_slow_take_is_slower_and_is_kept(learner: OpenPage) -> None:
    at = learner()
    at.press("8", "8")
    at.page.click("#slow")
    at.page.click("#slow")
    at.press("8", "8")
    at.wait_to_hear("debut.line-1", times=2)
    assert at.page.evaluate("document.getElementById('voice').playbackRate") == 0.75
    assert at.kept()["slow"] is True


def test_the_spoken_word_is_marked(learner: OpenPage) -> None:
    at = learner()
    at._until("document.querySelectorAll('.lit .w').length > 1", "words")
    at._until("document.querySelectorAll('.lit .w.on').length === 1", "one word")


def test_a_missing_clip_shows_the_words_and_goes_on(learner: OpenPage, tmp_path: object) -> None:
    at = learner()
    at.page.route("**/a/*.mp3", lambda route: route.abort())
    at.press("9", "9")
    at._until("!!document.querySelector('.bubble .lit')", "the words lit")
    at.wait_for_silence()
    # A refused file is an error to the browser, and only there.
    assert at.step() == "lequel"


def test_a_browser_that_refuses_sound_gets_a_target_to_touch(learner: OpenPage) -> None:
    at = learner("jate.html")
    at.page.add_init_script(
        "const asked = HTMLMediaElement.prototype.play; window.refused = 0;"
        "HTMLMediaElement.prototype.play = function () { if (navigator.userActivation.isActive)"
        " return asked.call(this); window.refused += 1;"
        " return Promise.reject(new DOMException('no', 'NotAllowedError')); };"
    )
    at.open("fr/1.html")
    at.page.wait_for_selector("#start", state="visible")
    assert at.page.evaluate("window.refused") == 1
    at.press("9", "9")
    assert at.step() == "debut"
    at.wait_to_hear("debut.line-1")


def test_nothing_is_spoken_over_something_else(learner: OpenPage) -> None:
    at = learner()
    at.page.evaluate(
        "window.most = 0; setInterval(() => { const on = Array.from("
        "document.querySelectorAll('audio')).filter(a => !a.paused).length;"
        "window.most = Math.max(window.most, on); }, 20)"
    )
    at.press("ArrowDown", "ArrowDown", "8", "0", "9")
    at.page.wait_for_timeout(500)
    assert at.page.evaluate("window.most") == 1
    assert at.page.evaluate("document.querySelectorAll('audio').length") == 1


def test_previous_goes_back_and_tells_again(learner: OpenPage) -> None:
    at = learner()
    at.next()
    at.press("7", "7")
    assert at.step() == "debut"
    at.wait_to_hear("debut.line-1", times=2)


def test_the_help_card_opens_in_place_and_closes_to_the_same_step(learner: OpenPage) -> None:
    at = learner()
    at.go_to("lequel")
    at.wait_to_hear("lequel.question")
    at.press("8", "8")
    assert at.page.is_visible("#card")
    at.wait_to_hear("interface/tour-listen")
    at.press("8", "8")
    assert not at.page.is_visible("#card")
    assert at.step() == "lequel"
    at.wait_to_hear("lequel.question", times=2)


# ---- Self-voicing off


def test_with_self_voicing_off_one_touch_acts_and_nothing_plays(learner: OpenPage) -> None:
    at = learner()
    at.page.click("#toggle")
    at.page.click("#toggle")
    before = len(at.heard())
    at.page.click("#next")
    assert at.step() == "lequel"
    at.page.click("[data-n='2']")
    at.page.wait_for_timeout(300)
    assert len(at.heard()) == before
    bubble = at.page.locator(".choice .bubble")
    live = at.page.locator("[aria-live]")
    assert live.count() == 1
    assert live.get_attribute("aria-live") == "polite"
    assert live.inner_text().split("  ")[0].startswith("C’est ça !")
    assert "Un long mot de passe" in bubble.inner_text()


def test_with_self_voicing_off_the_voice_comes_when_asked_for(learner: OpenPage) -> None:
    at = learner()
    at.page.click("#toggle")
    at.page.click("#toggle")
    at.page.click("#listen")
    at.wait_to_hear("debut.line-1", times=2)


def test_with_self_voicing_on_the_live_region_is_quiet(learner: OpenPage) -> None:
    at = learner()
    at.go_to("lequel")
    at.wait_to_hear("lequel.question")
    live = at.page.locator("[aria-live]")
    assert live.get_attribute("aria-live") == "off"
    assert live.text_content() == ""


def test_the_choice_of_self_voicing_is_kept(learner: OpenPage) -> None:
    at = learner()
    at.page.click("#toggle")
    at.page.click("#toggle")
    at.open("fr/1.html")
    at.page.wait_for_timeout(300)
    assert at.heard() == []
    assert at.page.inner_text("#toggle").strip() == "Mettre la voix"
