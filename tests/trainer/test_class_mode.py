"""A whole class goes through a lesson by the trainer's keys: counted right, and nobody known."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from builder.activities import find_kinds
from builder.lesson.course import Lesson
from builder.lesson.loading import load_course
from builder.page import addresses
from builder.trainer.kinds import notes_of
from builder.trainer.session import session_of
from builder.trainer.words import TrainerPages
from tests.accessibility.axe import violations
from tests.conftest import Pages
from tests.trainer.classes import (
    PEOPLE,
    QUICK_VOICE,
    SchoolClass,
    Trainer,
    missing_to_the_ear,
    missing_to_the_eye,
    unfit_from_afar,
)

ROOT = Path(__file__).resolve().parents[2]
PAGES = TrainerPages(ROOT / "site_overrides")
COURSE = load_course(ROOT / "lessons", find_kinds())
LESSONS = list(enumerate(COURSE.lessons, 1))
Open = Callable[..., Page]
SCREENS = [(360, 640), (1366, 768), (1920, 1080)]
SENSITIVE = 3


@pytest.fixture
def open_class(new_page: Pages, site: Path) -> Open:
    """Opens the class page of a lesson from the disk, with a voice that takes no time."""

    def opened(language: str, number: int, width: int = 360, height: int = 640) -> Page:
        page = new_page(viewport={"width": width, "height": height})
        page.add_init_script(QUICK_VOICE)
        page.goto((site / addresses.class_mode(language, number)).as_uri())
        return page

    return opened


def run_a_session(page: Page) -> SchoolClass:
    """Every moment to its end: told, answered by all, shown."""
    trainer, people = Trainer(page), SchoolClass()
    while not trainer.is_over():
        numbers, began = trainer.numbers(), trainer.spoken_ms()
        if numbers:
            trainer.wait_for_hands()
            assert missing_to_the_ear(page) == []
            assert missing_to_the_eye(page) == []
        if trainer.counts():
            hands = people.show_hands(trainer.name(), numbers)
            trainer.press_all([*hands[:10], numbers[0], "Backspace", *hands[10:]])
        if numbers and trainer.judges():
            trainer.press("ArrowRight")
            assert trainer.stage() == "show"
        trainer.wait_for_silence()
        people.clock(trainer.name(), trainer.spoken_ms() - began, decides=bool(numbers))
        trainer.press("ArrowRight")
    return people


def kept(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate("({...localStorage, ...sessionStorage})")
    return found


@pytest.mark.parametrize(("number", "lesson"), LESSONS, ids=lambda one: str(one)[:9])
def test_twenty_five_people_are_counted_right_in_time_and_nothing_is_kept(
    open_class: Open, number: int, lesson: Lesson
) -> None:
    page = open_class("bm", number)
    people = run_a_session(page)
    counted = page.evaluate("Together.keeping.record.counts")
    assert len(counted) == len(people.hands)
    assert bool(counted) == (not lesson.sensitive and not lesson.listening)
    sheet = session_of(PAGES, number, lesson, COURSE.languages)
    for run in sheet.runs:
        taken = sum(people.seconds(sheet.steps[at - 1].id) for at in run.played)
        for_talk = sum(
            notes_of(lesson.steps[at - 1], PAGES.overrides).talk_seconds for at in run.played
        )
        planned = sum(sheet.steps[at - 1].minutes for at in run.played)
        assert (taken + for_talk) / 60 <= planned, run.minutes
    for count in counted:
        shown = people.hands[f"{count['step']}/{count['moment']}"]
        assert sorted(a["count"] for a in count["answers"] if a["count"]) == sorted(shown.values())
        assert sum(answer["count"] for answer in count["answers"]) == PEOPLE
    assert kept(page) == {}


def test_where_she_says_so_only_hands_and_words_of_the_lesson_are_kept(open_class: Open) -> None:
    page = open_class("fr", 1)
    page.keyboard.press("g")
    page.check("#keep")
    page.keyboard.press("g")
    people = run_a_session(page)
    ((key, text),) = kept(page).items()
    record = json.loads(text)
    assert key == "kalankan-group"
    assert set(record) == {"format", "version", "id", "wishes", "counts"}
    words = json.loads(page.locator("#words").text_content() or "{}")
    for count in record["counts"]:
        told = words[f"{count['step']}/{count['moment']}"]
        assert count["asks"] == told["asks"]
        assert {a["id"]: a["says"] for a in count["answers"]} == told["answers"]
    page.reload()
    restored = page.evaluate("Together.keeping.record.counts")
    assert len(restored) == len(people.hands)
    page.keyboard.press("g")
    page.click("#erase")
    assert kept(page) == {}
    assert page.evaluate("Together.keeping.record.counts") == []


def test_a_wrong_tap_is_undone_by_key_and_by_touch(open_class: Open) -> None:
    page = open_class("fr", 1)
    trainer = Trainer(page)
    while not trainer.counts():
        trainer.press("ArrowRight")
    first, second = page.locator(".moment:not([hidden]) .answer").all()[:2]
    for key in ("1", "2", "2", "-"):
        trainer.press(key)
    first.click()
    page.wait_for_timeout(150)
    first.click()
    page.click("#undo")
    counts = [one.locator(".count").text_content() for one in (first, second)]
    assert counts == ["2", "1"]
    assert first.locator(".hands i").count() == 2


def test_in_a_sensitive_lesson_nothing_is_counted_and_one_key_leaves(open_class: Open) -> None:
    page = open_class("bm", SENSITIVE)
    assert page.locator("#panel, #group, #undo, [data-counted]").count() == 0
    page.keyboard.press("q")
    page.wait_for_url("**/jate.html")
    assert not page.evaluate("history.length > 2")


def test_the_class_hears_and_sees_the_same_numbers_as_in_the_lesson(
    open_class: Open, site: Path
) -> None:
    page = open_class("fr", 1)
    asked = page.locator(".moment[data-name='code-argent/question'] .answer")
    shown = [one.get_attribute("data-key") for one in asked.all()]
    page.goto((site / addresses.lesson("fr", 1)).as_uri())
    in_lesson = page.locator("[data-step=code-argent] .option[data-n]")
    said = [str(one.get_attribute("data-say")).split()[-1] for one in in_lesson.all()]
    assert shown == said


@pytest.mark.parametrize(("width", "height"), SCREENS)
@pytest.mark.parametrize("number", [number for number, _ in LESSONS])
def test_all_but_the_trainers_controls_is_read_at_six_metres(
    open_class: Open, width: int, height: int, number: int
) -> None:
    assert unfit_from_afar(open_class("bm", number, width, height)) == []


@pytest.mark.parametrize(("width", "height"), SCREENS[:2])
def test_no_violation_in_any_stage(open_class: Open, width: int, height: int) -> None:
    page = open_class("bm", 1, width, height)
    trainer = Trainer(page)
    found = [*violations(page)]
    while not trainer.counts():
        trainer.press("ArrowRight")
    trainer.wait_for_hands()
    for key in ("1", "2", "ArrowRight", "?", "g"):
        trainer.press(key)
        found += violations(page)
    assert found == []


@pytest.mark.parametrize("sitting", ["before", "later"])
def test_what_all_would_do_is_counted_with_its_effect_and_no_verdict(
    new_page: Pages, site: Path, sitting: str
) -> None:
    assert COURSE.sittings
    page = new_page()
    page.add_init_script(QUICK_VOICE)
    page.goto((site / addresses.class_sitting("bm", sitting)).as_uri())
    people = run_a_session(page)
    counts = page.evaluate("Together.keeping.record.counts")
    plain = [one.id for one in COURSE.sittings.situations if not one.sensitive]
    assert [count["step"] for count in counts] == plain
    for count in counts:
        assert (count["lesson"], count["when"]) == ("avant-apres", sitting)
        assert {a["effect"] for a in count["answers"]} == {"protects", "waits", "exposes"}
        shown = people.hands[f"{count['step']}/situation"]
        assert sorted(a["count"] for a in count["answers"] if a["count"]) == sorted(shown.values())
    assert kept(page) == {}
    assert unfit_from_afar(page) == []
