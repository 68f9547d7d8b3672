"""Lessons as they were read, for as long as nothing that they were read from is another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from builder.lesson.languages import Languages
from builder.lesson.placed import Placed


class Readable(Protocol):
    """What came of a file: no model where it is wrong."""

    @property
    def model(self) -> Placed | None: ...


ReadT = TypeVar("ReadT", bound=Readable)
_Stamp = tuple[int, int, int] | None


@dataclass(frozen=True)
class _Kept(Generic[ReadT]):
    reading: ReadT
    pictures: tuple[Path, ...]
    state: tuple[Languages | None, tuple[_Stamp, ...]]


@dataclass
class ReadBefore(Generic[ReadT]):
    """By file, of those that are right. For who asks again and again: the studio, `serve`."""

    _kept: dict[Path, _Kept[ReadT]] = field(default_factory=dict)

    def get(self, path: Path, languages: Languages | None, read: Callable[[Path], ReadT]) -> ReadT:
        """What `read` gives, asked again only where the file, a picture that it names or the
        course's languages are others."""
        stamps = (_stamp(path),)
        kept = self._kept.pop(path, None)
        if kept is None or kept.state != (languages, stamps + _stamps(kept.pictures)):
            fresh = read(path)
            if fresh.model is None:
                return fresh
            named = {name for one in fresh.model.pieces() for name, _ in one.picture_files()}
            pictures = tuple(path.parent / name for name in sorted(named))
            kept = _Kept(fresh, pictures, (languages, stamps + _stamps(pictures)))
        self._kept[path] = kept
        return kept.reading


def _stamps(files: tuple[Path, ...]) -> tuple[_Stamp, ...]:
    return tuple(map(_stamp, files))


def _stamp(path: Path) -> _Stamp:
    """None where there is no such file."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ino
