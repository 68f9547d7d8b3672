"""Someone reviews in a real browser: hears, passes, mends with letters that her keyboard lacks."""

from __future__ import annotations

from playwright.sync_api import expect

from builder.lesson.signatures import read_opinions, signatures_path
from tests.accessibility.axe import violations
from tests.conftest import Pages
from tests.studio.conftest import Studio

PHONE = {"width": 360, "height": 640}


def test_a_reviewer_passes_and_mends_and_an_author_takes_it(
    new_page: Pages, studio: Studio
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(studio.server.address)
    page.get_by_role("link", name="Relire les textes").click()
    page.get_by_role("button", name="Relire en bambara").click()
    expect(page.locator("#told")).to_contain_text("Écris d’abord ton nom")
    page.get_by_label("Ton nom signe").fill("Awa Traore")
    page.get_by_role("button", name="Relire en bambara").click()
    expect(page.locator("#say")).to_be_visible()
    first = page.locator("#say").inner_text()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_response(lambda answer: "/clip/bm/" in answer.url) as clip:
        page.get_by_role("button", name="Lentement").click()
    assert clip.value.status == 200
    page.get_by_role("button", name="C’est bon").click()
    expect(page.locator("#told")).to_have_text("Gardé.")
    expect(page.locator("#say")).not_to_have_text(first)
    while page.locator("#say").inner_text() != "Sugu don.":
        words = page.locator("#say").inner_text()
        page.get_by_role("button", name="Passer").click()
        expect(page.locator("#say")).not_to_have_text(words)
    expect(page.locator("#others")).to_contain_text("C’est le marché.")
    page.get_by_role("button", name="Autrement").click()
    page.get_by_label("Comment le dirais-tu ?").fill("Nin ye sugu ye n")
    assert violations(page) == []
    page.get_by_role("button", name="ɔ", exact=True).click()
    page.get_by_role("button", name="Ton bas").click()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#told")).to_have_text("Gardé.")
    kept = read_opinions(signatures_path(studio.project.lessons, "bm"))
    assert [(one.says, one.by) for one in kept] == [
        ("accept", "Awa Traore"), ("propose", "Awa Traore"),
    ]  # fmt: skip
    assert kept[1].proposal == "Nin ye sugu ye nɔ̀"
    page.reload()
    page.get_by_role("button", name="Voir ce qui est proposé").first.click()
    expect(page.locator(".change")).to_have_count(1)
    assert violations(page) == []
    page.get_by_role("button", name="Prendre").click()
    expect(page.locator("#told")).to_contain_text("le texte est changé dans petite.yaml")
    expect(page.locator("#changes")).to_contain_text("Rien n’attend")
    lesson = (studio.project.lessons / "petite.yaml").read_text("utf-8")
    assert '{bm: "Nin ye sugu ye nɔ̀", fr: "C’est le marché."}' in lesson
