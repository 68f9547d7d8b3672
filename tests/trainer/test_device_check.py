"""Before people come: a device says by itself what it can, and asks for the rest."""

from __future__ import annotations

from pathlib import Path

from builder.page import addresses
from tests.conftest import Pages
from tests.trainer.classes import QUICK_VOICE


def test_a_fit_device_says_so_and_keeps_nothing(new_page: Pages, site: Path) -> None:
    page = new_page()
    page.add_init_script(QUICK_VOICE + "window.print = () => { window.printed = true; };")
    page.goto((site / addresses.device_check("bm")).as_uri())
    for check in ("sound", "printing"):
        page.click(f"#{check} [data-do]")
        page.click(f"#{check} [data-yes]")
    page.click("#storage [data-do]")
    page.locator("#storage.good").wait_for()
    shown = page.locator("#digit").text_content()
    page.click(f"[data-digit='{shown}']")
    page.locator("#ready").wait_for()
    assert page.evaluate("window.printed") is True
    assert page.evaluate("window.heard.length") == 4
    assert page.evaluate("localStorage.length") == 0


def test_what_is_unfit_has_a_remedy_and_the_device_is_not_ready(
    new_page: Pages, site: Path
) -> None:
    page = new_page()
    page.add_init_script(
        QUICK_VOICE + "Storage.prototype.setItem = () => { throw new Error('forbidden'); };"
    )
    page.goto((site / addresses.device_check("fr")).as_uri())
    page.click("#storage [data-do]")
    page.locator("#storage.bad").wait_for()
    shown = page.locator("#digit").text_content()
    page.locator(f"[data-digit]:not([data-digit='{shown}'])").first.click()
    page.click("#sound [data-do]")
    page.click("#sound [data-no]")
    told = page.locator(".check.bad .result").all_text_contents()
    assert len(told) == 3
    assert all(text.startswith("✗ ") for text in told)
    assert page.locator("#ready").is_hidden()
