"""Which lessons have changed since the last build, told by reading as little as that takes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from builder.lesson.loading import COURSE_FILE, Outline
from builder.lesson.signatures import signature_files
from builder.website.ledger import Entry, Ledger
from builder.website.made import digest


@dataclass
class Changes:
    """Of one run; a date is asked of the disk once. `own_voices` is the key of voices made of
    takes."""

    outline: Outline
    recordings: Path
    own_voices: str
    _stats: dict[str, str] = field(default_factory=dict)
    _contents: dict[str, str] = field(default_factory=dict)

    @cached_property
    def settings(self) -> str:
        """Of what course.yaml says for all lessons, and of the files beside them."""
        folder, listed = self.outline.folder, set(self.outline.names)
        beside = [path for path in sorted(folder.iterdir())
                  if path.is_file() and path.name not in listed | {COURSE_FILE}]  # fmt: skip
        said = self.outline.file.model_dump_json(exclude={"lessons"})
        stats = map(self._stat, map(str, [*beside, *signature_files(folder)]))
        return digest([said, *stats, self.own_voices])

    def changed(self, ledger: Ledger, known: dict[str, Entry]) -> list[str]:
        """Lessons that are new, or not as they were; `known` gets the date of those that are.

        Raises OSError.
        """
        changed = []
        for number, name in enumerate(self.outline.names, 1):
            entry = known.get(name)
            if entry is None or not self._is_same(entry, name, number):
                changed.append(name)
            elif entry.seen != self.seen(name):
                known[name] = replace(entry, seen=self.seen(name))
                ledger.see(name, known[name])
        return changed

    def _is_same(self, entry: Entry, name: str, number: int) -> bool:
        as_before, _, content = entry.key.rpartition(" ")
        if as_before != self._place(number) or entry.beside != self.beside(
            entry.id, entry.pictures
        ):
            return False
        return entry.seen == self.seen(name) or content == self.content(name)

    def key(self, name: str, number: int) -> str:
        """Of the lesson's file and of all that each lesson depends on. Raises OSError."""
        return f"{self._place(number)} {self.content(name)}"

    def seen(self, name: str) -> str:
        """The size and date of a lesson's file."""
        return self._stat(f"{self.outline.folder}{os.sep}{name}")

    def beside(self, lesson: str, pictures: Iterable[str]) -> str:
        """Of the lesson's pictures and recordings, by their dates."""
        takes = [take for folder in self._spoken.get(lesson, ()) for take in _in(folder)]
        return digest(map(self._stat, [*pictures, *map(str, takes)]))

    def content(self, name: str) -> str:
        """The digest of a lesson's file as it was when it was first asked for. Raises OSError."""
        if name not in self._contents:
            self.seen(name)  # before its bytes: what is saved in between is seen next time
            found = (self.outline.folder / name).read_bytes()
            self._contents[name] = hashlib.sha256(found).hexdigest()
        return self._contents[name]

    def _place(self, number: int) -> str:
        return f"{self.settings} {number}"

    @cached_property
    def _spoken(self) -> dict[str, list[Path]]:
        """The folders of recordings of each lesson."""
        found: dict[str, list[Path]] = {}
        for tag in self.outline.course().languages.tags:
            for folder in _in(self.recordings / tag):
                found.setdefault(folder.name, []).append(folder)
        return found

    def _stat(self, path: str) -> str:
        if path not in self._stats:
            try:
                stat = Path(path).stat()
                self._stats[path] = f"{path} {stat.st_size} {stat.st_mtime_ns}"
            except OSError:
                self._stats[path] = f"{path} -"
        return self._stats[path]


def _in(folder: Path) -> list[Path]:
    """In order; empty where there is no such folder."""
    return sorted(folder.iterdir()) if folder.is_dir() else []
