"""A learner whose phone runs no scripts: native sound, pictures, disclosures and links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

_PLAYERS = """(root) => Array.from(root.querySelectorAll('audio[controls]'))
  .filter(audio => audio.checkVisibility())
  .map(audio => audio.getAttribute('src').replace(/^.*\\//, '').replace('.mp3', ''))"""
_PICTURES = """(root) => Array.from(root.querySelectorAll('figure img')).map(img => img.alt)"""
_LINKS = "() => Array.from(document.querySelectorAll('a[href]')).map(a => a.getAttribute('href'))"
_HERE = "() => location.hash.slice(1)"
_IN_SIGHT = """(id) => {
  const box = document.getElementById(id).getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
}"""


@dataclass
class ScriptlessLearner:
    """Goes down one page; `heard` are the clips whose player was there to press."""

    page: Page
    heard: set[str] = field(default_factory=set)
    seen: list[str] = field(default_factory=list)

    def links(self) -> list[str]:
        found: list[str] = self.page.evaluate(_LINKS)
        return found

    def go_down(self) -> None:
        """Step by step: looks, plays, opens what opens, follows what leads on."""
        for step in self.page.locator("main > section").all():
            self._take_in(step)
            for summary in step.locator("summary").all():
                before = len(self._players(step))
                summary.press("Enter")
                assert len(self._players(step)) > before, "nothing to hear in what was opened"
            self._take_in(step)
            self._follow(step)

    def _players(self, root: Any) -> list[str]:
        found: list[str] = root.evaluate(_PLAYERS)
        return found

    def _take_in(self, root: Any) -> None:
        self.heard.update(self._players(root))
        self.seen += root.evaluate(_PICTURES)

    def _follow(self, step: Any) -> None:
        """Each link inside the page is followed once, and what it leads to is in sight."""
        for link in step.locator("a[href^='#']").all():
            link.press("Enter")
            target = str(link.get_attribute("href"))[1:]
            assert self.page.evaluate(_HERE) == target
            assert self.page.evaluate(_IN_SIGHT, target)


def is_explicit(address: str) -> bool:
    """Whether a link names a file, as file:// needs, and stays in the site; a card may dial."""
    return bool(re.fullmatch(r"tel:\d+|#[\w-]+|(\.\./)?([\w-]+/)?[\w-]+\.html(#[\w-]+)?", address))
