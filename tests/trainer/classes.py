"""A class made of code: what it hears and sees of a page, and the hands that it shows."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Page

# Clips end at once, and each one is remembered: a session of an hour takes seconds.
QUICK_VOICE = """
window.heard = [];
HTMLMediaElement.prototype.play = function () {
  const name = this.src.replace(/.*\\/|\\.mp3$/g, "");
  window.heard.push(name);
  if (!window.lengths) {
    const table = document.querySelector("#clips");
    window.lengths = Object.fromEntries(Object.values(JSON.parse(table.textContent)));
  }
  window.spoken = (window.spoken || 0) + window.lengths[name];
  setTimeout(() => this.onended && this.onended(), 1);
  return Promise.resolve();
};
"""
NOW = ".moment:not([hidden])"
PEOPLE = 25
SEED = 11
THINKING_SECONDS = 15
SECONDS_PER_HAND = 1


@dataclass
class Trainer:
    """Goes through the page by keys alone."""

    page: Page
    pressed: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def press_all(self, keys: Sequence[str]) -> None:
        """As `press`, in one go: a session has hundreds of hands."""
        self.page.evaluate(
            """keys => keys.forEach(key => document.body.dispatchEvent(
              new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})))""",
            list(keys),
        )
        self.pressed += len(keys)

    def stage(self) -> str:
        return str(self.page.locator(NOW).get_attribute("data-stage"))

    def name(self) -> str:
        return str(self.page.locator(NOW).get_attribute("data-name"))

    def wait_for_hands(self) -> None:
        """Until all has been said and hands may go up."""
        self.page.locator(f"{NOW}[data-stage=count]").wait_for(state="attached")

    def numbers(self) -> list[str]:
        """What can be answered here, as it is on the screen."""
        listed = self.page.locator(".moment:not([hidden]) .answer")
        return [str(one.get_attribute("data-n")) for one in listed.all()]

    def counts(self) -> bool:
        return self.page.locator(".moment[data-counted]:not([hidden])").count() == 1

    def judges(self) -> bool:
        """Whether something here is right or wrong."""
        return self.page.locator(f"{NOW}[data-unjudged]").count() == 0

    def spoken_ms(self) -> int:
        """How long the page has spoken, had its clips taken their time."""
        return int(self.page.evaluate("window.spoken || 0"))

    def wait_for_silence(self) -> None:
        self.page.evaluate("""() => new Promise(done => {
          (function look() { Together.voice.speaking() ? setTimeout(look, 2) : done(); })();
        })""")

    def is_over(self) -> bool:
        return self.name() == "end"


@dataclass
class SchoolClass:
    """Twenty-five people; the first does not see, the second does not hear."""

    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    hands: dict[str, Counter[str]] = field(default_factory=dict)

    times: dict[str, float] = field(default_factory=dict)

    def clock(self, moment: str, spoken_ms: int, *, decides: bool) -> None:
        """Notes how long a moment takes them: what is said, thinking, one hand after another."""
        seconds = spoken_ms / 1000
        if decides:
            seconds += THINKING_SECONDS + PEOPLE * SECONDS_PER_HAND
        self.times[moment] = self.times.get(moment, 0) + seconds

    def seconds(self, step: str) -> float:
        return sum(taken for name, taken in self.times.items() if name.split("/")[0] == step)

    def show_hands(self, moment: str, numbers: Sequence[str]) -> list[str]:
        """Everybody's answer, one after another."""
        shown = [self.chance.choice(numbers) for _ in range(PEOPLE)]
        self.hands[moment] = Counter(shown)
        return shown


def missing_to_the_ear(page: Page) -> list[str]:
    """Of the moment on the screen, what has not been said."""
    found: list[str] = page.evaluate("""() => {
      const table = JSON.parse(document.querySelector("#clips").textContent);
      const shown = document.querySelectorAll(
        ".moment:not([hidden]) .line, .moment:not([hidden]) .answer");
      return [...shown].map(one => one.dataset.key)
        .filter(key => table[key] && !window.heard.includes(table[key][0]));
    }""")
    return found


def missing_to_the_eye(page: Page) -> list[str]:
    """Of the answers on the screen, those without a number or a picture that one can see."""
    found: list[str] = page.evaluate("""() => {
      const seen = one => one && one.getClientRects().length > 0;
      return [...document.querySelectorAll(".moment:not([hidden]) .answer")]
        .filter(one => !seen(one.querySelector(".n")) ||
                       (one.querySelector(".what") && !seen(one.querySelector(".what"))))
        .map(one => one.dataset.key);
    }""")
    return found


def unfit_from_afar(page: Page) -> list[str]:
    """What a class does not read at six metres: text for it that is lower than a twentieth of the
    screen, and what is wider than the screen; in every stage of every moment."""
    found: list[str] = page.evaluate("""() => {
      const bar = innerHeight / 20, unfit = [], main = document.querySelector("#stage");
      Together.voice.stop();
      const look = where => {
        for (const one of [document.documentElement, main]) {
          if (one.scrollWidth > one.clientWidth) unfit.push(where + " is wide");
        }
        const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const text = texts.currentNode.textContent.trim();
          const holder = texts.currentNode.parentElement;
          if (!text || holder.closest(".quiet") || !holder.getClientRects().length) continue;
          if (parseFloat(getComputedStyle(holder).fontSize) < bar) unfit.push(where + text);
        }
      };
      const moments = [...document.querySelectorAll(".moment")];
      for (const moment of moments) {
        moments.forEach(other => { other.hidden = other !== moment; });
        moment.querySelectorAll("li, .line").forEach(one => one.classList.add("on"));
        moment.querySelectorAll(".why").forEach(why => { why.hidden = false; });
        const asks = moment.querySelector(".answer");
        for (const stage of asks ? ["ask", "each", "count", "show"] : ["ask"]) {
          moment.dataset.stage = stage;
          look(moment.dataset.name + " " + stage + ": ");
        }
      }
      return unfit;
    }""")
    return found
