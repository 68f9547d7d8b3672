"""A learner with a French screen reader: focus names, live regions and the text of a new step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import yaml
from playwright.sync_api import Page

from builder.lesson.utterance import Utterance
from tests.learner.course_site import CourseSite
from tests.learner.senses import SILENCE_MS, Heard, Senses, Sound

# What a tried answer bears beside its name.
MARKS = " ✓↻●"

# What a polite live region would have announced, phrase by phrase.
_WATCH = """
window.announced = [];
const phrases = (root) => [root, ...root.querySelectorAll('[data-t]')]
  .filter((e) => e.matches('[data-t]') && e.checkVisibility()).map((e) => e.textContent.trim());
new MutationObserver((changes) => {
  const fresh = new Set();
  for (const change of changes) {
    const nodes = change.type === 'childList' ? change.addedNodes : [change.target];
    for (const node of nodes) {
      if (node.nodeType === 1 && node.closest('[aria-live=polite]')) fresh.add(node);
    }
  }
  fresh.forEach((node) => window.announced.push(...phrases(node)));
}).observe(document, {subtree: true, childList: true, attributeFilter: ['hidden']});
"""
_ANNOUNCED = "() => window.announced.splice(0)"
# Read on from where the focus has been put: all but the controls and what is hidden.
_REGION = """() => {
  const here = document.activeElement;
  if (!here.matches('section')) return null;
  return Array.from(here.querySelectorAll('[data-t]'))
    .filter((e) => e.checkVisibility() && !e.closest('button, a, h2'))
    .map((e) => e.textContent.trim());
}"""


class ScreenReader(Senses):
    """Speaks where the page's own voice is off."""

    def __init__(self, page: Page, site: CourseSite) -> None:
        super().__init__(page, site.meanings, site.durations_ms)
        page.add_init_script("localStorage.setItem('kalankan', '{\"voice\":false}')")
        page.add_init_script(_WATCH)
        spoken = [narrated.utterance for narrated in site.built.narration.clips.values()]
        french = [said for said in spoken if said.language == "fr"]
        self._by_text = {said.text.strip(): said for said in french}
        self._by_text |= {said.text.strip(): said for said in french if said.source == "interface"}
        self._focus: int | None = None

    def listen(self, quiet_ms: int = SILENCE_MS) -> Heard:
        heard = super().listen(quiet_ms)
        assert not heard.sounds, "the page spoke over the screen reader"
        phrases: list[str] = self.page.evaluate(_ANNOUNCED)
        region: list[str] | None = self.page.evaluate(_REGION)
        if heard.focus != self._focus:
            phrases += [self._name_of_focus()] if region is None else region
        self._focus = heard.focus
        return replace(heard, sounds=tuple(self._sounds(phrases)))

    def _name_of_focus(self) -> str:
        """As the browser tells it to a screen reader."""
        focused = self.page.locator(":focus")
        if not focused.count():
            return ""
        (told, *_) = yaml.safe_load(focused.first.aria_snapshot()) or [""]
        role_and_name = re.match(r'\w+ "(.*)"', told if isinstance(told, str) else next(iter(told)))
        return role_and_name[1] if role_and_name else ""

    def _sounds(self, phrases: list[str]) -> Iterator[Sound]:
        for phrase in dict.fromkeys(phrase.rstrip(MARKS) for phrase in phrases if phrase):
            numbered = None if phrase in self._by_text else re.fullmatch(r"(\d) (.+)", phrase)
            for part in numbered.groups() if numbered else (phrase,):
                said = self._by_text.get(part) or Utterance("page", "text", "fr", part, part)
                yield Sound(said, 0, cut=False, together=0, rate=1)
