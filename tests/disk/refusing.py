"""A disk that refuses one write: the n-th open, rename, sync or new folder below one root fails.

As SQLite's makers test theirs: each write in turn, not one at random, and then a look at what is
left. Reading never fails, nor does taking away what a failed write has left.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

NEVER = -1


@dataclass
class Disk:
    """Counts what is written below `root`; write number `fails_at` (from 0) is refused."""

    root: Path
    fails_at: int = NEVER
    done: list[str] = field(default_factory=list)
    """Each write in its order: what it does, and to which name."""

    @property
    def has_refused(self) -> bool:
        return 0 <= self.fails_at < len(self.done)

    def note(self, what: str, path: Any) -> None:
        """Raises OSError, when it is this write's turn."""
        if isinstance(path, int):
            target = Path(f"/proc/self/fd/{path}").readlink()
        else:
            target = Path(os.fspath(path))
        if not target.is_absolute():
            target = Path.cwd() / target
        if not target.is_relative_to(self.root):
            return
        self.done.append(f"{what} {target.name}")
        if len(self.done) - 1 == self.fails_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))


@contextmanager
def refusing(root: Path, fails_at: int = NEVER) -> Iterator[Disk]:
    """Inside, the disk below `root` refuses that one write; with NEVER it only counts."""
    disk = Disk(root.resolve(), fails_at)
    plain_open = io.open

    def noted(what: str, plain: Callable[..., Any], place: int) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            disk.note(what, arguments[place])
            return plain(*arguments, **options)

        return call

    def open_noted(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if set(mode) & set("wax+") and not isinstance(file, int):
            disk.note("open", file)
        return plain_open(file, mode, *arguments, **options)

    with (
        patch("io.open", open_noted),
        patch("builtins.open", open_noted),
        patch("os.replace", noted("rename", os.replace, 1)),
        patch("os.rename", noted("rename", os.rename, 1)),
        patch("os.fsync", noted("sync", os.fsync, 0)),
        patch("os.mkdir", noted("mkdir", os.mkdir, 0)),
        patch("os.link", noted("link", os.link, 1)),
    ):
        yield disk
