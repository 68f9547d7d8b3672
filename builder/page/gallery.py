"""Pages of drawings for authors: every picture of the lessons, every part to compose one of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder.lesson.pictures import PICTURES, RASTER_SUFFIXES

_SUFFIXES = {".svg", *RASTER_SUFFIXES}


def gallery(
    lessons: Path, overrides: Path, described: Mapping[str, tuple[str, Sequence[str]]]
) -> str:
    """HTML for a browser of this computer: pictures are shown where they are, in order of name.

    `described` says in French what a file shows, and by which other words it is looked for.
    Raises OSError when there is no folder of pictures.
    """
    folder = lessons / PICTURES
    shown = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _SUFFIXES:
            fr, words = described.get(path.name, ("", ()))
            address = path.resolve().as_uri()
            shown.append((path.relative_to(lessons).as_posix(), fr, " ".join(words), address))
    return _page("pictures.html", overrides, pictures=shown)


def parts_page(samples: Mapping[str, Sequence[tuple[str, str, str]]], overrides: Path) -> str:
    """HTML that shows parts of drawings by section: name to type, French, SVG."""
    sections = {
        title: [(name, fr, "", f"data:image/svg+xml,{quote(svg)}") for name, fr, svg in parts]
        for title, parts in samples.items()
    }
    return _page("parts.html", overrides, sections=sections)


def _page(name: str, overrides: Path, **given: object) -> str:
    templates = Environment(
        loader=FileSystemLoader(overrides), autoescape=True, undefined=StrictUndefined
    )
    return templates.get_template(f"authors/{name}").render(**given)
