"""Cards of who helps, promises with their poster, and a voice that was given for a while."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Pages
from tests.page.learner import Learner
from tests.page.sites import TINY, build, write_lessons

STEPS = """
  - id: qui-aide
    kind: helpcards
    question: {bm: "Jɔn bɛ se k’i dɛmɛ ?", fr: "Qui peut t’aider ?"}
    help: [one-stop-center, police]
  - id: promesses
    kind: pledge
    question: {bm: "I bɛ layidu jumɛn ta ?", fr: "Que promets-tu ?"}
    published: [filles]
    promises:
      - {picture: pictures/friend.svg, text: {bm: "N bɛ lamɛnni kɛ.", fr: "J’écoute."}}
      - {picture: pictures/photo.svg, text: {bm: "N tɛ foto ci.", fr: "Je n’envoie pas."}}
      - {picture: pictures/tell.svg, text: {bm: "N b’a fɔ.", fr: "Je le dis."}}
  - id: voix
    kind: testimony
    published:
      - {bm: "Kalanden dɔ ye kuma fɔ.", fr: "Une apprenante a parlé."}
    source: "Une page publiée"
    given:
      by: {bm: "Kayi kalanden dɔ", fr: "Une apprenante"}
      words: {bm: "I kana malo.", fr: "N’aie pas honte."}
      consent: {who: "elle-même", on: "2026-12-01", use: "ce cours", until: "2099-12-01"}
"""
OpenPage = Callable[[str], Learner]


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_lessons(tmp_path_factory.mktemp("aide") / "lessons")
    (folder / "aide.yaml").write_text((TINY / "aide.yaml").read_text("utf-8"), "utf-8")
    lesson = folder / "petite.yaml"
    lesson.write_text(lesson.read_text("utf-8").rstrip() + STEPS, "utf-8")
    return folder


@pytest.fixture
def at(new_page: Pages, lessons: Path, tmp_path: Path) -> OpenPage:
    site = build(tmp_path, lessons)

    def open_at(step: str) -> Learner:
        learner = Learner(new_page(), site, "fr/1.html")
        learner.go_to(step)
        return learner

    return open_at


def test_a_card_tells_the_number_twice_and_that_nobody_tried_it(at: OpenPage) -> None:
    here = at("qui-aide")
    here.wait_to_hear("aide/one-stop-center-short")
    here.choose(3)
    here.wait_to_hear("aide/police-number", times=2)
    here.wait_to_hear("interface/contact-unverified")
    here.wait_to_hear("aide/police-source")
    assert here.page.locator(".helpcards a:visible").count() == 0


def test_a_call_comes_after_the_warning_that_it_leaves_a_trace(at: OpenPage) -> None:
    here = at("qui-aide")
    here.choose(3)
    here.page.click(".helpcards .about:not([hidden]) button")
    here.page.click(".helpcards .about:not([hidden]) button")
    here.wait_to_hear("interface/call-trace")
    assert here.page.get_attribute(".helpcards a:visible", "href") == "tel:80001115"


def test_one_card_opened_is_enough_and_the_others_can_be_come_back_to(at: OpenPage) -> None:
    here = at("qui-aide")
    assert here.page.locator("#next.ready").count() == 0
    here.choose(1)
    assert here.page.locator("#next.ready").count() == 1
    here.page.click(".helpcards > .go-on")
    here.page.click(".helpcards > .go-on")
    assert here.page.locator(".helpers button:visible").count() == 3
    assert here.page.locator(".helpers .heard").count() == 1


def test_two_promises_and_one_said_aloud_make_a_poster(at: OpenPage) -> None:
    here = at("promesses")
    here.wait_to_hear("aide/filles-source")
    here.choose(6)
    here.choose(1)
    here.choose(2)
    here.choose(6)
    here.wait_to_hear("pledge/aloud")
    assert here.page.locator(".poster li img:visible").count() == 2
    assert here.page.locator(".poster .blank:visible").count() == 1
    assert here.page.locator("#next.ready").count() == 1
    assert not here.page.evaluate("JSON.stringify(localStorage)").count("promise")


def test_only_the_poster_is_printed(at: OpenPage) -> None:
    here = at("promesses")
    here.choose(6)
    here.choose(1)
    here.choose(6)
    here.page.emulate_media(media="print")
    assert here.page.locator(".poster").is_visible()
    assert here.page.locator("#next, .top, .pledge > .pair").all()
    for part in ("#next", ".top", ".pledge .print"):
        assert not here.page.locator(part).is_visible()


def test_a_voice_is_heard_until_its_day_and_no_longer(
    new_page: Pages, lessons: Path, tmp_path: Path
) -> None:
    site = build(tmp_path, lessons)
    now = Learner(new_page(), site, "fr/1.html")
    now.go_to("voix")
    now.wait_to_hear("voix.words")
    page = new_page()
    page.clock.set_fixed_time("2100-01-01T12:00:00Z")
    page.goto(site.address("fr/1.html"))
    assert page.locator("[data-say='voix.published-1']").count() == 1
    assert page.locator("[data-say='voix.words']").count() == 0
