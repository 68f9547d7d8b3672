"""Shows the site on this computer, and what is saved at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import watchfiles
from starlette.applications import Starlette

from builder.errors import BuilderError, ProblemsFound
from builder.lesson.loading import LessonsBefore
from builder.local.answers import HANDLERS
from builder.local.server import LocalServer, open_server
from builder.project import Project
from builder.terminal import ProgressBar, print_problems
from builder.website.live import LivePages
from builder.website.preview import Preview

WATCHED_FOLDERS = ("lessons", "audio", "site_overrides", "docs", "builder")
WATCHED_FILES = ("mkdocs.yml", "CHANGELOG.md")
"""Editors put a new file in the place of the old one: these are looked at, not watched."""
_QUIET_MS, _LONGEST_MS, _LOOK_EVERY_MS = 30, 200, 500
# Pages have policies of their own.
_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def serve(root: Path, port: int, workers: str = "") -> None:
    """Serves a preview until Ctrl-C; `site/` stays as it is. Raises BuilderError."""
    project = Project(root.resolve(), lessons_before=LessonsBefore())
    if not (project.root / "mkdocs.yml").is_file():
        raise BuilderError(
            f"« {project.root} » n'est pas un projet Kalankan : il n'y a pas de mkdocs.yml."
        )
    preview = Preview(project)
    server = preview_server(preview, port)
    try:
        _make(preview, workers, at_once=False)
        Thread(target=_follow, args=(project.root, preview), daemon=True).start()
        told = f"Le site : {server.address}  (Ctrl-C pour arrêter)"
        server.serve(lambda: print(told, flush=True))
    except KeyboardInterrupt:
        print("\nArrêté. Le site publié, dans site/, n'a pas changé.")
    finally:
        server.close()


def preview_server(preview: Preview, port: int) -> LocalServer:
    """Raises BuilderError when the port cannot be had."""
    app = Starlette(routes=LivePages(preview).routes(), exception_handlers=HANDLERS)
    advice = f"serve --port {port + 1}"
    return open_server(app, port, policy=_POLICY, advice=advice, with_token=False)


def _follow(root: Path, preview: Preview) -> None:
    for _ in changes(root):
        _make(preview, at_once=True)


def changes(root: Path, stop: Event | None = None) -> Iterator[None]:
    """Yields once it looks, then when a source has changed and been quiet for a moment."""
    dates: list[int] = []
    while not (stop and stop.is_set()):
        there = _folders(root)
        is_first = True  # what was saved before this watch began is told by its first turn
        for found in watchfiles.watch(
            *there,
            watch_filter=_is_a_source,
            debounce=_LONGEST_MS,
            step=_QUIET_MS,
            rust_timeout=_LOOK_EVERY_MS,
            yield_on_timeout=True,
            raise_interrupt=False,
            stop_event=stop,
        ):
            now = _dates(root)
            if found or is_first or now != dates:
                dates, is_first = now, False
                yield
            if _folders(root) != there:
                break


def _folders(root: Path) -> list[Path]:
    return [root / name for name in WATCHED_FOLDERS if (root / name).is_dir()]


def _is_a_source(change: watchfiles.Change, path: str) -> bool:
    """No half-written file, no note that a build writes itself, no code that runs already."""
    name = Path(path).name
    if name.startswith(".") or name.endswith(("~", ".part", ".py", ".pyc", ".tmp", ".swp")):
        return False
    return not ("audio" in Path(path).parts and name.endswith(".json"))


def _dates(root: Path) -> list[int]:
    files = (root / name for name in WATCHED_FILES)
    return [file.stat().st_mtime_ns if file.is_file() else 0 for file in files]


def _make(preview: Preview, workers: str = "", *, at_once: bool) -> None:
    """Makes the preview and tells the terminal too."""
    progress = None if at_once else ProgressBar("Narration")
    before = preview.view.version
    try:
        print_problems(preview.make(progress, workers, at_once=at_once))
    except ProblemsFound as found:
        print_problems(found.problems)
    except BuilderError as error:
        print(error, file=sys.stderr)
    else:
        if at_once and preview.view.version != before:
            print("Refait : la page ouverte montre le changement.", flush=True)
