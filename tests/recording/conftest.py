"""The tiny course, alone in a folder: what is said of it and brought in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.project import Project
from tests.conftest import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "leçons de Kayes"
    shutil.copytree(ROOT / "tests" / "tiny" / "lessons", root / "lessons")
    shutil.copytree(ROOT / "site_overrides", root / "site_overrides")
    return Project(root)
