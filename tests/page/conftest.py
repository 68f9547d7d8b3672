"""A built site and a learner in front of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Pages
from tests.page.learner import Learner
from tests.page.sites import BuiltSite, build, write_lessons


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """All six kinds in lesson 1, a sensitive lesson 2; spoken by tones."""
    folder: Path = tmp_path_factory.mktemp("site é 1")
    return build(folder, write_lessons(folder / "lessons"))


@pytest.fixture
def learner(new_page: Pages, site: BuiltSite) -> Callable[..., Learner]:
    """Opens a page of the site in a fresh profile: `learner("fr/1.html", viewport=…)`."""

    def open_page(path: str = "fr/1.html", **options: object) -> Learner:
        return Learner(new_page(**options), site, path)

    return open_page
