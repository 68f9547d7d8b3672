"""axe-core, as the PyPI package axe-playwright-python carries it; nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# WCAG 2.2 A and AA, the AAA rules (contrast among them) and axe's own good practice.
TAGS = ("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CONTRAST = ("color-contrast", "color-contrast-enhanced")

_RUN = """async ([tags, rules]) => {
  const runOnly = rules.length ? {type: 'rule', values: rules} : {type: 'tag', values: tags};
  const options = {runOnly, preload: false, resultTypes: ['violations']};
  const run = () => axe.run(document, options);
  const found = await (window.senses ? senses.inRealTime(run) : run());
  return found.violations.flatMap(rule => rule.nodes.map(node => ({
    rule: rule.id, where: node.target.join(' '), why: node.failureSummary})));
}"""


@dataclass(frozen=True)
class Violation:
    """One element that breaks one rule."""

    rule: str
    where: str
    why: str


def violations(page: Page, rules: Sequence[str] = ()) -> list[Violation]:
    """What axe-core finds in the page as it stands; all of TAGS unless `rules` are named."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(_source())
    found: list[dict[str, Any]] = page.evaluate(_RUN, [list(TAGS), list(rules)])
    return [Violation(**one) for one in found]


def _source() -> str:
    package = find_spec("axe_playwright_python")
    assert package is not None and package.origin is not None
    return (Path(package.origin).parent / "axe.min.js").read_text("utf-8")
