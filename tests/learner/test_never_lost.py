"""Whatever is touched, at whatever moment, a plain learner still finishes what is asked.

KALANKAN_MONKEY_ACTS says how many acts a lesson gets; the suite's few are for each day.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from tests.conftest import Pages
from tests.learner.course_site import CourseSite, example_names, kind_of, real_lesson_files
from tests.learner.hands import NumberKeys
from tests.learner.learner import Learner, Memory, Visit
from tests.learner.monkey import ROUND, Monkey
from tests.learner.senses import LONG_SILENCE_MS, Senses
from tests.spreading import one_of_each

ACTS = int(os.environ.get("KALANKAN_MONKEY_ACTS", "40"))
# An example is one step; a lesson has a dozen.
ACTS_IN_AN_EXAMPLE = max(20, ACTS // 3)
ACTS_BETWEEN_LOOKS = 20
_STEP = """() => {
  const step = Array.from(document.querySelectorAll('main > .step')).find(one => !one.hidden);
  return step ? step.id : null;
}"""
# What was missed may be asked once more, on the very step that was left.
_HERE = """() => {
  const step = Array.from(document.querySelectorAll('main > .step')).find(one => !one.hidden);
  window.left = [step, step.hasAttribute('data-again')];
}"""
_MOVED = """() => {
  const [step, again] = window.left;
  return step.hidden || step.hasAttribute('data-again') !== again;
}"""
_UNFINISHED = """(id) => {
  const step = document.getElementById(id);
  return Boolean(step.querySelector('button')) && !step.hasAttribute('data-done');
}"""


def check_a_way_on(senses: Senses, monkey: Monkey, site: CourseSite) -> None:
    """A plain learner takes over in the very state the monkey left."""
    page = senses.page
    if page.locator("body.mute").count():
        page.evaluate("document.getElementById('toggle').click()")
    if page.locator("body.helping").count():
        page.evaluate("document.getElementById('help').click()")
    learner = Learner(senses, NumberKeys(senses), Memory())
    heard = senses.listen(LONG_SILENCE_MS)
    step = page.evaluate(_STEP)
    assert step, monkey.done
    if page.locator(f"#{step} button:visible").count() or page.locator(f"#{step}.chat").count():
        learner._work(heard, Visit())
    assert page.evaluate(_STEP) == step, monkey.done
    assert not page.evaluate(_UNFINISHED, step), (step, monkey.done)
    assert page.locator("#next.ready").count() == 1, (step, monkey.done)
    page.evaluate(_HERE)
    learner.hands.go_on()
    assert page.evaluate(_MOVED), monkey.done


def play(new_page: Pages, site: CourseSite, number: int, acts: int) -> None:
    senses = Senses(new_page(has_touch=True), site.meanings, site.durations_ms)
    senses.page.goto((site.folder / site.lesson_page("bm", number)).as_uri())
    senses.listen(LONG_SILENCE_MS)
    if senses.page.locator("#start:visible").count():
        senses.page.click("#start")
    senses.page.evaluate(ROUND)
    monkey = Monkey(senses, Random(number))
    for count in range(1, acts + 1):
        monkey.act()
        if count % ACTS_BETWEEN_LOOKS == 0:
            check_a_way_on(senses, monkey, site)


@pytest.mark.parametrize("number", range(1, 1 + len(real_lesson_files())))
def test_no_touch_at_any_moment_ends_the_way_on_in_a_lesson(
    new_page: Pages, real_course: CourseSite, number: int
) -> None:
    play(new_page, real_course, number, ACTS)


@pytest.mark.parametrize("name", one_of_each(example_names(), kind_of))
def test_no_touch_at_any_moment_ends_the_way_on_in_an_example(
    new_page: Pages, examples_course: CourseSite, name: str
) -> None:
    number = 1 + example_names().index(name)
    play(new_page, examples_course, number, ACTS_IN_AN_EXAMPLE)
