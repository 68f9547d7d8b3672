"""What was made of files is kept for as long as the files are the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

_Made = TypeVar("_Made")

State = tuple[object, ...]
"""Equal when nothing has changed."""


class Kept(Generic[_Made]):
    """The last thing made, and the state it was made in."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: tuple[State, _Made] | None = None

    def get(self, state: State, make: Callable[[], _Made]) -> _Made:
        """What `make` gives, made anew only in another state. What it raises is not kept."""
        with self._lock:
            if self._last is None or self._last[0] != state:
                self._last = None
                self._last = (state, make())
            return self._last[1]


def state_of_files(*tops: Path) -> State:
    """Of files, and of every file of folders; another when one comes, goes or is written."""
    return tuple(one for top in tops for one in _stats(top))


def state_of_folders(top: Path) -> State:
    """Of the folders in `top`, whose dates tell when a file comes, goes or is replaced."""
    folders = sorted([top, *top.glob("*/"), *top.glob("*/*/")])
    return tuple((str(one), one.stat().st_mtime_ns) for one in folders if one.is_dir())


def _stats(top: Path) -> Iterator[tuple[object, ...]]:
    try:
        if top.is_file():
            yield _seen(str(top), top.stat())
            return
        entries = sorted(os.scandir(top), key=lambda entry: entry.name)
        for entry in entries:
            if entry.is_dir():
                yield from _stats(Path(entry.path))
            else:
                yield _seen(entry.path, entry.stat())
    except FileNotFoundError:
        yield (str(top),)


def _seen(path: str, stat: os.stat_result) -> tuple[object, ...]:
    return path, stat.st_size, stat.st_mtime_ns, stat.st_ino
