"""What is written appears whole or not at all; and what a disk says, in one place."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PART = ".part"
_OLD = f".old{PART}"
"""How the name of a folder ends that is being replaced."""
_SWEEP_AFTER_S = 600

_DISK_WORDS = {
    errno.ENOSPC: "le disque est plein. Libère de la place",
    getattr(errno, "EDQUOT", -1): "le disque est plein. Libère de la place",
    errno.EACCES: "le dossier est protégé. Rends-le modifiable",
    errno.EPERM: "le dossier est protégé. Rends-le modifiable",
    errno.EROFS: "le disque est protégé. Choisis un autre disque",
    errno.ENOENT: "ce dossier n'existe pas. Va dans le dossier du projet",
}


def disk_trouble(error: OSError) -> str:
    """In French what a disk refuses and what to do, to be followed by « , puis relance »."""
    return _DISK_WORDS.get(error.errno or 0, f"{error.strerror or error}. Vérifie le dossier")


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write, put in the place of `target` when the block ends without an error.

    What was there stays until then. Raises OSError, with nothing left beside.
    """
    aside = _aside(target)
    try:
        with aside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(target.parent)


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """As `whole_file`, of a folder to fill. What was there is taken away at the last moment; where
    a crash came just then, it is put back by the next `whole_folder` or `sweep`."""
    aside, old = _aside(target), target.with_name(f".{target.name}{_OLD}")
    try:
        _put_back(old)
        aside.mkdir(parents=True)
        yield aside
        for file in aside.rglob("*"):
            if file.is_file():
                with file.open("rb+") as opened:
                    os.fsync(opened.fileno())
        shutil.rmtree(old, ignore_errors=True)
        if target.exists():
            target.replace(old)
        try:
            aside.replace(target)
        except OSError:
            if old.exists():
                old.replace(target)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    sync_folder(target.parent)


def write_whole(target: Path, content: bytes) -> None:
    """Writes a file as `whole_file` does. Raises OSError."""
    with whole_file(target) as file:
        file.write(content)


def sweep(folder: Path) -> list[Path]:
    """Takes away what killed runs have left in `folder`; what it took. Raises nothing.

    A folder that one was about to replace, and did not, is put back.
    """
    for old in sorted(folder.glob(f".*{_OLD}")):
        with suppress(OSError):
            _put_back(old)
    swept = []
    for left in sorted(folder.glob(f".*{PART}")):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _SWEEP_AFTER_S:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
                swept.append(left)
    return swept


def make_folder(folder: Path) -> None:
    """Makes it and those above it, each so that it outlives a power cut. Raises OSError."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        sync_folder(made.parent)


def sync_folder(folder: Path) -> None:
    """So that the new name outlives a power cut, where folders can be synced."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _put_back(old: Path) -> None:
    """Gives the folder its name again, unless another has it. Raises OSError."""
    target = old.with_name(old.name.removeprefix(".").removesuffix(_OLD))
    if old.is_dir() and not target.exists():
        old.replace(target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}{PART}")
