"""What the page of every kind promises: seen, heard, played without JavaScript, harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builder.activities import FOLDER
from builder.lesson.course import Lesson
from builder.lesson.drawings import unsafe_part
from builder.lesson.text import Text
from builder.page import PageFile
from tests.activities.pages import Element, Page, example_site, pages_of, parse

PAGES = example_site()[1]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
each_script = pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("*/*.js")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
CONTROLS = ("button", "a", "summary", "audio", "input", "select", "textarea")


def texts_in(root: Element) -> list[tuple[str, Element]]:
    """Each piece of text that a person can see, with the element around it. An utterance is one
    piece, also where some of its words are marked as another language."""
    return [
        (text.strip(), element)
        for element in root.walk()
        if not any(around.tag in ("script", "style", "title") for around in element.ancestors())
        for text in _own_texts(element)
        if text.strip()
    ]


def _own_texts(element: Element) -> list[str]:
    if element.get("data-t"):
        return ["".join(part for part in _in_order(element) if isinstance(part, str))]
    if any(around.get("data-t") for around in element.ancestors()):
        return []
    return [part for part in element.content if isinstance(part, str)]


def _in_order(element: Element) -> Iterator[Element | str]:
    for part in element.content:
        yield part
        if isinstance(part, Element):
            yield from _in_order(part)


def is_shown(element: Element) -> bool:
    """Whether a browser without JavaScript can show it: nothing around it is hidden."""
    return not any("hidden" in around.attributes for around in element.ancestors())


@each_page
def test_every_visible_text_is_an_utterance_and_has_its_clip(page: Page) -> None:
    table = page.table()
    for text, element in texts_in(page.tree()):
        if re.fullmatch(r"[0-9 /]+", text) and any(e.get("data-say") for e in element.ancestors()):
            continue  # « 3 / 9 » in the bar, which says the position
        around = next((e for e in element.ancestors() if e.get("data-t")), None)
        assert around, f"{text!r} has no voice"
        key = around.get("data-t")  # French within « » has an element of its own
        shown = "".join(around.text().split())
        assert shown == "".join(page.text(key).split()) or text.isdigit()
        assert table.get(key), f"{text!r} has no clip in the page"


OTHERS = [
    file
    for file in example_site()[0].pages
    if file.path.endswith(".html") and not re.search(r"[0-9]\.html$|jate\.html$", file.path)
]


@pytest.mark.parametrize("file", OTHERS, ids=lambda file: file.path)
def test_home_and_the_sheets_of_a_kind_show_nothing_without_a_voice(file: PageFile) -> None:
    tree = parse(file.content.decode())
    for text, element in texts_in(tree):
        key = next((e.get("data-t") for e in element.ancestors() if e.get("data-t")), None)
        assert key or text.isdigit(), f"{text!r} has no voice"
    assert [element for element in tree.walk() if element.tag == "html" and element.get("lang")]


@each_page
def test_every_name_and_description_is_an_utterance(page: Page) -> None:
    said = {utterance.text for utterance in page.utterances.values()}
    for element in page.tree().walk():
        for name in ("alt", "aria-label", "title", "placeholder"):
            if element.get(name):
                assert element.get(name) in said, element.attributes


@each_page
def test_whatever_can_be_said_has_its_clip_in_the_page(page: Page) -> None:
    names = ("data-say", "data-t", "data-name")
    keys = {key for element in page.tree().walk() for key in element.keys(*names)}
    assert keys == set(page.table())
    assert all(page.table().values())


@each_page
def test_the_page_says_everything_that_the_step_does(page: Page) -> None:
    (step,) = page.lesson.steps
    wanted = {f"{step.id}.{phrase.id}" for phrase in step.phrases()}
    assert wanted <= {key for element in page.step().walk() for key in element.keys("data-say")}


@each_page
def test_everything_is_shown_without_javascript(page: Page) -> None:
    (step,) = page.lesson.steps
    shown = {text for text, element in texts_in(page.step()) if is_shown(element)}
    shown |= {element.get("alt") for element in page.step().walk() if is_shown(element)}
    for phrase in step.phrases():
        assert phrase.text.shown(page.language) in shown, phrase.id


@each_page
def test_everything_can_be_heard_without_javascript(page: Page) -> None:
    (step,) = page.lesson.steps
    players = [
        element.get("src")
        for element in page.step().walk()
        if element.tag == "audio" and any(e.tag == "noscript" for e in element.ancestors())
    ]
    for phrase in step.phrases():
        (fingerprint, *_) = page.table()[f"{step.id}.{phrase.id}"]
        assert f"../a/{fingerprint}.mp3" in players, phrase.id


@each_page
def test_an_answer_is_revealed_by_the_browser_itself(page: Page) -> None:
    (step,) = page.lesson.steps
    feedback = {f"{step.id}.{p.id}" for p in step.phrases() if p.role == "feedback"}
    links = {element.get("href")[1:] for element in page.step().walk() if element.tag == "a"}
    for element in page.step().walk():
        if feedback & set(element.keys("data-say")):
            around = list(element.ancestors())
            assert any(e.tag == "details" or e.get("id") in links for e in around), element


@each_page
def test_every_control_has_a_name(page: Page) -> None:
    for element in page.tree().walk():
        is_control = element.tag in CONTROLS or "option" in element.get("class").split()
        if is_control and element.tag != "audio" and is_shown(element):
            drawn = any(child.get("alt") for child in element.walk())
            named = element.text() or element.get("aria-label") or drawn
            by_player = element.keys("data-say")
            assert named or by_player, element.attributes


@each_page
def test_every_picture_has_an_alternative_even_an_empty_one(page: Page) -> None:
    for element in page.tree().walk():
        if element.tag == "img":
            assert "alt" in element.attributes
        if element.tag == "svg" and is_shown(element):
            assert element.get("aria-hidden") == "true"


@each_page
def test_the_page_is_in_one_language_and_says_so(page: Page) -> None:
    (html,) = [element for element in page.tree().walk() if element.tag == "html"]
    assert html.get("lang") == page.language


@each_page
def test_ids_are_unique_and_links_within_the_page_arrive(page: Page) -> None:
    elements = list(page.tree().walk())
    ids = [element.get("id") for element in elements if element.get("id")]
    assert len(ids) == len(set(ids)), sorted(id for id in ids if ids.count(id) > 1)
    for element in elements:
        if element.get("href").startswith("#"):
            assert element.get("href")[1:] in ids
        for name in ("aria-labelledby", "aria-controls", "for"):
            assert set(element.keys(name)) <= set(ids)


@each_page
def test_nothing_runs_inline_and_nothing_leaves_the_site(page: Page) -> None:
    for element in page.tree().walk():
        assert not [name for name in element.attributes if name.startswith("on")]
        assert "style" not in element.attributes
        assert element.tag not in ("iframe", "object", "embed", "form", "base")
        for name in ("href", "src", "action", "poster", "srcset", "xlink:href"):
            value = element.get(name).replace("data:,", "")
            if element.get("data-say").endswith("-number"):
                value = value.removeprefix("tel:")  # a call, behind its warning
            assert not re.match(r"(?i)\s*([a-z][a-z0-9+.-]*:|/)", value), value
    scripts = [element for element in page.tree().walk() if element.tag == "script"]
    assert all(script.get("type") in ("", "application/json") for script in scripts)
    inline = [s for s in scripts if not s.get("src") and s.get("type") != "application/json"]
    assert len(inline) <= 1  # allowed by its hash in the page's policy


@each_page
def test_every_picture_and_clip_of_the_page_is_in_the_site(page: Page) -> None:
    rendered, _ = example_site()
    there = set(rendered.assets) | {file.path for file in rendered.pages}
    for element in page.tree().walk():
        source = element.get("src")
        if source:
            assert source.removeprefix("../") in there or f"{page.language}/{source}" in there


@each_page
def test_no_one_types_anything(page: Page) -> None:
    tags = {element.tag for element in page.tree().walk()}
    assert not tags & {"input", "textarea", "select"}
    assert "contenteditable" not in page.html


@each_script
def test_a_script_is_classic_and_asks_nothing_of_a_network(path: Path) -> None:
    source = re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for word in (r"\bimport\b", r"\bexport\b", r"\bfetch\s*\(", "XMLHttpRequest", "WebSocket"):
        assert not re.search(word, source), word
    for word in (r"\beval\s*\(", r"new Function", "innerHTML", "outerHTML", "insertAdjacentHTML"):
        assert not re.search(word, source), word
    assert not re.search(r"https?:|sendBeacon|document\.write", source)
    assert "localStorage" not in source  # only the player keeps anything, and not of every lesson


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/activity.js")), ids=lambda p: p.parent.name)
def test_a_script_registers_its_own_kind(path: Path) -> None:
    assert f'Kalankan.activity("{path.parent.name}"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/style.css")), ids=lambda p: p.parent.name)
def test_a_style_asks_for_nothing_from_elsewhere(path: Path) -> None:
    style = path.read_text(encoding="utf-8")
    assert not re.search(r"@import|https?:|url\((?!['\"]?(data:|#))", style)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.svg")), ids=lambda p: p.parent.name)
def test_an_icon_is_a_drawing_that_does_nothing(path: Path) -> None:
    raw = path.read_bytes()
    assert unsafe_part(raw) is None
    assert ElementTree.fromstring(raw).get("viewBox")


HOSTILE = "3 < 4 & \"x\" 'y' {{ 7 * 7 }} {% raw %} </script> ]]> &lt;b&gt;"


def with_texts(lesson: Lesson, words: str) -> Lesson:
    """The lesson with every text replaced."""
    copy = lesson.model_copy(deep=True)
    for piece in copy.pieces():
        if isinstance(piece, Text):
            object.__setattr__(piece, "words", dict.fromkeys(piece.words, words))
    return copy


@each_page
def test_what_an_author_wrote_is_shown_and_never_obeyed(page: Page) -> None:
    if page.language == "fr":
        return
    _, (spoilt, _) = pages_of([with_texts(page.lesson, HOSTILE)], [page.name])
    _, (plain, _) = pages_of([with_texts(page.lesson, "Foli")], [page.name])
    tree = spoilt.tree()
    assert HOSTILE in {text for text, _ in texts_in(tree)}
    tags = [element.tag for element in tree.walk()]
    assert sorted(tags) == sorted(element.tag for element in plain.tree().walk())
