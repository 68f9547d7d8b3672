"""Where things are in the site is spelt in one module, and nowhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from builder.page import addresses
from tests.page.sites import OVERRIDES, ROOT

# Folders of the site, and pages that have a name of their own.
SPELT = re.compile(r"^(a|p|k|bm|fr|formateurs|auteurs)/|jate|(^|/)index\.html$|images\.html")
SPELT_IN_TEMPLATES = re.compile(r"[\"/](a|p|k|bm|fr)/|jate|\bindex\.html|\.mp3")
OTHER_SERVERS = ("studio", "local", "share")
"""Their addresses are those of their own server, on this machine."""

MODULES = [
    path
    for path in sorted((ROOT / "builder").rglob("*.py"))
    if path.name != "addresses.py"
    and path.relative_to(ROOT / "builder").parts[0] not in (*OTHER_SERVERS, "narration")
]
TEMPLATES = [
    *sorted((OVERRIDES / "learner").glob("*.html")),
    *sorted(ROOT.glob("builder/activities/*/*.html")),
    *sorted(ROOT.glob("builder/activities/*/sheet.js")),
]


def texts(module: Path) -> list[tuple[int, str]]:
    """Line and text of every string that is no docstring."""
    tree = ast.parse(module.read_text("utf-8"))
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


def test_no_other_module_spells_an_address() -> None:
    assert len(MODULES) > 50
    found = [
        f"{module.relative_to(ROOT)}:{line}: {text[:60]!r}"
        for module in MODULES
        for line, text in texts(module)
        if SPELT.search(text)
    ]
    assert found == []


def test_no_template_spells_an_address() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:80]}"
        for path in TEMPLATES
        for line in path.read_text("utf-8").splitlines()
        if SPELT_IN_TEMPLATES.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("page", "up"), [("index.html", ""), ("fr/1.html", "../"), ("a/b/c.html", "../../")]
)
def test_a_page_knows_its_way_to_the_root(page: str, up: str) -> None:
    assert addresses.up(page) == up


def test_a_sheet_of_a_session_is_named_by_its_number() -> None:
    assert addresses.session_sheet(3) == "formateurs/fiche-3.html"
