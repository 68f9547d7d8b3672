"""The private data folder: the wheel's files with a Bambara table composed in, made once."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import espeakng_loader

from builder.errors import VoiceUnavailable

PATH_LIMIT_BYTES = 160
"""espeak-ng keeps the path of its data in a fixed buffer."""

_COPIED = ("intonations", "shn_dict", "fr_dict", "en_dict")
_ABANDONED_S = 24 * 3600


def wheel_folder() -> Path:
    return Path(espeakng_loader.get_data_path())


def ensure_folder(files: Mapping[str, bytes]) -> Path:
    """A folder with these files beside what they need of the wheel; made if it is not there.

    The folder is named by its content and appears whole or not at all, so any number of processes
    may ask for it at once and any of them may be killed. Raises VoiceUnavailable when no folder
    can be written.
    """
    wheel = wheel_folder()
    content = {**{name: (wheel / name).read_bytes() for name in _COPIED}, **files}
    digest = hashlib.sha256()
    for name in sorted(content):
        digest.update(f"{name}\0{len(content[name])}\0".encode())
        digest.update(content[name])
    name = f"espeak-{digest.hexdigest()[:16]}"
    reason: OSError | None = None
    for parent in _cache_folders():
        folder = parent / name
        try:
            if not fits(folder):
                continue
            if not (folder / "phontab").is_file():
                _make(folder, content)
            return folder
        except OSError as error:
            reason = error
    raise VoiceUnavailable(
        "La voix ne trouve aucun dossier où écrire ses données : libère le dossier de cache."
    ) from reason


def fits(folder: Path) -> bool:
    """Whether espeak-ng can be given this path."""
    try:
        return len(encode_path(folder)) <= PATH_LIMIT_BYTES
    except UnicodeEncodeError:
        return False


def encode_path(folder: Path) -> bytes:
    """The path as the C library opens it. Raises UnicodeEncodeError where it cannot be said."""
    if sys.platform == "win32":
        return str(folder).encode("mbcs", "strict")
    return os.fsencode(folder)


def _cache_folders() -> tuple[Path, ...]:
    temporary = Path(tempfile.gettempdir()) / f"kalankan-{_person()}"
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return (base / "kalankan", temporary)


def _person() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")


def _make(folder: Path, content: Mapping[str, bytes]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(folder.parent)
    aside = Path(tempfile.mkdtemp(prefix="making-", dir=folder.parent))
    try:
        for name, data in content.items():
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (aside / "voices").mkdir(exist_ok=True)
        try:
            aside.rename(folder)
        except OSError:
            # Another process was first; its folder has the same content.
            if not (folder / "phontab").is_file():
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _remove_abandoned(parent: Path) -> None:
    for left in parent.glob("making-*"):
        try:
            if time.time() - left.stat().st_mtime > _ABANDONED_S:
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue
