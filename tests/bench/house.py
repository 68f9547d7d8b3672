"""A course of hundreds and of thousands: what a lesson costs, what an edit costs, how much memory.

Lessons are made up: the tiny course's one, each with a title and a sentence of its own. Their clips
are there already, one sound under every name, so that no voice is measured here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.activities import find_kinds
from builder.lesson.loading import read_lesson, read_outline
from builder.lesson.utterance import Utterance
from builder.narration.narrator import Session
from builder.project import Project
from builder.website.said import said_beside, said_by
from tests.bench.bare import cold_pages_s
from tests.bench.row import Row

FEW, MANY = 300, 3000
MAX_RATIO_A_LESSON = 1.2
MAX_EDITED_S = 2.0
MAX_IDLE_S = 1.0
MAX_MEMORY_MB = 400
MAX_RATIO_BARE = 1.5
_SENTENCE = "C’est le marché."


@dataclass(frozen=True)
class Run:
    """One build in a process of its own."""

    seconds: float
    memory_mb: float


def measure(root: Path, folder: Path, few: int = FEW, many: int = MANY) -> Iterator[Row]:
    """Courses of `few` and of `many` lessons below `folder`."""
    small, large = (make_course(root, folder / str(n), n) for n in (few, many))
    first_small, first_large = _build(small), _build(large)
    each_s = [first_small.seconds / few, first_large.seconds / many]
    ratio = each_s[1] / each_s[0]
    yield Row(
        f"une leçon sur {many}, contre une sur {few}",
        f"{ratio:.2f} × ({each_s[1] * 1000:.0f} ms, {each_s[0] * 1000:.0f} ms)",
        f"{MAX_RATIO_A_LESSON} ×", ratio <= MAX_RATIO_A_LESSON,
    )  # fmt: skip
    memory_mb = first_large.memory_mb
    yield Row(f"mémoire pour {many} leçons", f"{memory_mb:.0f} Mo", f"{MAX_MEMORY_MB} Mo",
              memory_mb <= MAX_MEMORY_MB)  # fmt: skip
    edit(large / "lessons" / f"l{many // 2}.yaml", "C’est le grand marché.")
    edited = _build(large)
    yield Row(f"une phrase changée sur {many} leçons", f"{edited.seconds:.1f} s",
              f"{MAX_EDITED_S:.0f} s", edited.seconds <= MAX_EDITED_S)  # fmt: skip
    idle = _build(large)
    yield Row(f"rien de changé sur {many} leçons", f"{idle.seconds:.2f} s",
              f"{MAX_IDLE_S:.0f} s", idle.seconds <= MAX_IDLE_S)  # fmt: skip
    ours_s, bare_s = cold_pages_s(Project(small), folder / "bare")
    yield Row(
        "pages, contre les mêmes modèles et les mêmes octets nus",
        f"{ours_s / bare_s:.2f} ×", f"{MAX_RATIO_BARE} ×", ours_s / bare_s <= MAX_RATIO_BARE,
    )  # fmt: skip


def make_course(root: Path, folder: Path, lessons: int) -> Path:
    """A project of that many lessons, with all its clips."""
    tiny = root / "tests" / "tiny" / "lessons"
    shutil.copytree(tiny / "pictures", folder / "lessons" / "pictures")
    for name in ("docs", "site_overrides"):
        shutil.copytree(root / name, folder / name)
    hooks = folder / "builder" / "website" / "hooks.py"
    hooks.parent.mkdir(parents=True)
    shutil.copy(root / "builder" / "website" / "hooks.py", hooks)
    shutil.copy(root / "mkdocs.yml", folder)
    text = (tiny / "petite.yaml").read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    for n in range(1, lessons + 1):
        own = text.replace("id: petite", f"id: l{n}", 1)
        own = own.replace(title, f'title: {{bm: "Kalan {n}", fr: "Leçon {n}"}}', 1)
        (folder / "lessons" / f"l{n}.yaml").write_text(own, "utf-8")
    names = "".join(f"\n  - l{n}.yaml" for n in range(1, lessons + 1))
    course = (tiny / "course.yaml").read_text("utf-8")
    course = course.replace("lessons: [petite.yaml]", f"lessons:{names}", 1)
    (folder / "lessons" / "course.yaml").write_text(course, "utf-8")
    _give_clips(Project(folder))
    return folder


def edit(lesson: Path, words: str) -> None:
    text = lesson.read_text("utf-8")
    if _SENTENCE not in text:
        raise ValueError("the sentence to edit is no longer in the tiny lesson")
    lesson.write_text(text.replace(_SENTENCE, words, 1), "utf-8")


def _give_clips(project: Project) -> None:
    """One sound under the name of every clip that the course, edited too, will ask for."""
    outline = read_outline(project.lessons)
    course = outline.course()
    kinds = find_kinds()
    session = Session(project.settings(course))
    mp3 = b"\xff\xfb\x90\x00" + bytes(413)

    def give(said: Iterable[Utterance]) -> None:
        for utterance in said:
            for candidate in session.chain.candidates(utterance, None):
                if session.cache.get(candidate.fingerprint) is None:
                    words = range(len(utterance.spoken.split()))
                    session.cache.put(candidate.fingerprint, mp3, duration_ms=1500,
                                      word_starts_ms=tuple(n * 200 for n in words))  # fmt: skip
                break

    give(said_beside(project, course, kinds))
    for number, name in enumerate(outline.names, 1):
        lesson, problems = read_lesson(outline, name, kinds, course.languages)
        if lesson is None:
            raise ValueError(f"the made-up lesson is wrong: {problems}")
        give(said_by(project, course, number, lesson))
    session.close()


def _build(folder: Path) -> Run:
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "builder.cli", "--root", str(folder), "build"],
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError("the made-up course does not build")
    return Run(time.perf_counter() - started, used.ru_maxrss / 1024)
