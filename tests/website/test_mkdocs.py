"""Who knows MkDocs types its own commands in the project, and gets the same site."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.website.test_build import contents, first_lesson

MKDOCS = str(Path(sys.executable).with_name("mkdocs"))
ADVERTISEMENT = re.compile("end of life|zensical", re.IGNORECASE)


@pytest.fixture
def project(new_project: Callable[[], Path]) -> Path:
    """As a clone is: with the whole of builder/, and none of it on Python's path."""
    root = new_project()
    hooks = root / "builder" / "website" / "hooks.py"
    hooks.unlink()
    hooks.parent.rmdir()
    hooks.parent.parent.rmdir()
    (root / "builder").symlink_to(ROOT / "builder")
    return root


def clean_environment() -> dict[str, str]:
    hidden = ("PYTHONPATH", "NO_MKDOCS_2_WARNING", "SOURCE_DATE_EPOCH")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "PYTHONUTF8": "1"}


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [MKDOCS, *arguments], cwd=root, env=clean_environment(),
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_mkdocs_build_makes_the_same_site_without_an_advertisement(project: Path) -> None:
    wanted = contents(project / "site")
    (project / "site" / "bm" / "1.html").unlink()
    done = run(project, "build")
    assert done.returncode == 0, done.stderr
    assert contents(project / "site") == wanted
    assert not ADVERTISEMENT.search(done.stdout + done.stderr)
    assert not (project / "site.new").exists()


def test_mkdocs_build_with_an_error_publishes_nothing_and_returns_one(project: Path) -> None:
    before = contents(project / "site")
    lesson = first_lesson(project)
    lesson.write_text(lesson.read_text("utf-8").replace("kind: choice", "kind: chioce"), "utf-8")
    done = run(project, "build")
    assert done.returncode == 1
    assert "petite.yaml:18:11" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert contents(project / "site") == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_mkdocs_serve_shows_the_lessons_and_watches_them(project: Path, tmp_path: Path) -> None:
    log = tmp_path / "told.txt"
    lesson = first_lesson(project)
    with log.open("w", encoding="utf-8") as told, subprocess.Popen(
        [MKDOCS, "serve", "--dev-addr", "127.0.0.1:0"], cwd=project, env=clean_environment(),
        stdout=told, stderr=subprocess.STDOUT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:  # fmt: skip
        try:
            said = wait_for(log, "Serving on http://127.0.0.1:0/")
            assert "Watching paths" in said
            watched = urllib.parse.unquote(said)
            assert "lessons" in watched and "audio" in watched
            text = lesson.read_text("utf-8")
            lesson.write_text(text.replace("kind: choice", "kind: chioce"), "utf-8")
            wait_for(log, "petite.yaml:18:11")
            lesson.write_text(text.replace("Cinq mots", "Cinq petits mots"), "utf-8")
            said = wait_for(log, "Reloading browsers")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    assert not ADVERTISEMENT.search(said)
    assert "Traceback" not in said, said


def wait_for(log: Path, words: str) -> str:
    """What has been told when it has these words."""
    for _ in range(300):
        said = log.read_text("utf-8")
        if words in said:
            return said
        time.sleep(0.1)
    raise AssertionError(f"{words!r} was not told:\n{log.read_text('utf-8')}")
