"""Several files that change together or not at all, whenever a disk refuses or a power cut comes.

Everything is written aside first; then one rename says that it is decided. A run that is killed
after that is finished by the next one, forwards or, where the disk had refused, backwards.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from builder.disk import disk_trouble, make_folder, sync_folder, write_whole
from builder.errors import BuilderError

DECIDED = ".arrivee"
"""In the project's folder: what was decided and is not in place yet."""
_PREPARED = f"{DECIDED}.part"
_FORWARDS, _BACKWARDS = "avancer.json", "reculer.json"


class NotLanded(BuilderError):
    """The disk refuses; every file is as it was."""


class Landing:
    """Files to come, by their place below `root`; nothing is there before the block ends."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / _PREPARED
        self._places: list[str] = []
        self._leaving: set[str] = set()

    def bring(self, place: str, content: bytes | Path) -> None:
        """The whole content of the file at `place`, or a file to copy. Raises OSError."""
        aside = self._folder / str(len(self._places))
        if isinstance(content, Path):
            with content.open("rb") as source, aside.open("wb") as file:
                shutil.copyfileobj(source, file)
                file.flush()
                os.fsync(file.fileno())
        else:
            write_whole(aside, content)
        self._places.append(place)

    def take_away(self, place: str) -> None:
        """The file at `place` goes with the others' coming."""
        self._places.append(place)
        self._leaving.add(place)

    def begin(self) -> None:
        """Raises OSError."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()

    def land(self) -> None:
        """Raises OSError, with every file as it was."""
        told = [
            [place, (self._root / place).exists(), place not in self._leaving]
            for place in self._places
        ]
        write_whole(self._folder / _FORWARDS, json.dumps(told).encode())
        decided = self._root / DECIDED
        self._folder.replace(decided)
        sync_folder(self._root)
        try:
            _go(self._root, decided)
        except OSError:
            (decided / _FORWARDS).replace(decided / _BACKWARDS)
            _go(self._root, decided)
            raise


@contextmanager
def landing(root: Path) -> Iterator[Landing]:
    """Puts everything in place when the block ends without an error. Raises NotLanded."""
    together = Landing(root)
    try:
        finish(root)
        together.begin()
        yield together
        together.land()
    except OSError as error:
        raise NotLanded(f"Rien n'a changé : {disk_trouble(error)}, puis relance.") from error
    finally:
        shutil.rmtree(root / _PREPARED, ignore_errors=True)


def finish(root: Path) -> bool:
    """Ends what a killed run had decided; whether there was something. Raises OSError."""
    decided = root / DECIDED
    if not decided.is_dir():
        return False
    _go(root, decided)
    return True


def _go(root: Path, decided: Path) -> None:
    """Forwards or backwards, from wherever it was left."""
    back = (decided / _BACKWARDS).is_file()
    listed = decided / (_BACKWARDS if back else _FORWARDS)
    for number, (place, was_there, comes) in enumerate(json.loads(listed.read_bytes())):
        target = root / PurePosixPath(place)
        new, old = decided / str(number), decided / f"{number}.old"
        if back and old.exists():
            old.replace(target)
        elif back and comes and not was_there and not new.exists():
            target.unlink(missing_ok=True)
        elif not back and new.exists():
            make_folder(target.parent)
            if was_there and not old.exists():
                target.replace(old)
            new.replace(target)
            sync_folder(target.parent)
        elif not back and not comes and was_there and not old.exists():
            target.replace(old)
    # Its list goes last, with the folder under a name that nobody looks at.
    done = root / _PREPARED
    shutil.rmtree(done, ignore_errors=True)
    decided.replace(done)
    shutil.rmtree(done, ignore_errors=True)
