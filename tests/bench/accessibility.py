"""Whether someone who cannot read, and someone who cannot see, finish every lesson alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page

from builder.lesson.utterance import Language
from tests.accessibility.axe import violations
from tests.accessibility.states import lesson_states
from tests.bench.row import Row
from tests.browser import open_browser
from tests.languages import TWO
from tests.learner.course_site import CourseSite, build_real_course
from tests.learner.hands import TabKeys, Touch
from tests.learner.learner import Learner, Memory
from tests.learner.senses import Senses

PHONE_WIDTH = 360
PHONE_HEIGHT = 640

# Words and controls on the page; what is for eyes alone is not a string.
_SILENT = """
(() => {
  const clips = JSON.parse(document.getElementById('clips').textContent);
  const own = (key) => clips[key] && clips[key][0];
  const spoken = (keys) => Boolean(keys) && keys.split(' ').every(own);
  const texts = Array.from(document.querySelectorAll('[data-t]')).filter(e => e.dataset.t)
    .map(text => [text.textContent, own(text.dataset.t)]);
  const controls = Array.from(document.querySelectorAll('button, a[href], summary'))
    .filter(control => !control.closest('noscript'))
    .map(control => [control.textContent, spoken(control.dataset.say)]);
  return [...texts, ...controls].map(([text, voiced]) => [text, Boolean(voiced)]);
})()
"""
_OUT_OF_REACH = """
(() => {
  const view = document.querySelector('main').getBoundingClientRect();
  return Array.from(document.querySelectorAll('main .step:not([hidden]) button'))
    .filter(choice => choice.getClientRects().length)
    .some(choice => {
      const box = choice.getBoundingClientRect();
      return box.top < view.top - 1 || box.bottom > view.bottom + 1;
    });
})()
"""


def measure() -> Iterator[Row]:
    """On the repository's own course, built for the purpose; its clips come from the cache."""
    with TemporaryDirectory() as folder, open_browser() as (browser, _):
        site = build_real_course(Path(folder) / "site")
        yield from _Measures(browser, site).rows()


class _Measures:
    def __init__(self, browser: Browser, site: CourseSite) -> None:
        self._browser = browser
        self._site = site
        self._elsewhere: set[str] = set()
        self._strings = self._voiced = self._states = self._faults = 0
        self._scrolled: set[str] = set()
        self._walks = self._finished = 0

    def rows(self) -> Iterator[Row]:
        lessons = [
            (language, number)
            for language in TWO.tags
            for number in range(1, 1 + len(self._site.built.course.lessons))
        ]
        for language, number in lessons:
            self._look(language, number)
            self._learn(language, number)
        share = 100 * self._voiced / self._strings
        yield Row(
            "textes et commandes qui ont une voix",
            f"{share:.1f} % de {self._strings}",
            "100 %",
            self._voiced == self._strings,
        )
        yield Row(
            f"fautes d'axe-core dans {self._states} états",
            str(self._faults),
            "0",
            self._faults == 0,
        )
        yield Row(
            "étapes où il faut défiler pour répondre, 360 × 640",
            str(len(self._scrolled)),
            "0",
            not self._scrolled,
        )
        yield Row(
            "leçons finies par l'apprenante de code : touches, puis doigt sans faute",
            f"{self._finished} sur {self._walks}",
            "toutes",
            self._finished == self._walks,
        )
        yield Row(
            "requêtes vers un autre hôte", str(len(self._elsewhere)), "0", not self._elsewhere
        )

    def _look(self, language: Language, number: int) -> None:
        senses = self._open(language, number)
        for state in lesson_states(senses):
            self._states += 1
            self._faults += len(violations(senses.page))
            if senses.page.evaluate(_OUT_OF_REACH):
                self._scrolled.add(f"{language} {number} {state.split()[0]}")
        senses.page.goto("about:blank")
        senses.page.goto(self._address(language, number))
        told = senses.page.evaluate(_SILENT)
        self._strings += len(told)
        self._voiced += sum(voiced for _, voiced in told)
        senses.page.context.close()

    def _learn(self, language: Language, number: int) -> None:
        memory = Memory()
        for hands in (TabKeys, Touch):
            senses = self._open(language, number)
            learner = Learner(senses, hands(senses), memory)
            visit = learner.go_through(learner.begin())
            self._walks += 1
            knows = hands is TabKeys or visit.wrong == 0
            self._finished += visit.finished and not visit.unsolved and knows
            senses.page.context.close()

    def _open(self, language: Language, number: int) -> Senses:
        page = self._page()
        senses = Senses(page, self._site.meanings, self._site.durations_ms)
        page.goto(self._address(language, number))
        return senses

    def _page(self) -> Page:
        viewport = {"width": PHONE_WIDTH, "height": PHONE_HEIGHT}
        page = self._browser.new_page(viewport=viewport, has_touch=True)  # type: ignore[arg-type]
        page.on("request", lambda request: self._note(request.url))
        return page

    def _note(self, address: str) -> None:
        if not address.startswith(("file:", "data:", "about:")):
            self._elsewhere.add(address)

    def _address(self, language: Language, number: int) -> str:
        return (self._site.folder / self._site.lesson_page(language, number)).as_uri()
