"""A site is made aside and put in its place at once; a crash in between is mended at the start."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

_SWEEP_AFTER_S = 600


def folder_aside(site: Path) -> Path:
    """Where this process makes the next site; it is not there yet."""
    shelf = site.with_name(site.name + ".new")
    _sweep(shelf)
    aside = shelf / str(os.getpid())
    shutil.rmtree(aside, ignore_errors=True)
    return aside


def leave(aside: Path) -> None:
    """Takes away what was made aside and not published."""
    shutil.rmtree(aside, ignore_errors=True)
    with suppress(OSError):  # another build is still at work there
        aside.parent.rmdir()


def publish(new: Path, site: Path) -> None:
    """Puts a whole folder in the place of the site. Raises OSError, and leaves the old one."""
    old = _old(site)
    restore(site)
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def restore(site: Path) -> bool:
    """Puts the old site back where a crash came between taking it away and putting the new one.

    Whether there was one to put back. Raises OSError.
    """
    old = _old(site)
    if site.exists() or not old.is_dir():
        return False
    old.rename(site)
    return True


def _old(site: Path) -> Path:
    return site.with_name(site.name + ".old")


def _sweep(shelf: Path) -> None:
    """Takes away what killed builds have left."""
    for left in shelf.iterdir() if shelf.is_dir() else ():
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _SWEEP_AFTER_S:
                shutil.rmtree(left, ignore_errors=True)
