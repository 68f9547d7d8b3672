"""For who knows MkDocs: `mkdocs build` and `mkdocs serve` make the course themselves.

`mkdocs build` writes aside and publishes at the end, as our own command does: an error anywhere
leaves the site that was there.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from builder.errors import BuilderError, ProblemsFound, render
from builder.lesson.phrasebook import read_phrasebook
from builder.project import BuiltCourse, Project
from builder.terminal import print_problems
from builder.website.adapter import asked
from builder.website.assembly import assemble_built
from builder.website.publishing import folder_aside, leave, publish
from builder.website.slimming import slim

_CHECKOUT = Path(__file__).resolve().parents[2]
_WATCHED = ("lessons", "audio", "site_overrides")


@dataclass
class _Making:
    """What one run of MkDocs makes; `site` is None where it is not published."""

    publishes: bool = False
    built: BuiltCourse | None = None
    site: Path | None = None


_making = _Making()


def on_startup(command: str, dirty: bool) -> None:  # noqa: FBT001 - MkDocs's own names
    _making.publishes = command == "build"
    # MkDocs forgets where it found our hooks; processes that narrate look there too.
    if str(_CHECKOUT) not in sys.path:
        sys.path.append(str(_CHECKOUT))


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The course first: when it cannot be built nothing is written. Raises Abort."""
    if asked.by_us:
        return config
    read_phrasebook.cache_clear()
    try:
        _making.built = _project(config).build_course()
    except BuilderError as error:
        raise Abort(_told(error)) from error
    print_problems(_making.built.problems)
    if _making.publishes:
        _making.site = Path(config.site_dir)
        config.site_dir = str(folder_aside(_making.site))
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Adds what is ours, then publishes. Raises Abort."""
    if asked.by_us or _making.built is None:
        return
    project, folder = _project(config), Path(config.site_dir)
    try:
        slim(folder, project.overrides / "trainer")
        assemble_built(project, _making.built, folder, folder)
        if _making.site:
            publish(folder, _making.site)
    except (BuilderError, OSError) as error:
        raise Abort(_told(error)) from error
    finally:
        _clear(folder)


def on_build_error(error: Exception) -> None:
    _making.built = None


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """What a person writes and records is watched as well."""
    for name in _WATCHED:
        folder = _project(config).root / name
        if folder.is_dir():
            server.watch(str(folder))
    return server


def _clear(folder: Path) -> None:
    if _making.site:
        leave(folder)
    _making.built = _making.site = None


def _project(config: MkDocsConfig) -> Project:
    return Project(Path(config.config_file_path or ".").parent)


def _told(error: Exception) -> str:
    if isinstance(error, ProblemsFound):
        return "\n".join(map(render, error.problems))
    return str(error)
