"""A learner at the page: touches, presses keys, and writes down what is heard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

from tests.page.sites import BuiltSite

# What plays, as the browser is asked to play it; the file says which utterance it is.
_HEAR = """
window.heard = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  window.heard.push(this.getAttribute("src").split("/").pop().replace(".mp3", ""));
  return play.call(this);
};
"""


class Learner:
    """One page of a site in a fresh profile."""

    def __init__(self, page: Page, site: BuiltSite, path: str = "fr/1.html") -> None:
        self.page = page
        self.site = site
        page.add_init_script(_HEAR)
        self.open(path)

    def open(self, path: str) -> None:
        self.page.goto(self.site.address(path))

    def table(self) -> dict[str, list[Any]]:
        text: str = self.page.locator("#clips").text_content() or "{}"
        rows: dict[str, list[Any]] = json.loads(text)
        return rows

    def heard(self) -> list[str]:
        """Keys of the clips that were started, in order."""
        names = {row[0]: key for key, row in self.table().items()}
        started: Sequence[str] = self.page.evaluate("window.heard")
        return [names.get(name, name) for name in started]

    def wait_to_hear(self, key: str, *, times: int = 1) -> None:
        """Until the clip of `key` has been started that often."""
        row = self.table()[key]
        self._until(f"window.heard.filter(name => name === '{row[0]}').length >= {times}", key)

    def wait_for_silence(self) -> None:
        self._until("!document.querySelector('.lit')", "silence")

    def wait_for_step(self, name: str) -> None:
        self._until(f"!!({_STEP}) && ({_STEP}).dataset.step === '{name}'", name)

    def step(self) -> str | None:
        found: str | None = self.page.evaluate(f"({_STEP}) ? ({_STEP}).dataset.step || null : null")
        return found

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, number: int) -> None:
        """The digit twice: once to hear, once to act."""
        self.press(str(number), str(number))

    def next(self) -> None:
        self.press("9", "9")

    def go_to(self, step: str) -> None:
        for _ in range(30):
            if self.step() == step:
                self._wait_for_question(step)
                return
            self.next()
        raise AssertionError(f"no way to {step}, still at {self.step()}")

    def _wait_for_question(self, step: str) -> None:
        """A kind's script may come after its step; nobody answers what has not been asked."""
        key = f"{step}.question"
        if self.table().get(key):
            self.wait_to_hear(key)

    def focused(self) -> str | None:
        said: str | None = self.page.evaluate("document.activeElement.dataset.say || null")
        return said

    def kept(self) -> dict[str, Any]:
        stored: str | None = self.page.evaluate("localStorage.getItem('kalankan')")
        found: dict[str, Any] = json.loads(stored or "{}")
        return found

    def _until(self, condition: str, what: str) -> None:
        # The page's policy forbids wait_for_function, which evaluates text inside the page.
        for _ in range(400):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"never came: {what}; heard {self.heard()}")


_STEP = "Array.from(document.querySelectorAll('main > .step')).find(step => !step.hidden)"
