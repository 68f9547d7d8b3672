"""What is seen: sizes, no scrolling to an answer, contrast, zoom, and pages without a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.page.learner import Learner
from tests.page.sites import BuiltSite

OpenPage = Callable[..., Learner]
ACTIVITIES = ("lequel", "trier", "ordre", "discussion", "mot")
# WCAG 2.2 A and AA, and AAA where axe can tell: contrast. What axe fetches is forbidden here.
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa"],
    "preload": False,
}
_UNREACHED = """
(() => {
  const view = document.querySelector('main').getBoundingClientRect();
  return Array.from(document.querySelectorAll('main .step:not([hidden]) button'))
    .filter(choice => choice.getClientRects().length)
    .map(choice => ({box: choice.getBoundingClientRect(), words: choice.innerText}))
    .filter(({box}) => box.top < view.top - 1 || box.bottom > view.bottom + 1
      || box.left < -1 || box.right > innerWidth + 1)
    .map(({words}) => words);
})()
"""
_SMALL = """
Array.from(document.querySelectorAll('button, a[href], summary'))
  .filter(control => control.getClientRects().length)
  .map(control => [control.innerText, control.getBoundingClientRect()])
  .filter(([, box]) => box.width < %d || box.height < %d)
  .map(([words]) => words)
"""


_CUT = """
Array.from(document.querySelectorAll('[data-t]'))
  .filter(text => text.getClientRects().length && !text.closest('.quiet, .small, #start'))
  .filter(text => {
    const box = text.getBoundingClientRect();
    const own = text.closest('button, p, li, h2').getBoundingClientRect();
    return box.right > own.right + 2 || box.bottom > own.bottom + 2;
  }).map(text => text.innerText)
"""
_WIDTH = (
    "Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth)"
)
# Source: WCAG 2.2, success criterion 1.4.12.
_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    "word-spacing: .16em !important } p { margin-bottom: 2em !important }"
)
SCREENS = {"320 × 480": (320, 480), "400 %": (320, 256), "lying": (640, 360), "1280": (1280, 800)}


@dataclass
class Seen:
    """What was measured in each state of each activity on a phone's screen."""

    unreached: dict[str, list[str]] = field(default_factory=dict)
    controls: dict[str, list[dict[str, float]]] = field(default_factory=dict)
    below_44_px: dict[str, list[str]] = field(default_factory=dict)
    too_wide: dict[str, int] = field(default_factory=dict)
    cut_by_spacing: dict[str, list[str]] = field(default_factory=dict)

    def look(self, at: Learner, state: str) -> None:
        page = at.page
        self.unreached[state] = page.evaluate(_UNREACHED)
        self.below_44_px[state] = page.evaluate(_SMALL % (44, 44))
        self.controls[state] = [
            page.evaluate(f"document.querySelector('{id}').getBoundingClientRect().toJSON()")
            for id in ("#listen", "#help", "#next")
        ]
        style = page.add_style_tag(content=_SPACING)
        self.cut_by_spacing[state] = page.evaluate(_CUT)
        style.evaluate("style => style.remove()")
        for name, (width, height) in SCREENS.items():
            page.set_viewport_size({"width": width, "height": height})
            if (wide := page.evaluate(_WIDTH)) > width:
                self.too_wide[f"{state}, {name}"] = wide
        page.set_viewport_size({"width": 360, "height": 640})


def at_each_activity(at: Learner, look: Callable[[str], None]) -> None:
    """Each activity when it starts, after a wrong and a right act."""
    for step in ACTIVITIES:
        at.go_to(step)
        at.wait_to_hear(f"{step}.question")
        look(f"{step}: start")
        for number in (1, 2):
            at.choose(number)
            at.page.wait_for_timeout(700)
            look(f"{step}: after {number}")


@pytest.fixture(scope="module")
def seen(browser: Browser, site: BuiltSite) -> Seen:
    measured = Seen()
    with browser.new_context(viewport={"width": 360, "height": 640}, bypass_csp=True) as context:
        at = Learner(context.new_page(), site)
        at_each_activity(at, lambda state: measured.look(at, state))
    return measured


def test_no_scroll_is_needed_to_reach_a_choice(seen: Seen) -> None:
    assert {state: words for state, words in seen.unreached.items() if words} == {}


def test_the_three_controls_stay_in_place_and_are_large(seen: Seen) -> None:
    first, *others = seen.controls.values()
    assert all(boxes == first for boxes in others)
    assert min(min(box["width"], box["height"]) for box in first) >= 64


def test_no_target_is_smaller_than_44_pixels(seen: Seen) -> None:
    assert {state: words for state, words in seen.below_44_px.items() if words} == {}


def test_nothing_is_cut_off_sideways_on_any_screen(seen: Seen) -> None:
    assert seen.too_wide == {}


def test_wider_text_spacing_loses_nothing(seen: Seen) -> None:
    assert {state: words for state, words in seen.cut_by_spacing.items() if words} == {}


def test_choices_are_at_least_64_pixels(learner: OpenPage) -> None:
    at = learner()
    at.go_to("lequel")
    at.wait_to_hear("lequel.question")
    assert at.page.evaluate(_SMALL % (56, 64)) == []


def test_axe_finds_nothing_in_any_state_light_or_dark(learner: OpenPage) -> None:
    at = learner("fr/1.html", reduced_motion="reduce")
    axe = Axe()

    def check(state: str) -> None:
        for look in ("light", "dark"):
            at.page.emulate_media(color_scheme=look, reduced_motion="reduce")
            found = axe.run(at.page, options=AXE_OPTIONS).response["violations"]
            told = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
            assert told == [], f"{state}, {look}"

    check("scene")
    at_each_activity(at, check)
    at.press("8", "8")
    check("help")
    at.press("8", "8")
    at.next()
    check("end")


def test_nothing_moves_for_who_asks_for_no_motion(learner: OpenPage) -> None:
    at = learner("index.html", reduced_motion="reduce")
    assert at.page.is_visible(".pulse")
    assert at.page.evaluate("document.getAnimations().length") == 0


def test_printing_shows_every_step(learner: OpenPage) -> None:
    at = learner()
    at.page.emulate_media(media="print")
    shown = at.page.locator("main > .step:visible").count()
    assert shown == len(at.site.course.lessons[0].steps) + 1
    assert not at.page.is_visible("#next")


# ---- Without JavaScript


def test_without_a_script_all_can_be_read_and_heard(learner: OpenPage) -> None:
    at = learner(java_script_enabled=False)
    steps = at.site.course.lessons[0].steps
    assert at.page.locator("main > .step:visible").count() == len(steps) + 1
    said = [
        p.text.shown("fr")
        for s in steps
        for p in s.phrases()
        if p.role in ("narration", "question")
    ]
    words = at.page.inner_text("main")
    assert [text for text in said if text not in words] == []
    assert at.page.locator("audio[controls]").count() > len(said)
    assert not at.page.is_visible("#next")
    assert not at.page.is_visible("#start")


def test_without_a_script_answers_open_by_touch(learner: OpenPage) -> None:
    at = learner(java_script_enabled=False)
    why = at.page.get_by_text("Un long mot de passe vaut mieux.")
    assert not why.is_visible()
    at.page.click(".choice summary >> nth=1")
    assert why.is_visible()


def test_without_a_script_a_conversation_leads_from_message_to_message(learner: OpenPage) -> None:
    at = learner(java_script_enabled=False)
    at.page.click(".roles a >> nth=0")
    assert at.page.url.endswith("#discussion-m1")
    at.page.click("#discussion-m1 .replies a >> nth=1")
    assert at.page.url.endswith("#discussion-m3")
    assert at.page.locator("#discussion-m3 .feedback").is_visible()


def test_without_a_script_pictures_are_drawn_from_a_sheet(learner: OpenPage) -> None:
    at = learner(java_script_enabled=False)
    at.page.click("a[href$='passphrase.html']")
    assert at.page.locator(".sheet li").count() == 100
    assert at.page.locator("audio[controls]").count() > 100


def test_without_a_script_one_leaves_by_a_link(learner: OpenPage) -> None:
    at = learner("fr/2.html", java_script_enabled=False)
    at.page.click("#leave")
    assert at.page.url.endswith("fr/jate.html")


def test_a_player_that_does_not_come_leaves_a_readable_page(learner: OpenPage) -> None:
    at = learner("jate.html")
    at.page.route("**/k/player.js", lambda route: route.fulfill(body=""))
    at.open("fr/1.html")
    at.page.wait_for_selector("[data-step='mot']", state="visible")
