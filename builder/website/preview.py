"""The site as the sources are now, in memory: the published one is not touched.

What was made last is shown until the sources can be built again; what stops them is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from builder.disk import disk_trouble
from builder.errors import BuilderError, Problem, ProblemsFound, render
from builder.lesson.phrasebook import read_phrasebook
from builder.narration.workers import InThisThread
from builder.project import BuiltCourse, Progress, Project
from builder.website.adapter import SHEET, read_frames
from builder.website.assembly import framed
from builder.website.insides import pages_together, trainer_pages_of

Files = Mapping[str, bytes | Path]
"""Address in the site → what is there."""


@dataclass(frozen=True)
class View:
    """What is shown now. `told` is what stops the sources from being built, empty when nothing.

    `version` counts the times that files became others; 0 is before the first.
    """

    version: int = 0
    files: Files | None = None
    seen: Mapping[str, object] = field(default_factory=dict)
    told: str = ""


class Preview:
    """One thread makes it, others look at `view`."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._making = Lock()
        self.view = View()

    def make(
        self, progress: Progress | None = None, workers: str = "", *, at_once: bool = False
    ) -> tuple[Problem, ...]:
        """Makes the site again; what to know of it. Raises BuilderError, which is shown too.

        `at_once`: in this thread, without the seconds that other processes need to start.
        """
        with self._making:
            before = self.view
            here = InThisThread() if at_once else None
            try:
                built = self._built(progress, workers, here)
                files = self._files(built)
                seen = _seen(files)
            except BuilderError as error:
                self.view = replace(before, told=_told(error))
                raise
            self.view = View(before.version + (seen != before.seen), files, seen)
            return built.problems

    def _built(self, progress: Progress | None, workers: str, here: Executor | None) -> BuiltCourse:
        read_phrasebook.cache_clear()
        try:
            return self._project.build_course(progress, workers, executor=here)
        except BuilderError:
            raise
        except OSError as error:
            raise BuilderError(f"« {error.filename} » : {disk_trouble(error)}.") from error
        except Exception as fault:
            told = f"Panne du programme ({type(fault).__name__} : {fault})."
            raise BuilderError(told) from fault

    def _files(self, built: BuiltCourse) -> Files:
        try:
            frame = framed(self._project)
            frames = read_frames(frame)
        except OSError as error:
            raise BuilderError(f"« {error.filename} » : {disk_trouble(error)}.") from error
        files: dict[str, bytes | Path] = {
            file.relative_to(frame).as_posix(): file for file in frame.rglob("*") if file.is_file()
        }
        del files[SHEET]
        files.update({page.path: page.content for page in built.pages})
        shown: dict[str, Path] = {}
        picture = built.renderer.noting(shown)
        pages = trainer_pages_of(self._project, built, frames, picture)
        files.update({address: html.encode() for address, html in pages})
        files.update(shown)
        for page in pages_together(built):
            files.update({page.path: page.html.encode(), **page.assets})
        files.update(built.assets)
        return files


def _seen(files: Files) -> Mapping[str, object]:
    """What tells one state of the files from another."""
    stats = {name: one.stat() for name, one in files.items() if isinstance(one, Path)}
    of_disk = {name: (stat.st_size, stat.st_mtime_ns) for name, stat in stats.items()}
    return {**files, **of_disk}


def _told(error: BuilderError) -> str:
    if not isinstance(error, ProblemsFound):
        return str(error)
    errors = [one for one in error.problems if one.severity == "error"]
    return "\n\n".join(map(render, errors or error.problems))
