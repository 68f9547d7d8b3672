"""Every state that a lesson's page can be in, one after the other, in no time."""

from __future__ import annotations

from collections.abc import Iterator

from tests.learner.senses import Senses
from tests.spreading import ALL

# Among the first two answers one is wrong.
MOST_CHOICES = 4 if ALL else 2
_STEPS = "document.querySelectorAll('main > section.step').length"
_KIND = "document.querySelector('main > section.step:not([hidden])').dataset.kind || ''"


def lesson_states(
    senses: Senses, *, choices: int = MOST_CHOICES, voiced: bool = True
) -> Iterator[str]:
    """Names each state while the page is in it: asleep, start and answers of each step, help."""
    page = senses.page
    senses.listen()
    if page.locator("#start").is_visible():
        yield "asleep"
        page.keyboard.press("Enter")
    senses.listen()
    if not voiced:
        page.locator("#toggle").click()
        page.locator("#toggle").click()
        senses.listen()
    for number in range(page.evaluate(_STEPS)):
        kind = page.evaluate(_KIND)
        yield f"{number} {kind} start"
        if kind not in ("", "scene"):
            for choice in range(1, choices + 1):
                _twice(senses, str(choice), voiced=voiced)
                yield f"{number} {kind} after {choice}"
        if number == 1:
            _twice(senses, "8", voiced=voiced)
            yield "help card"
            _twice(senses, "8", voiced=voiced)
        _twice(senses, "9", voiced=voiced)


def home_states(senses: Senses) -> Iterator[str]:
    """The welcome, each line of the tour, the strip of lessons, the help card."""
    page = senses.page
    senses.listen()
    yield "welcome"
    page.keyboard.press("Enter")
    senses.page.evaluate("senses.listen(0)")
    yield "tour"
    senses.listen()
    yield "lessons"
    _twice(senses, "8", voiced=True)
    yield "help card"


def _twice(senses: Senses, key: str, *, voiced: bool) -> None:
    """With self-voicing the first press names and the second acts."""
    for _ in range(1 + voiced):
        senses.page.keyboard.press(key)
        senses.listen()
