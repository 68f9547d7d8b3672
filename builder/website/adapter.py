"""Hands the finished pages to MkDocs, which frames the trainer and author pages."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# Material prints an advertisement about MkDocs 2 unless told not to, before it is imported.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
# The sitemap carries a date; the same sources give the same site on any day.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from builder.activities import find_kinds
from builder.errors import BuilderError
from builder.format.reference import reference_markdown
from builder.page import addresses
from builder.project import BuiltCourse, Project
from builder.trainer import pages as trainer_pages
from builder.website.slimming import slim

_SWEEP_AFTER_S = 600


@dataclass
class _Waiting:
    """MkDocs calls hooks by name and passes no object of ours: this is where it waits."""

    built: BuiltCourse | None = None


_waiting = _Waiting()


def build_site(project: Project, built: BuiltCourse) -> None:
    """Writes the whole site aside, then puts it in the place of the old one.

    Raises BuilderError when the disk refuses; the old site then stays as it was.
    """
    # A folder for each process: two builds at once must not write into one another's site.
    aside = _shelf(project.site) / str(os.getpid())
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    try:
        _sweep(_shelf(project.site))
        shutil.rmtree(aside, ignore_errors=True)
        config = load_config(str(project.root / "mkdocs.yml"), site_dir=str(aside))
        _waiting.built = built
        mkdocs_build(config)
        _replace(aside, project.site)
    except OSError as error:
        raise BuilderError(_disk_message(project.site, error)) from error
    finally:
        _waiting.built = None
        shutil.rmtree(aside, ignore_errors=True)
        with suppress(OSError):  # another build is still at work there
            _shelf(project.site).rmdir()


def _shelf(site: Path) -> Path:
    return site.with_name(site.name + ".new")


def _sweep(shelf: Path) -> None:
    """Takes away what killed builds have left."""
    for left in shelf.iterdir() if shelf.is_dir() else ():
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _SWEEP_AFTER_S:
                shutil.rmtree(left, ignore_errors=True)


def _replace(new: Path, site: Path) -> None:
    old = site.with_name(site.name + ".old")
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


def _disk_message(site: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else -1):
        return f"Le disque est plein : libère de la place et recommence ({site} n'a pas changé)."
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return (
            f"Le dossier « {site} » ne peut pas être écrit. "
            "Ferme les fenêtres ouvertes dessus, ou copie le projet ailleurs."
        )
    return f"Le site n'a pas pu être écrit dans « {site} » : {error.strerror or error}."


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """`mkdocs build` and `mkdocs serve` without our command make the course themselves."""
    if _waiting.built is None:
        _waiting.built = Project(Path(config.config_file_path or ".").parent).build_course()
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds learner pages, clips, pictures and generated trainer pages."""
    built = _waiting.built
    assert built is not None
    for path, text in generated_pages(built).items():
        files.append(File.generated(config, path, content=text))
    for page in built.pages:
        files.append(File.generated(config, page.path, content=page.content))
    for target, source in built.assets.items():
        files.append(File.generated(config, target, abs_src_path=str(source)))
    return files


def generated_pages(built: BuiltCourse) -> dict[str, str]:
    """Markdown pages that come from the course itself."""
    folder = built.course.folder
    folders = [folder, *(kind.folder() for kind in find_kinds().values())]
    credits = [folder / "pictures" / "credits.yaml" for folder in folders]
    pages = {
        addresses.LESSONS: trainer_pages.lessons_page(built.course),
        addresses.SESSIONS: trainer_pages.session_sheets(built.course),
        addresses.COVERAGE: trainer_pages.coverage_page(built.course, built.narration),
        addresses.REFERENCE: reference_markdown(find_kinds()),
        addresses.CREDITS: trainer_pages.credits_page(credits, built.model_licences),
    }
    return {addresses.markdown(address): text for address, text in pages.items()}


def on_post_build(config: MkDocsConfig) -> None:
    """Takes out what no page uses."""
    slim(Path(config.site_dir))
    _waiting.built = None
