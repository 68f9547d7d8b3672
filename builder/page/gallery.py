"""One page with every picture of the lessons' folder, for authors who choose one."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from builder.lesson.pictures import PICTURES, RASTER_SUFFIXES

_SUFFIXES = {".svg", *RASTER_SUFFIXES}


def gallery(lessons: Path, overrides: Path) -> str:
    """HTML for a browser of this computer: pictures are shown where they are, in order of name.

    Raises OSError when there is no folder of pictures.
    """
    templates = Environment(
        loader=FileSystemLoader(overrides), autoescape=True, undefined=StrictUndefined
    )
    folder = lessons / PICTURES
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in _SUFFIXES]
    pictures = [(path.relative_to(lessons).as_posix(), path.resolve().as_uri()) for path in files]
    return templates.get_template("authors/pictures.html").render(pictures=pictures)
