"""Takes out of the site what none of its pages uses: a key and a phone are small."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import minify_html
import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

# Of what Material ships, only what a French site without search or scripts needs is published.
UNUSED_ASSETS = (
    "**/*.map",
    "assets/javascripts/**/*",
    "assets/images/*",
    "404.html",
    "sitemap.xml*",
)
# A class, or the value of one of Material's colour attributes.
_NAME = re.compile(r"(?:\.|\[data-md-color-[\w-]+=\"?)([\w-]+)")
_ELEMENT = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]*)")


def slim(site: Path, insides: Path) -> None:
    """Removes unused files, style rules and white space below `site`, in place.

    `insides` are templates of what will stand in the pages: what they name is used too.
    """
    for pattern in UNUSED_ASSETS:
        for path in site.glob(pattern):
            if path.is_file():
                path.unlink()
    for folder in sorted((path for path in site.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    used = _names([*site.rglob("*.html"), *insides.glob("*.html")])
    sheets = sorted((site / "assets" / "stylesheets").glob("*.css"))
    kept = {sheet: keep_used(sheet.read_text("utf-8"), used) for sheet in sheets}
    variables = set(re.findall(r"var\((--[\w-]+)", "".join(kept.values())))
    for sheet, css in kept.items():
        sheet.write_text(_without_variables(css, variables), "utf-8")
    for page in site.rglob("*.html"):
        page.write_text(minify_html.minify(page.read_text("utf-8")), "utf-8")


def keep_used(css: str, used: set[str]) -> str:
    """The rules whose elements, classes and `data-` values are all in `used`."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(rules, used)) + "\n"


def _without_variables(css: str, used: set[str]) -> str:
    """Takes out custom properties that no rule reads, most of them icons."""

    def keep(declaration: re.Match[str]) -> str:
        return declaration[0] if declaration[1] in used else ""

    return re.sub(r"(?<=[{;])(--[\w-]+):(?:\"[^\"]*\"|'[^']*'|[^;}\"'])*(?:;|(?=}))", keep, css)


def _kept(rules: list[Node], used: set[str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = _used_selectors(tinycss2.serialize(rule.prelude), used)
            if selectors:
                yield f"{','.join(selectors)}{{{tinycss2.serialize(rule.content).strip()}}}"
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            kept = "".join(_kept(inner, used))
            if kept:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{kept}}}"
        elif isinstance(rule, AtRule):
            yield tinycss2.serialize([rule])


def _used_selectors(prelude: str, used: set[str]) -> list[str]:
    selectors = re.split(r",(?![^()]*\))", prelude)
    return [selector.strip() for selector in selectors if _applies(selector, used)]


def _applies(selector: str, used: set[str]) -> bool:
    """Whether all that the selector names is there. What stands in :not(…) need not be."""
    named = re.sub(r":not\([^)]*\)|::?[\w-]+", "", selector)
    if "[dir=rtl]" in named:  # both languages are written from left to right
        return False
    elements = set(_ELEMENT.findall(re.sub(r"\[[^]]*\]|\([^)]*\)", "", named)))
    return set(_NAME.findall(named)) | elements <= used


def _names(pages: Iterable[Path]) -> set[str]:
    """Every element, every class, and every value of Material's attributes, of every page."""
    names: set[str] = {"from", "to"}
    for page in pages:
        html = page.read_text("utf-8")
        names.update(re.findall(r"<([a-z][a-z0-9]*)", html))
        for value in re.findall(r'\b(?:class|data-md-color-[\w-]+)="?([^">]*)', html):
            names.update(value.split())
    return names
