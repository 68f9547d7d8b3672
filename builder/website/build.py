"""Builds the site when something it is made of has changed, and says so when nothing has."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from builder.errors import BuilderError, Position, Problem
from builder.website.publishing import restore

# What a site is made of, beside the lessons: our own code is part of it, for who changes it.
SOURCES = (
    "lessons",
    "audio",
    "site_overrides",
    "docs",
    "builder",
    "mkdocs.yml",
    "CHANGELOG.md",
    "README.md",
)
_STAMP = "built.json"


@dataclass(frozen=True)
class BuildReport:
    """What to tell at the end; `home` is the page to open first, sizes are of the whole site and
    of its sound."""

    site: Path
    home: Path
    size_bytes: int
    audio_bytes: int
    narration_summary: str
    problems: tuple[Problem, ...]
    unchanged: bool = False


def build_if_changed(
    root: Path, progress: Callable[[int, int], None] | None = None, workers: str = ""
) -> BuildReport:
    """The site of the project in `root`. Raises ProblemsFound or BuilderError."""
    root = root.resolve()
    if not (root / "mkdocs.yml").is_file():
        raise BuilderError(f"« {root} » n'est pas un projet Kalankan : il n'y a pas de mkdocs.yml.")
    restore(root / "site")
    made_of = _made_of(root)
    stamp = root / ".cache" / _STAMP
    known = _read(stamp)
    intact = known is not None and known.get("site") == _seen(root, ("site",)).digest
    if known and intact and known.get("made_of") == made_of:
        return _from_stamp(root, known)
    return _build(root, progress, workers, stamp, made_of, whole=not intact)


def _build(
    root: Path,
    progress: Callable[[int, int], None] | None,
    workers: str,
    stamp: Path,
    made_of: list[str],
    *,
    whole: bool,
) -> BuildReport:
    # These imports cost half a second, which a build with nothing to do must not pay.
    from builder.page import addresses
    from builder.project import Project
    from builder.website.assembly import build_site

    project = Project(root)
    built = build_site(
        project, whole=whole, ledger=root / ".cache" / "lessons.db", workers=workers,
        progress=progress,
    )  # fmt: skip
    site = _seen(root, ("site",))
    report = BuildReport(
        site=project.site,
        home=project.site / addresses.FIRST_PAGE,
        size_bytes=site.size_bytes,
        audio_bytes=site.audio_bytes,
        narration_summary=built.narration_summary,
        problems=built.problems,
    )
    _write_stamp(stamp, root, site.digest, report, made_of)
    return report


def _made_of(root: Path) -> list[str]:
    """The sources, and the notes that a build itself writes beside recordings it adopts."""
    sources = _seen(root, SOURCES, notes=False).digest + _day_of_consents(root)
    return [sources, _seen(root, ("audio",), notes=True).digest]


def _day_of_consents(root: Path) -> str:
    """Today, where a consent has a last day: what was right yesterday may not be published now."""
    try:
        ends = "until" in (root / "audio" / "voix.yaml").read_text("utf-8")
    except (OSError, ValueError):
        return ""
    return date.today().isoformat() if ends else ""


@dataclass(frozen=True)
class _Seen:
    """What a walk over files found, without reading any: a digest of names, sizes and dates, and
    the bytes in all."""

    digest: str
    size_bytes: int
    audio_bytes: int


def _seen(root: Path, names: tuple[str, ...], *, notes: bool | None = None) -> _Seen:
    """The digest is another one when a file comes, goes, or is written.

    `notes` asks for those beside recordings only, or for all but those; None for every file.
    """
    lines: list[str] = []
    size = audio = 0
    for name in names:
        for path, stat in _files(root / name):
            is_note = name == "audio" and path.endswith(".json")
            if notes is None or is_note == notes:
                lines.append(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n")
                size += stat.st_size
                audio += stat.st_size if path.endswith(".mp3") else 0
    return _Seen(
        hashlib.sha256("".join(lines).encode(errors="surrogateescape")).hexdigest(), size, audio
    )


def _files(path: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file in or below `path`, in order: listings are read, no file is."""
    if path.is_file():
        yield path.name, path.stat()
    elif path.is_dir():
        yield from _files_below(str(path), path.name)


def _files_below(folder: str, name: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        below = f"{name}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files_below(entry.path, below)
        elif entry.is_file():
            yield below, entry.stat()


def _write_stamp(
    stamp: Path, root: Path, site: str, report: BuildReport, made_of: list[str]
) -> None:
    # What a person saves while a build runs may not be in it: the next build looks again.
    data = asdict(report) | {
        "site": site,
        "made_of": [made_of[0], _seen(root, ("audio",), notes=True).digest],
        "problems": [_as_json(problem) for problem in report.problems],
    }
    try:
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(json.dumps(data, default=str), encoding="utf-8")
    except OSError:
        stamp.unlink(missing_ok=True)


def _as_json(problem: Problem) -> dict[str, object]:
    at = problem.position
    place = [str(at.file), at.line, at.column] if at else None
    return {**asdict(problem), "position": place}


def _read(stamp: Path) -> dict[str, object] | None:
    try:
        data = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _from_stamp(root: Path, known: dict[str, object]) -> BuildReport:
    problems = []
    for told in known["problems"]:  # type: ignore[attr-defined]
        place = told.pop("position")
        position = Position(Path(place[0]), place[1], place[2]) if place else None
        problems.append(Problem(position=position, **told))
    return BuildReport(
        site=root / "site",
        home=Path(str(known["home"])),
        size_bytes=int(str(known["size_bytes"])),
        audio_bytes=int(str(known["audio_bytes"])),
        narration_summary=str(known["narration_summary"]),
        problems=tuple(problems),
        unchanged=True,
    )
