"""With JavaScript off every lesson can be read, heard, played and finished, from disk or served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.lesson.utterance import Language
from tests.conftest import Pages
from tests.learner.course_site import CourseSite, example_names, kind_of, real_lesson_files
from tests.learner.without_scripts import ScriptlessLearner, is_explicit
from tests.spreading import every_other, one_of_each, spread

NUMBERS = range(1, 1 + len(real_lesson_files()))
Serve = Callable[[Path], str]


def go_down(new_page: Pages, address: str) -> ScriptlessLearner:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    learner = ScriptlessLearner(page)
    learner.go_down()
    return learner


def check(learner: ScriptlessLearner, site: CourseSite, language: Language, number: int) -> None:
    lesson = site.built.course.lessons[number - 1]
    unheard = [
        id
        for (source, id, said_in), narrated in site.built.narration.clips.items()
        if (source, said_in) == (lesson.id, language)
        and narrated.clip
        and narrated.clip.fingerprint not in learner.heard
    ]
    assert unheard == []
    for step in lesson.steps:
        if step.picture:
            assert step.picture.alt.shown(language) in learner.seen
    folder = site.folder / language
    for link in learner.links():
        assert is_explicit(link), link
        assert link.startswith(("#", "tel:")) or (folder / link.partition("#")[0]).is_file(), link


@pytest.mark.parametrize(("number", "language"), spread(every_other(NUMBERS, 1), ("bm", "fr")))
def test_a_lesson_can_be_gone_through_without_scripts(
    new_page: Pages, real_course: CourseSite, language: Language, number: int
) -> None:
    path = real_course.folder / real_course.lesson_page(language, number)
    check(go_down(new_page, path.as_uri()), real_course, language, number)


def test_a_served_lesson_can_be_gone_through_without_scripts(
    new_page: Pages, real_course: CourseSite, site_http: Serve
) -> None:
    address = site_http(real_course.folder) + real_course.lesson_page("bm", 1)
    check(go_down(new_page, address), real_course, "bm", 1)


@pytest.mark.parametrize("name", one_of_each(example_names(), kind_of))
def test_each_example_can_be_gone_through_without_scripts(
    new_page: Pages, examples_course: CourseSite, name: str
) -> None:
    number = 1 + example_names().index(name)
    path = examples_course.folder / examples_course.lesson_page("bm", number)
    check(go_down(new_page, path.as_uri()), examples_course, "bm", number)


def test_the_home_page_leads_to_each_lesson_and_back(
    new_page: Pages, real_course: CourseSite
) -> None:
    page = new_page(java_script_enabled=False)
    home = (real_course.folder / "index.html").as_uri()
    for number in range(1, 1 + len(real_lesson_files())):
        page.goto(home)
        page.locator(f"a[href$='bm/{number}.html']").press("Enter")
        page.wait_for_url(f"**/bm/{number}.html")
        page.locator("a[href$='index.html']").first.press("Enter")
        page.wait_for_url("**/index.html")


def test_pictures_for_a_passphrase_can_be_drawn_from_a_sheet_of_a_hundred(
    new_page: Pages, real_course: CourseSite
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto((real_course.folder / "bm" / "passphrase.html").as_uri())
    assert page.locator("main li img").count() == 100
    assert page.locator("main li audio[controls]").count() == 100


@pytest.mark.parametrize("path", ["index.html", "bm/1.html", "fr/3.html", "bm/passphrase.html"])
@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_wider_than_the_screen_without_scripts(
    new_page: Pages, real_course: CourseSite, path: str, width: int
) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": width, "height": 480})
    page.goto((real_course.folder / path).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
