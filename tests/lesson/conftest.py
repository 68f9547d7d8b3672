"""What several tests of lessons share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.lesson.faults import TINY_LESSONS


@pytest.fixture
def pictured(tmp_path: Path) -> Path:
    """An empty lessons folder with the tiny course's pictures."""
    shutil.copytree(TINY_LESSONS / "pictures", tmp_path / "pictures")
    return tmp_path
