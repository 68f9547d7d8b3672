"""Puts a site together: MkDocs's frame, learner pages, their files, trainer pages."""

from __future__ import annotations

import errno
import hashlib
import shutil
from pathlib import Path

from builder.disk import whole_folder
from builder.errors import BuilderError
from builder.project import BuiltCourse, Project
from builder.website.adapter import SHEET, make_frame, read_frames
from builder.website.insides import trainer_pages
from builder.website.publishing import folder_aside, leave, publish

# What MkDocs's part is made of; no lesson is.
_FRAME_SOURCES = (
    "docs", "mkdocs.yml", "site_overrides/material", "site_overrides/trainer", "builder",
    "CHANGELOG.md",
)  # fmt: skip


def build_site(project: Project, built: BuiltCourse) -> None:
    """Writes the whole site aside, then puts it in the place of the old one.

    Raises BuilderError when the disk refuses; the old site then stays as it was.
    """
    # A folder for each process: two builds at once must not write into one another's site.
    aside = folder_aside(project.site)
    try:
        frame = framed(project)
        shutil.copytree(frame, aside)
        assemble(project, built, frame, aside)
        publish(aside, project.site)
    except OSError as error:
        raise BuilderError(_disk_message(project.site, error)) from error
    finally:
        leave(aside)


def framed(project: Project) -> Path:
    """MkDocs's part of the site, made again only when what it is made of has changed."""
    shelf = project.root / ".cache" / "frame"
    folder = shelf / _key(project.root)
    if not folder.is_dir():
        shelf.mkdir(parents=True, exist_ok=True)
        with whole_folder(folder) as aside:
            make_frame(project.root, aside, project.overrides / "trainer")
        for old in shelf.iterdir():
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
    return folder


def assemble(project: Project, built: BuiltCourse, frame: Path, folder: Path) -> None:
    """Adds all that is ours to `folder`, which has MkDocs's part. Raises OSError."""
    frames = read_frames(frame)
    (folder / SHEET).unlink()
    for page in built.pages:
        _write(folder / page.path, page.content)
    for address, html in trainer_pages(project, built, frames):
        _write(folder / address, html.encode())
    for address, source in built.assets.items():
        target = folder / address
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _key(root: Path) -> str:
    """Of the content: a copy of the project, or a checkout, has other dates."""
    digest = hashlib.sha256()
    for name in _FRAME_SOURCES:
        top = root / name
        files = [top] if top.is_file() else sorted(top.rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(root).as_posix()}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _disk_message(site: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else -1):
        return f"Le disque est plein : libère de la place et recommence ({site} n'a pas changé)."
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return (
            f"Le dossier « {site} » ne peut pas être écrit. "
            "Ferme les fenêtres ouvertes dessus, ou copie le projet ailleurs."
        )
    return f"Le site n'a pas pu être écrit dans « {site} » : {error.strerror or error}."
