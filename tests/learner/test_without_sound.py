"""Who hears nothing and reads nothing but numbers is shown what to touch, and finishes."""

from __future__ import annotations

from random import Random

import pytest

from tests.conftest import Pages
from tests.learner.course_site import CourseSite, example_names, kind_of, real_lesson_files
from tests.learner.senses import LONG_SILENCE_MS, Senses
from tests.spreading import every_other, one_of_each

MOST_ACTS = 400
# A ring, or a finger on it: nothing that has to be heard or read.
_RINGED = """() => Array.from(document.querySelectorAll('#next, main button'))
  .filter(e => e.checkVisibility() && getComputedStyle(e).boxShadow !== 'none')
  .map(e => {
    const box = e.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2, next: e.id === 'next',
      there: box.top >= 0 && box.bottom <= innerHeight };
  })"""
_FINGER = """() => {
  const box = document.querySelector('.finger').getBoundingClientRect();
  return box.width ? [box.left + box.width / 2, box.top + box.height / 2] : null;
}"""
# What was already named acts at the first touch.
_NAMED = """() => {
  const armed = document.querySelector('.armed');
  return Boolean(armed) && armed !== window.before && armed.checkVisibility();
}"""
_ENDED = "() => Boolean(document.querySelector('.step.end:not([hidden])'))"
_UNDONE = """() => Array.from(document.querySelectorAll('[data-kind]:not([data-done])'))
  .map(step => step.dataset.step)"""


def finish(new_page: Pages, site: CourseSite, number: int, chance: Random) -> None:
    senses = Senses(new_page(has_touch=True), site.meanings, site.durations_ms)
    page = senses.page
    page.goto((site.folder / site.lesson_page("bm", number)).as_uri())
    senses.listen(0)
    if page.locator("#start").is_visible():
        page.touchscreen.tap(180, 320)
    for _ in range(MOST_ACTS):
        senses.listen(LONG_SILENCE_MS)
        if page.evaluate(_ENDED):
            assert page.evaluate(_UNDONE) == []
            return
        ringed = page.evaluate(_RINGED)
        assert ringed, "nothing shows what to touch"
        on = [one for one in ringed if one["next"]] or ringed
        chosen = chance.choice(on)
        assert chosen["there"], "what is to be touched is not on the screen"
        page.evaluate("() => { window.before = document.querySelector('.armed'); }")
        page.touchscreen.tap(chosen["x"], chosen["y"])
        if page.evaluate(_NAMED):
            senses.listen(LONG_SILENCE_MS)
            finger = page.evaluate(_FINGER)
            assert finger, "nothing shows that it has to be touched again"
            page.touchscreen.tap(*finger)
    raise AssertionError(f"not at the end: {page.evaluate(_UNDONE)}")


@pytest.mark.parametrize("number", every_other(range(1, 1 + len(real_lesson_files())), 1))
def test_a_lesson_is_finished_by_what_is_seen(
    new_page: Pages, real_course: CourseSite, number: int
) -> None:
    finish(new_page, real_course, number, Random(number))


@pytest.mark.parametrize("name", one_of_each(example_names(), kind_of))
def test_each_example_is_finished_by_what_is_seen(
    new_page: Pages, examples_course: CourseSite, name: str
) -> None:
    number = 1 + example_names().index(name)
    finish(new_page, examples_course, number, Random(number))
