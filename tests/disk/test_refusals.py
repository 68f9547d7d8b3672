"""Whichever write fails, what was there is whole, or what was to come is: nothing in between."""

from __future__ import annotations

import hashlib
import random
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from builder.disk import PART
from builder.errors import BuilderError
from builder.export import export
from builder.narration.narrator import Narration, narrate
from builder.project import BuiltCourse, Project
from builder.website.build import build_if_changed
from tests.disk.refusing import Disk, refusing
from tests.website.conftest import copy_project

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="which file a sync is of is read off /proc"
)
BUILDS_TRIED = 5
"""Of the some hundred writes of a build; the first and the last ones are always among them."""

SOME_LINES = 6


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edited(root: Path) -> None:
    """One sentence of the course is another one."""
    lesson = root / "lessons" / "petite.yaml"
    text = lesson.read_text("utf-8")
    lesson.write_text(text.replace("Qui es-tu ?", "Tu es qui ?"), "utf-8")
    assert lesson.read_text("utf-8") != text


def attempt(root: Path, fails_at: int, act: Callable[[], object]) -> Disk:
    """One act on a disk that refuses one write; only what is told to a person may be raised."""
    with refusing(root, fails_at) as disk:
        try:
            act()
        except BuilderError as error:
            assert str(error).strip()
    return disk


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built course; do not change it."""
    root = copy_project(tmp_path_factory.mktemp("disk"))
    build_if_changed(root)
    return root


def a_copy(project: Path, folder: Path) -> Path:
    root = folder / "copie"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(project, root)
    return root


def test_a_build_leaves_the_old_site_or_the_new_one(project: Path, tmp_path: Path) -> None:
    old = contents(project / "site")
    root = a_copy(project, tmp_path)
    edited(root)
    writes = attempt(root, -1, lambda: build_if_changed(root)).done
    new = contents(root / "site")
    assert new != old
    tried = sorted({0, 1, *range(len(writes) - 4, len(writes))} | _some(len(writes)))
    for fails_at in tried:
        root = a_copy(project, tmp_path)
        edited(root)
        attempt(root, fails_at, lambda root=root: build_if_changed(root))  # type: ignore[misc]
        assert contents(root / "site") in (old, new), writes[fails_at]
        build_if_changed(root)
        assert contents(root / "site") == new, f"after {writes[fails_at]}"
        assert not list(root.glob("site.*")), f"left by {writes[fails_at]}"


def _some(total: int) -> set[int]:
    return set(random.Random(1).sample(range(total), min(total, BUILDS_TRIED)))


def test_narration_leaves_no_broken_clip(project: Path, tmp_path: Path) -> None:
    root = a_copy(project, tmp_path)
    kept = root / ".cache" / "narration"
    shutil.rmtree(kept)
    whole: list[Narration] = []
    writes = attempt(root, -1, lambda: whole.append(_narrated(root))).done
    clips = contents(kept)
    for fails_at in range(len(writes)):
        shutil.rmtree(kept)
        attempt(root, fails_at, lambda: _narrated(root))
        left = contents(kept)
        assert {name: clips[name] for name in left if name.endswith(".mp3")} == {
            name: digest for name, digest in left.items() if name.endswith(".mp3")
        }
        assert _narrated(root).clips.keys() == whole[0].clips.keys(), writes[fails_at]


def _narrated(root: Path) -> Narration:
    """A few lines, made in this process, where the disk refuses."""
    project = Project(root)
    course = project.load_course()
    said = project.utterances(course)[:SOME_LINES]
    with ThreadPoolExecutor(1) as executor:
        return narrate(said, project.settings(course), executor=executor)


@pytest.fixture(scope="module")
def course(project: Path) -> BuiltCourse:
    return Project(project).build_course()


def test_an_export_leaves_the_old_package_or_the_new_one(
    course: BuiltCourse, tmp_path: Path
) -> None:
    folder = tmp_path / "partage"
    writes = attempt(folder, -1, lambda: list(export(course, "single-file", folder))).done
    new = contents(folder)
    assert writes
    for fails_at in range(len(writes)):
        for name in new:
            (folder / name).write_bytes(b"avant")
        old = contents(folder)
        attempt(folder, fails_at, lambda: list(export(course, "single-file", folder)))
        left = contents(folder)
        assert left.keys() == old.keys(), f"{writes[fails_at]} leaves {left.keys() - old.keys()}"
        assert all(left[name] in (old[name], new[name]) for name in left), writes[fails_at]
        assert not list(folder.glob(f".*{PART}"))
