"""Someone records in a real browser, by keys, by touch, and when things go wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import soundfile
from playwright.sync_api import Page, expect

from tests.accessibility.axe import violations
from tests.conftest import Pages
from tests.studio.conftest import Studio, spoken

LAPTOP = {"width": 1366, "height": 768}
# The browser's own false microphone beeps at full scale; this one speaks as one should.
_VOICE = """
if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = asked => {
  window.asked = asked;
  const context = new AudioContext(), sound = context.createOscillator();
  const gain = context.createGain(), out = context.createMediaStreamDestination();
  gain.gain.value = LEVEL;
  sound.connect(gain).connect(out);
  sound.start();
  return Promise.resolve(out.stream);
};
"""
_NO_MICROPHONE = """
if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException("no", "NotAllowedError"));
"""
_NO_WORKLET = "delete AudioContext.prototype.__proto__.audioWorklet;"


class Narrator:
    """In front of the page of one line."""

    def __init__(self, page: Page, studio: Studio) -> None:
        self.page = page
        self.studio = studio
        self.told = page.locator("#told")

    def open(self, place: str) -> None:
        self.page.goto("about:blank")
        self.page.goto(f"{self.studio.server.address}#{place}")
        expect(self.page.locator("#stage" if place else "#home")).to_be_visible()

    def record(self, ms: int = 900) -> None:
        """Starts and stops with the space bar."""
        self.page.keyboard.press(" ")
        expect(self.page.locator("#record")).to_have_text("Arrêter")
        self.page.wait_for_timeout(ms)
        self.page.keyboard.press(" ")
        expect(self.page.locator("#state")).to_have_text("Prise à écouter, pas encore gardée")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def says(self, what: str) -> None:
        expect(self.told).to_contain_text(what)

    def reads(self, what: str) -> None:
        expect(self.page.locator("#say")).to_have_text(what)


@pytest.fixture
def narrator(new_page: Pages, studio: Studio) -> Callable[..., Narrator]:
    """At a line, or at home: `narrator("bm/petite", viewport=…)`; `level` is the voice's."""

    def sit_down(place: str, level: float = 0.3, script: str = _VOICE, **options: Any) -> Narrator:
        page = new_page(**options)
        page.add_init_script(script.replace("LEVEL", str(level)))
        sitting = Narrator(page, studio)
        sitting.open(place)
        return sitting

    return sit_down


def test_lines_are_recorded_one_after_the_other_by_keys(
    narrator: Callable[..., Narrator], studio: Studio
) -> None:
    at = narrator("", viewport=LAPTOP)
    at.page.locator("#lessons .go").first.click()
    at.reads("I yɛrɛ lakana")
    at.record()
    at.says("Prise faite")
    assert studio.files() == []
    at.press("r")
    expect(at.page.locator("#record")).to_have_text("Arrêter")
    at.page.wait_for_timeout(900)
    at.press(" ")
    at.says("Prise faite")
    at.press("e")
    at.press("Enter")
    at.reads("Sugu don.")
    at.says("Enregistré.")
    assert studio.files() == ["bm/petite/title.json", "bm/petite/title.wav"]
    note = json.loads((studio.audio / "bm/petite/title.json").read_text("utf-8"))
    assert note["text"] == "I yɛrɛ lakana"
    take = soundfile.info(studio.audio / "bm/petite/title.wav")
    assert (take.channels, take.subtype) == (1, "PCM_16")
    assert take.samplerate == at.page.evaluate("new AudioContext().sampleRate")
    assert 0.7 < take.duration < 3
    wanted = at.page.evaluate("asked.audio")
    off = ("echoCancellation", "noiseSuppression", "autoGainControl")
    assert [wanted[name] for name in off] == [False] * 3
    at.press("ArrowLeft")
    at.reads("I yɛrɛ lakana")
    expect(at.page.locator("#state")).to_have_text("Enregistrée")
    at.press("e")
    at.says("Tu entends la prise gardée.")
    at.page.locator("#to-home").click()
    first = at.page.locator("#lessons .figures").first
    expect(first).to_contain_text("1 enregistrée, ")
    expect(at.page.locator("#lessons .go").first).to_contain_text("Continuer")


def test_a_take_of_the_browsers_own_microphone_is_kept_by_touch(
    narrator: Callable[..., Narrator], studio: Studio
) -> None:
    at = narrator("fr/petite", script="", has_touch=True, is_mobile=True)
    for name in ("Enregistrer", "Arrêter", "Écouter la prise", "Garder"):
        button = at.page.get_by_role("button", name=name, exact=True)
        expect(button).to_have_attribute("aria-disabled", "false")
        if name == "Arrêter":
            at.page.wait_for_timeout(1_500)
        button.tap()
    at.says("Enregistré.")
    assert studio.files() == ["fr/petite/title.json", "fr/petite/title.wav"]


def test_an_older_browser_records_too(narrator: Callable[..., Narrator], studio: Studio) -> None:
    at = narrator("bm/petite", script=_NO_WORKLET + _VOICE)
    assert at.page.evaluate("new AudioContext().audioWorklet === undefined")
    at.record()
    at.press("Enter")
    at.says("Enregistré.")
    assert 0.7 < soundfile.info(studio.audio / "bm/petite/title.wav").duration < 3


def test_a_faint_take_is_told_at_once_and_refused_by_the_build(
    narrator: Callable[..., Narrator], new_page: Pages, studio: Studio
) -> None:
    at = narrator("bm/petite", level=0.001)
    at.record()
    at.says("Trop faible : approche-toi du micro")
    at.press("Enter")
    at.says("est trop faible pour être utilisé. Parle plus près du micro et recommence.")
    at.says("Rien n'a été remplacé.")
    assert studio.files() == []
    assert new_page.complaints.pop().startswith("Failed to load resource")


def test_a_take_that_is_not_kept_is_not_lost_by_a_slip(narrator: Callable[..., Narrator]) -> None:
    at = narrator("bm/petite")
    at.press("Enter")
    at.says("Il n'y a rien à garder")
    at.press(" ")
    expect(at.page.locator("#record")).to_have_text("Arrêter")
    at.press("ArrowRight")
    at.says("Arrête d'abord la prise")
    at.press(" ")
    at.says("Prise faite")
    at.press("ArrowRight")
    at.says("Cette prise n'est pas gardée.")
    at.reads("I yɛrɛ lakana")
    at.press("ArrowRight")
    at.reads("Sugu don.")
    expect(at.page.locator("#state")).to_have_text("À enregistrer")


def test_words_that_change_and_lessons_that_break_are_told_in_the_page(
    narrator: Callable[..., Narrator], new_page: Pages, change_lesson: Callable[[str, str], None],
    studio: Studio,
) -> None:  # fmt: skip
    at = narrator("bm/petite")
    at.record()
    change_lesson("kind: choice", "kind: choix")
    at.press("Enter")
    expect(at.page.locator("#problems")).to_contain_text("petite.yaml:18:11")
    assert violations(at.page) == []
    change_lesson("kind: choix", "kind: choice")
    change_lesson("I yɛrɛ lakana", "I yɛrɛ tanga")
    at.page.get_by_role("button", name="Réessayer").click()
    at.press("Enter")
    at.says("Le texte a changé pendant que tu enregistrais")
    at.reads("I yɛrɛ tanga")
    at.record()
    at.press("Enter")
    at.says("Enregistré.")
    assert len(studio.files()) == 2
    assert len(new_page.complaints) == 2
    new_page.complaints.clear()


def test_without_a_microphone_or_a_server_one_sentence_says_what_to_do(
    narrator: Callable[..., Narrator], new_page: Pages, studio: Studio
) -> None:
    at = narrator("bm/petite", script=_NO_MICROPHONE)
    at.press(" ")
    at.says("Le navigateur n'a pas le droit d'entendre le micro.")
    at.page.route("**/clip/**", lambda route: route.abort())
    at.press("e")
    at.says("Le studio ne répond plus.")
    new_page.complaints.clear()


def test_letters_may_be_left_to_other_programs(narrator: Callable[..., Narrator]) -> None:
    at = narrator("bm/petite")
    at.page.get_by_role("checkbox").uncheck()
    at.page.locator("#say").focus()
    at.press("ArrowRight")
    at.press(" ")
    at.reads("I yɛrɛ lakana")
    expect(at.page.locator("#record")).to_have_text("Enregistrer")
    at.page.get_by_role("button", name="Suivante").press("Enter")
    at.reads("Sugu don.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(
    narrator: Callable[..., Narrator], studio: Studio, scheme: str
) -> None:
    studio.keep(spoken())
    at = narrator("", color_scheme=scheme)
    found = {"home": violations(at.page)}
    at.open("bm/petite/lequel.answer-2")
    found["line"] = violations(at.page)
    at.press(" ")
    expect(at.page.locator("#record")).to_have_text("Arrêter")
    at.page.wait_for_timeout(300)
    found["recording"] = violations(at.page)
    at.press(" ")
    at.says("Prise faite")
    found["taken"] = violations(at.page)
    at.press("ArrowRight")
    found["warned"] = violations(at.page)
    at.press("Enter")
    at.says("Enregistré.")
    found["kept"] = violations(at.page)
    assert {screen: faults for screen, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", [320, 360, 1366])
def test_every_control_is_in_sight_and_large_enough(
    narrator: Callable[..., Narrator], width: int
) -> None:
    at = narrator("bm/petite/lequel.answer-2", viewport={"width": width, "height": 640})
    for place in ("bm/petite/lequel.answer-2-feedback", "fr/interface"):
        at.open(place)
        assert at.page.evaluate("document.documentElement.scrollWidth") <= width
        for id in ("hear", "record", "keep", "previous", "again", "following"):
            box = at.page.locator(f"#{id}").bounding_box()
            assert box and box["width"] >= 44 and box["height"] >= 44
            assert box["y"] + box["height"] <= 640
        words = at.page.locator("#say").bounding_box()
        assert words and words["y"] + words["height"] < 480
