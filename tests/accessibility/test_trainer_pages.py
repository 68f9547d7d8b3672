"""Trainer pages are read on a phone of 360 px and by everyone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.accessibility.axe import violations
from tests.conftest import PHONE

PAGES = (
    "index", "guide", "seances", "fiche-1", "fiche-3", "soin", "papiers", "papier-avis",
    "papier-carte-parents", "papier-affiche", "papier-attestation", "papier-cartes-images-3",
)  # fmt: skip


@pytest.mark.parametrize("name", [f"formateurs/{name}" for name in PAGES] + ["formateurs"])
def test_a_trainer_page_fits_a_phone_and_axe_finds_nothing(
    name: str, site: Path, page: Page
) -> None:
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    page.goto((site / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
