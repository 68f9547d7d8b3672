"""In a browser, an author finds a drawing by a word, with or without its accents."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from builder.drawing import Workshop, samples
from builder.page import gallery, parts_page
from tests.conftest import ROOT

OVERRIDES = ROOT / "site_overrides"


def test_a_word_finds_the_drawings_that_show_it(page: Page, tmp_path: Path) -> None:
    workshop = Workshop(ROOT / "lessons")
    html = gallery(workshop.lessons, OVERRIDES, workshop.described())
    shown = tmp_path / "pictures.html"
    shown.write_text(html, "utf-8")
    page.goto(shown.as_uri())
    every = page.locator("li:visible").count()
    assert every >= 300
    for words, name in (
        ("AVEUGLE", "p-bintu"),
        ("voleur voisin", "passwords-neighbour"),
        ("bequille portrait", "p-adama"),
    ):
        page.get_by_role("searchbox").fill(words)
        expect(page.locator("li:visible", has_text=f"pictures/{name}.svg")).to_have_count(1)
        assert page.locator("li:visible").count() < every / 20
    page.get_by_role("searchbox").fill("")
    assert page.locator("li:visible").count() == every


def test_every_part_is_seen(page: Page, tmp_path: Path) -> None:
    shown = tmp_path / "parts.html"
    shown.write_text(parts_page(samples(), OVERRIDES), "utf-8")
    page.goto(shown.as_uri())
    pictures = page.locator("li img")
    assert pictures.count() == sum(len(list_) for list_ in samples().values())
    widths = pictures.evaluate_all(
        "images => Promise.all(images.map(async image => {"
        " image.loading = 'eager'; await image.decode(); return image.naturalWidth }))"
    )
    assert all(widths)
