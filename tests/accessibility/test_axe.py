"""axe-core finds nothing in any state of any page: WCAG 2.2 AA, contrast and target size AAA."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.accessibility.axe import CONTRAST, violations
from tests.accessibility.states import home_states, lesson_states
from tests.conftest import Pages
from tests.learner.course_site import CourseSite, real_lesson_files
from tests.learner.senses import Senses
from tests.spreading import every_other

Open = Callable[..., Senses]
NUMBERS = range(1, 1 + len(real_lesson_files()))
each_lesson = pytest.mark.parametrize("number", NUMBERS)

# Material for MkDocs' own faults, in pages for trainers and authors only.
MATERIAL_FAULTS = {
    "scrollable-region-focusable": "its script makes long examples focusable; we publish no script",
    "empty-table-header": "Markdown has no way to leave out the corner of a table",
}


@each_lesson
def test_no_violation_in_any_state_of_a_lesson(senses: Open, number: int) -> None:
    ears = senses(f"fr/{number}.html")
    found = {state: violations(ears.page) for state in lesson_states(ears)}
    assert {state: list(faults) for state, faults in found.items() if faults} == {}


@pytest.mark.parametrize("number", every_other(NUMBERS, 1))
def test_contrast_is_enough_in_the_dark(senses: Open, number: int) -> None:
    ears = senses(f"bm/{number}.html", color_scheme="dark")
    found = {state: violations(ears.page, CONTRAST) for state in lesson_states(ears, choices=1)}
    assert {state: list(faults) for state, faults in found.items() if faults} == {}


def test_no_violation_in_forced_colours(senses: Open) -> None:
    ears = senses("bm/1.html", forced_colors="active")
    found = {state: violations(ears.page) for state in lesson_states(ears, choices=1)}
    assert {state: list(faults) for state, faults in found.items() if faults} == {}


def test_no_violation_on_a_large_screen_with_self_voicing_off(senses: Open) -> None:
    ears = senses("fr/1.html", viewport={"width": 1280, "height": 800})
    states = lesson_states(ears, choices=2, voiced=False)
    found = {state: violations(ears.page) for state in states}
    assert {state: list(faults) for state, faults in found.items() if faults} == {}


@pytest.mark.parametrize("path", ["index.html", "fr/index.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_on_the_home_page(senses: Open, path: str, scheme: str) -> None:
    ears = senses(path, color_scheme=scheme)
    found = {state: violations(ears.page) for state in home_states(ears)}
    assert {state: list(faults) for state, faults in found.items() if faults} == {}


def test_no_violation_on_the_other_pages(new_page: Pages, course: CourseSite) -> None:
    page = new_page(viewport={"width": 1280, "height": 800})
    lessons = {course.folder / f"{lang}/{n}.html" for lang in ("bm", "fr") for n in range(1, 100)}
    found = {}
    pages = sorted(set(course.folder.rglob("*.html")) - lessons)
    for path in every_other(pages):
        if path.name == "index.html" and path.parent in (course.folder, course.folder / "fr"):
            continue
        page.goto(path.as_uri())
        faults = [one for one in violations(page) if one.rule not in MATERIAL_FAULTS]
        if faults:
            found[path.relative_to(course.folder).as_posix()] = faults
    assert found == {}
