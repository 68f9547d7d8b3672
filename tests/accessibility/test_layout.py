"""What is seen of the real lessons: answers without a scroll, 320 px, wide spacing, the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.accessibility.states import lesson_states
from tests.learner.course_site import real_lesson_files
from tests.learner.senses import Senses
from tests.spreading import ALL, every_other, spread

Open = Callable[..., Senses]

PHONE = {"width": 360, "height": 640}
# 320 × 480 is the smallest phone, 320 × 256 a screen of 1280 × 1024 at 400 %.
# Windows of a laptop of 1366 × 768 and of 1280 × 720 with the browser's bars; a large projector.
IN_CLASS = (
    {"width": 1366, "height": 625},
    {"width": 1280, "height": 577},
    {"width": 1920, "height": 1080},
)
LEAST_DRAWING = 0.07
NARROW = ({"width": 320, "height": 480}, {"width": 320, "height": 256})

_UNREACHED = """
(() => {
  const view = document.querySelector('main').getBoundingClientRect();
  return Array.from(document.querySelectorAll('main .step:not([hidden]) button'))
    .filter((choice) => choice.getClientRects().length)
    .filter((choice) => {
      const box = choice.getBoundingClientRect();
      return box.top < view.top - 1 || box.bottom > view.bottom + 1
        || box.left < -1 || box.right > innerWidth + 1;
    }).map((choice) => choice.dataset.say);
})()
"""
# Lost: outside its own button or line, or sideways out of the page.
_LOST = """
(() => {
  const shown = (e) => e.getClientRects().length
    && !e.closest('.quiet, .small, #start, details:not([open]) > :not(summary)');
  const out = Array.from(document.querySelectorAll('[data-t]')).filter(shown).filter((text) => {
    const box = text.getBoundingClientRect();
    const holder = text.closest('button, summary, a, p, li, h1, h2') || text.parentElement;
    const own = holder.getBoundingClientRect();
    return box.right > own.right + 2 || box.bottom > own.bottom + 2;
  }).map((text) => text.dataset.t);
  const main = document.querySelector('main');
  const wide = Math.max(document.documentElement.scrollWidth, main.scrollWidth) > innerWidth;
  return wide ? [...out, 'page'] : out;
})()
"""
# In parts of the window's height: the shorter side of the smallest drawing of an answer.
_SMALLEST_DRAWING = """
Math.min(1, ...Array.from(document.querySelectorAll('main .step:not([hidden]) .option img'))
  .filter((drawing) => drawing.getClientRects().length)
  .map((drawing) => drawing.getBoundingClientRect())
  .map((box) => Math.min(box.width, box.height) / innerHeight))
"""
_SMALL = """
Array.from(document.querySelectorAll('button, a[href], summary'))
  .filter((control) => control.getClientRects().length)
  .filter((control) => {
    const least = ['listen', 'help', 'next'].includes(control.id) ? 64 : 44;
    const box = control.getBoundingClientRect();
    return box.width < least || box.height < least;
  }).map((control) => control.dataset.say)
"""
# Source: WCAG 2.2, success criterion 1.4.12.
_SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;'
    + 'word-spacing: .16em !important } p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [sheet];
}"""
_OUTLINE = """(() => {
  const style = getComputedStyle(document.activeElement);
  const box = document.activeElement.getBoundingClientRect();
  return {
    id: document.activeElement.dataset.say || document.activeElement.tagName,
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight
  };
})()"""

NUMBERS = range(1, 1 + len(real_lesson_files()))
# An answer is right or wrong: the first two show both, unless all are asked for.
CHOICES = 4 if ALL else 2


@pytest.mark.parametrize(("number", "language"), spread(NUMBERS, ("fr", "bm")))
def test_every_answer_is_on_the_screen_large_enough_and_nothing_is_lost_when_it_is_narrow(
    senses: Open, language: str, number: int
) -> None:
    ears = senses(f"{language}/{number}.html")
    page = ears.page
    faults: dict[str, list[str]] = {}
    for state in lesson_states(ears, choices=CHOICES):
        faults[f"{state}: unreached"] = page.evaluate(_UNREACHED)
        faults[f"{state}: small"] = page.evaluate(_SMALL)
        for size in NARROW:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            faults[f"{state}: lost at {size}"] = page.evaluate(_LOST)
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert {state: names for state, names in faults.items() if names} == {}


@pytest.mark.parametrize(("number", "language"), spread(NUMBERS, ("bm", "fr")))
def test_on_the_smallest_phone_every_choice_is_reached_also_after_an_answer(
    senses: Open, language: str, number: int
) -> None:
    ears = senses(f"{language}/{number}.html", viewport=NARROW[0])
    unreached = {
        state: missed
        for state in lesson_states(ears, choices=2)
        if state not in ("asleep", "help card") and (missed := ears.page.evaluate(_UNREACHED))
    }
    assert unreached == {}


@pytest.mark.parametrize("number", every_other(NUMBERS, 1))
def test_a_class_sees_answers_large_and_without_a_scroll(senses: Open, number: int) -> None:
    ears = senses(f"fr/{number}.html", viewport=IN_CLASS[0])
    page = ears.page
    faults: dict[str, list[str]] = {}
    smallest: dict[str, float] = {}
    for state in lesson_states(ears, choices=CHOICES):
        for size in IN_CLASS:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            faults[f"{state}: unreached at {size}"] = page.evaluate(_UNREACHED)
            faults[f"{state}: lost at {size}"] = page.evaluate(_LOST)
            smallest[f"{state} at {size}"] = page.evaluate(_SMALLEST_DRAWING)
        page.set_viewport_size(IN_CLASS[0])  # type: ignore[arg-type]
    assert {state: names for state, names in faults.items() if names} == {}
    assert {state: part for state, part in smallest.items() if part < LEAST_DRAWING} == {}


@pytest.mark.parametrize("number", every_other(NUMBERS))
def test_nothing_is_lost_with_wide_spacing(senses: Open, number: int) -> None:
    ears = senses(f"fr/{number}.html")
    ears.page.evaluate(_SPACING)
    lost = {state: ears.page.evaluate(_LOST) for state in lesson_states(ears, choices=2)}
    assert {state: names for state, names in lost.items() if names} == {}


@pytest.mark.parametrize("number", every_other(NUMBERS, 1))
def test_the_focus_is_always_visible(senses: Open, number: int) -> None:
    ears = senses(f"fr/{number}.html")
    unseen = set()
    for state in lesson_states(ears, choices=1):
        for _ in range(8):
            ears.page.keyboard.press("Tab")
            focus = ears.page.evaluate(_OUTLINE)
            if focus["id"] != "BODY" and not (focus["seen"] and focus["inside"]):
                unseen.add(f"{state}: {focus}")
    assert unseen == set()
