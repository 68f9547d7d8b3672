"""A lesson handed over as one file, alone in its folder, is heard and finished all the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

from builder.export import export
from builder.lesson.utterance import Language
from tests.conftest import Pages
from tests.learner.course_site import CourseSite, example_names, kind_of, real_lesson_files
from tests.learner.hands import Hands, NumberKeys, TabKeys, Touch
from tests.learner.learner import Learner, Memory
from tests.learner.senses import Senses
from tests.learner.test_lessons import go
from tests.spreading import ALL, one_of_each, spread

Files = Mapping[tuple[int, Language], Path]
NUMBERS = range(1, 1 + len(real_lesson_files()))


def written(site: CourseSite, folder: Path) -> Files:
    """Each file in a folder of its own, as a phone receives it."""
    files: dict[tuple[int, Language], Path] = {}
    for package in export(site.built, "single-file", folder / "partage"):
        path = folder / package.path.stem / package.path.name
        path.parent.mkdir(parents=True)
        package.path.rename(path)
        _, number, language = path.stem.split("-")
        files[int(number), "fr" if language == "fr" else "bm"] = path
    return files


@pytest.fixture(scope="session")
def files(real_course: CourseSite, tmp_path_factory: pytest.TempPathFactory) -> Files:
    return written(real_course, tmp_path_factory.mktemp("un fichier reçu"))


@pytest.fixture(scope="session")
def example_files(examples_course: CourseSite, tmp_path_factory: pytest.TempPathFactory) -> Files:
    return written(examples_course, tmp_path_factory.mktemp("un fichier d'exemple"))


def learner_before(
    page: Page, file: Path, site: CourseSite, hands: Callable[[Senses], Hands]
) -> Learner:
    senses = Senses(page, site.meanings, site.durations_ms)
    page.goto(file.as_uri())
    return Learner(senses, hands(senses), Memory())


# What is asked is the site's own; each kind in a file is a test of its own.
IN_A_FILE = NUMBERS if ALL else NUMBERS[::4]
HANDS = (NumberKeys, Touch, TabKeys) if ALL else (NumberKeys, NumberKeys, Touch)


@pytest.mark.parametrize(
    ("number", "language", "hands"),
    spread(IN_A_FILE, ("fr", "bm"), HANDS),
)
def test_each_lesson_is_finished_from_one_file(
    new_page: Pages,
    real_course: CourseSite,
    files: Files,
    number: int,
    language: Language,
    hands: Callable[[Senses], Hands],
) -> None:
    page = new_page(has_touch=True)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    file = files[number, language]
    learner = learner_before(page, file, real_course, hands)
    learner.is_patient = False
    assert go(learner).right > 0
    assert {url for url in asked if not url.startswith("data:")} == {file.as_uri()}
    assert said == []


@pytest.mark.parametrize("name", one_of_each(example_names(), kind_of))
def test_each_kind_survives_in_one_file(
    new_page: Pages, examples_course: CourseSite, example_files: Files, name: str
) -> None:
    file = example_files[1 + example_names().index(name), "bm"]
    go(learner_before(new_page(has_touch=True), file, examples_course, NumberKeys))


def test_its_clips_really_sound(new_page: Pages, files: Files) -> None:
    """No clock of the test's here: the browser decodes what the file holds."""
    page = new_page()
    page.goto(files[1, "bm"].as_uri())
    heard = page.evaluate(
        """() => new Promise((resolve) => {
          const voice = document.getElementById("voice");
          voice.addEventListener("error", () => resolve(0));
          voice.addEventListener("timeupdate", () => voice.currentTime && resolve(1));
        })"""
    )
    assert heard


def test_after_its_last_step_the_lesson_has_ended(new_page: Pages, files: Files) -> None:
    page = new_page()
    page.goto(files[2, "bm"].as_uri())
    last = page.locator("section.step").count() - 1
    page.evaluate(f"Kalankan.show({last})")
    for _ in range(2):
        page.click("#next")
    assert page.locator(f"#s{last}").is_visible()


def test_leaving_a_sensitive_file_leaves_only_a_table_like_any_other(
    new_page: Pages, files: Files
) -> None:
    page = new_page()
    page.goto(files[3, "bm"].as_uri())
    assert page.title().endswith(" 3")
    for _ in range(3):
        page.keyboard.press("Shift")
    assert page.title() == "Jate"
    assert page.locator("body *:visible").first.evaluate("e => e.tagName") == "MAIN"
    assert page.locator("th, td").count() == 10 * 13
    assert page.locator("body :is(button, audio, section, script)").count() == 0
    # Nothing of the lesson answers any more.
    page.keyboard.press("9")
    page.keyboard.press("ArrowDown")
    page.mouse.click(50, 50)
    page.wait_for_timeout(2500)
    assert page.locator("body").inner_text().startswith("Jate")


@pytest.mark.parametrize(("number", "language"), spread(NUMBERS, ("bm", "fr")))
def test_without_scripts_every_line_of_the_file_has_its_voice(
    new_page: Pages, real_course: CourseSite, files: Files, number: int, language: Language
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(files[number, language].as_uri())
    lesson = real_course.built.course.lessons[number - 1]
    own = {
        narrated.clip.fingerprint
        for (source, _, said_in), narrated in real_course.built.narration.clips.items()
        if (source, said_in) == (lesson.id, language) and narrated.clip
    }
    players = page.locator("audio[controls]")
    addresses = players.evaluate_all("all => all.map(one => [one.dataset.clip, one.src])")
    assert own <= {clip for clip, _ in addresses}
    assert all(address.startswith("data:audio/mpeg;base64,") for _, address in addresses)
    assert players.first.is_visible()
    links = page.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    # A card's number can be dialled; nothing else leads out of the file.
    assert all(link.startswith(("#", "tel:")) or link == "about:blank" for link in links)
