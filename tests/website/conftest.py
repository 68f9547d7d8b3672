"""A small project of its own for each test, and one that is already built."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.website.build import build_if_changed

ROOT = Path(__file__).resolve().parents[2]


def copy_project(folder: Path) -> Path:
    """The tiny course with this project's own frame, in a folder with a space and an accent."""
    root = folder / "leçons de Kayes"
    shutil.copytree(ROOT / "tests" / "tiny" / "lessons", root / "lessons")
    for name in ("docs", "site_overrides"):
        shutil.copytree(ROOT / name, root / name)
    (root / "audio").mkdir()
    # MkDocs loads the hooks by path; the packages themselves come from the checkout.
    hooks = root / "builder" / "website" / "hooks.py"
    hooks.parent.mkdir(parents=True)
    shutil.copy(ROOT / "builder" / "website" / "hooks.py", hooks)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Do not change it: every test of the session looks at this one."""
    root = copy_project(tmp_path_factory.mktemp("built"))
    build_if_changed(root)
    return root


@pytest.fixture
def new_project(built_project: Path, tmp_path: Path) -> Callable[[], Path]:
    """Copies of the built project, to spoil; their clips are there already."""

    def copy() -> Path:
        root = tmp_path / "leçons à gâter"
        shutil.copytree(built_project, root)
        return root

    return copy
