"""Puts a site together: MkDocs's frame, learner pages, their files, trainer pages."""

from __future__ import annotations

import errno
import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from builder.disk import whole_folder
from builder.errors import BuilderError, Problem
from builder.narration.narration import ORIGIN_WORDS, summary
from builder.page import addresses
from builder.page.pieces import shelf_count
from builder.project import BuiltCourse, Progress, Project
from builder.website.adapter import SHEET, make_frame, read_frames
from builder.website.insides import (
    learner_pages,
    pages_together,
    told_key,
    told_of,
    totals,
    trainer_pages,
    trainer_pages_of,
)
from builder.website.ledger import Ledger, LedgerBroken, open_ledger
from builder.website.made import Made
from builder.website.making import Maker
from builder.website.publishing import folder_aside, leave, publish
from builder.website.staging import Staging

# What MkDocs's part is made of; no lesson is.
_FRAME_SOURCES = (
    "docs", "mkdocs.yml", "site_overrides/material", "site_overrides/trainer", "builder",
    "CHANGELOG.md",
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    """What to tell of a build."""

    problems: tuple[Problem, ...]
    narration_summary: str


def build_site(
    project: Project,
    *,
    whole: bool = True,
    ledger: Path | None = None,
    workers: str = "",
    progress: Progress | None = None,
) -> Built:
    """Makes what has changed since the last build, aside, then puts it in its place.

    `whole`: everything is made. `ledger` is where it is kept what each lesson came to, None for
    nowhere. Raises ProblemsFound; and BuilderError when the disk refuses: the old site then stays.
    """
    # A folder for each process: two builds at once must not write into one another's site.
    aside = folder_aside(project.site)
    try:
        with open_ledger(ledger) as kept:
            frame_key = _key(project.root)
            context = _context(project, frame_key)
            whole = whole or kept.context() != context
            if whole:
                kept.begin(context)

            def frame() -> Path:
                """Asked for once the lessons are known to be right."""
                made_before = framed(project, frame_key)
                if whole:
                    shutil.copytree(made_before, aside)
                    (aside / SHEET).unlink()
                else:
                    aside.mkdir(parents=True)
                return made_before

            staging = Staging(project.site, aside, whole)
            made = assemble(project, kept, staging, frame, workers, progress)
            if whole:
                publish(aside, project.site)
            else:
                staging.put_in_place()
                _remove(project.site, made)
            built = Built(made.problems, _summary(made))
            kept.keep()
        return built
    except LedgerBroken:
        if ledger is None:
            raise
        ledger.unlink(missing_ok=True)
        return build_site(project, ledger=ledger, workers=workers, progress=progress)
    except OSError as error:
        raise BuilderError(_disk_message(project.site, error)) from error
    finally:
        leave(aside)


def assemble(
    project: Project, ledger: Ledger, staging: Staging, frame: Callable[[], Path],
    workers: str = "",
    progress: Progress | None = None,
) -> Made:  # fmt: skip
    """Stages all that is ours. Raises OSError and ProblemsFound."""
    maker = Maker(project, ledger, staging, lambda: read_frames(frame()), workers, progress)
    made = maker.make()
    drafts = list(learner_pages(maker.renderer, made))
    for draft in drafts:
        if staging.whole or ledger.page(draft.address) != draft.key:
            page = draft.render()
            staging.write(page.path, page.html.encode())
            for address, source in page.assets.items():
                staging.copy(address, source)
            made.dropped |= ledger.assets_of(draft.address)
            ledger.note_page(draft.address, draft.key, page.assets)
    made.dropped |= ledger.forget_pages({draft.address for draft in drafts})
    for address, content in maker.renderer.shared_files.items():
        staging.write(address, content)
    key = told_key(project, made)
    if staging.whole or ledger.told("trainers", key) is None:
        shown: dict[str, Path] = {}
        told, picture = told_of(made), maker.renderer.noting(shown)
        for address, html in trainer_pages(project, told, maker.frames, picture):
            staging.write(address, html.encode())
        for address, source in shown.items():
            staging.copy(address, source)
        made.dropped |= ledger.assets_of("trainers")
        ledger.note_assets("trainers", shown)
        ledger.note_told("trainers", key, "")
    made.unused = tuple(one for one in sorted(made.dropped) if not ledger.is_used(one))
    return made


def assemble_built(project: Project, built: BuiltCourse, frame: Path, folder: Path) -> None:
    """Adds all that is ours to `folder`, which has MkDocs's part, of a course that is in memory.

    Raises OSError.
    """
    frames = read_frames(frame)
    (folder / SHEET).unlink()
    staging = Staging(folder, folder, whole=True)
    for page in built.pages:
        staging.write(page.path, page.content)
    assets = dict(built.assets)
    picture = built.renderer.noting(assets)
    for address, html in trainer_pages_of(project, built, frames, picture):
        staging.write(address, html.encode())
    for together in pages_together(built):
        staging.write(together.path, together.html.encode())
        assets.update(together.assets)
    for address, source in assets.items():
        staging.copy(address, source)


def _remove(site: Path, made: Made) -> None:
    """Takes away what no page uses any more; what cannot be removed does no harm."""
    gone = [*made.gone, *made.unused]
    languages = made.course.languages
    for language in languages.tags:
        shelf = shelf_count(len(made.entries)) + 1
        while (site / addresses.home(languages, language, shelf)).is_file():
            gone.append(addresses.home(languages, language, shelf))
            shelf += 1
    for address in gone:
        with suppress(OSError):
            (site / address).unlink()


def _summary(made: Made) -> str:
    total = totals(made)
    spoken = {origin: getattr(total, origin) for origin in ORIGIN_WORDS}
    return summary(total.total, spoken, total.stale, total.missing, made.made, made.adopted)


def framed(project: Project, key: str = "") -> Path:
    """MkDocs's part of the site, made again only when what it is made of has changed.

    `key` is that of what it is made of, where it is known.
    """
    shelf = project.root / ".cache" / "frame"
    folder = shelf / (key or _key(project.root))
    if not folder.is_dir():
        shelf.mkdir(parents=True, exist_ok=True)
        with whole_folder(folder) as aside:
            make_frame(project.root, aside, project.overrides / "trainer")
        for old in shelf.iterdir():
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
    return folder


def _context(project: Project, frame_key: str) -> str:
    """What every page depends on beside lessons: our code, which the frame has, and templates."""
    digest = hashlib.sha256(frame_key.encode())
    for path in sorted(project.overrides.rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


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
