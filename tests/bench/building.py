"""How long a build takes from nothing, after one edited sentence, and with nothing to do."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.row import Row
from tests.bench.sizes import MAX_LESSON_BYTES, lesson_bytes

MADE_OF = ("lessons", "audio", "site_overrides", "docs", "builder", "mkdocs.yml")


def measure(root: Path, folder: Path) -> Iterator[Row]:
    """Builds a copy of the project in `root` inside `folder`, each time in a process of its own."""
    for name in MADE_OF:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    first_s = _build(folder)
    yield Row("fabriquer le site à partir de rien", f"{first_s:.1f} s", "60 s", first_s <= 60)
    _edit_a_sentence(folder / "lessons" / "mots-de-passe.yaml")
    edited_s = _build(folder)
    yield Row("refaire après une phrase changée", f"{edited_s:.1f} s", "3 s", edited_s <= 3)
    idle_s = _build(folder)
    yield Row("refaire quand rien n'a changé", f"{idle_s:.2f} s", "2 s", idle_s <= 2)
    yield size_row(folder / "site")


def size_row(site: Path) -> Row:
    """The heaviest lesson of the course in one language."""
    sizes = [lesson_bytes(page) for page in site.glob("*/*.html") if page.stem.isdecimal()]
    heaviest = max(sizes)
    return Row(
        "la leçon la plus lourde, page et images, gzip", f"{heaviest / 1000:.0f} ko",
        f"{MAX_LESSON_BYTES // 1000} ko", heaviest <= MAX_LESSON_BYTES,
    )  # fmt: skip


def _build(folder: Path) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "builder.cli", "build"], cwd=folder, check=True, capture_output=True
    )
    return time.perf_counter() - started


def _edit_a_sentence(lesson: Path) -> None:
    text = lesson.read_text("utf-8")
    edited = text.replace("A bɛ mangoro feere sugu la.", "A bɛ mangoro feere sugu kɔnɔ.", 1)
    if edited == text:
        raise ValueError("the sentence to edit is no longer in the lesson")
    lesson.write_text(edited, "utf-8")
