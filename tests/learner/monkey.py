"""Someone who touches anything at any moment, by a seed; and a look at whether a way on is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.learner.senses import Senses

# Digits twice as often: they are what acts.
KEYS = [
    *"0123456789", *"123456", "Tab", "Enter", " ", "Escape", "ArrowDown", "ArrowUp", "Enter",
]  # fmt: skip
# What leads to another page; a lesson that was left cannot be finished.
_THINGS = """() => Array.from(document.querySelectorAll(
    'main [data-say], footer [data-say], #previous, #progress, #skip, #toggle, main, figure img'))
  .filter(e => e.checkVisibility() && !e.matches('a[href]'))
  .map(e => e.getBoundingClientRect())
  .filter(box => box.width && box.top >= 0 && box.bottom <= innerHeight + 1)
  .map(box => [box.left + box.width / 2, box.top + box.height / 2])"""
_ELSEWHERE = "() => document.activeElement.matches('a[href]')"
# After the end the lesson begins again: who goes home has finished.
ROUND = """() => {
  const go = Kalankan.hooks.go;
  const end = document.querySelector('section.step.end');
  Kalankan.hooks.go = (by) => (by > 0 && !end.hidden ? Kalankan.show(0) : go(by));
}"""
LONGEST_WAIT_MS = 4000


@dataclass
class Monkey:
    """Acts on one page; `done` are its last acts, to be told when something breaks."""

    senses: Senses
    random: Random
    done: list[str] = field(default_factory=list)

    def act(self) -> None:
        page = self.senses.page
        choice = self.random.random()
        if choice < 0.5:
            things: list[tuple[float, float]] = page.evaluate(_THINGS)
            x, y = self.random.choice(things)
            self._note(f"touch {x:.0f},{y:.0f}")
            page.touchscreen.tap(x, y)
            if self.random.random() < 0.5:
                self._note("again")
                page.touchscreen.tap(x, y)
        else:
            key = self.random.choice(KEYS)
            if key in ("Enter", " ") and page.evaluate(_ELSEWHERE):
                key = "ArrowDown"
            self._note(key)
            page.keyboard.press(key)
        if self.random.random() < 0.7:
            wait_ms = round(self.random.random() ** 2 * LONGEST_WAIT_MS)
            page.evaluate("(ms) => senses.pass(ms)", wait_ms)
            self._note(f"{wait_ms} ms")

    def _note(self, act: str) -> None:
        self.done = [*self.done[-30:], act]
