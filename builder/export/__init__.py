"""BuiltCourse → packages that travel without the site. Each folder of `formats/` is one format."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from builder.disk import disk_trouble, sweep
from builder.errors import BuilderError

if TYPE_CHECKING:  # a help text lists the formats: that must not cost half a second
    from builder.project import BuiltCourse

FORMATS = Path(__file__).with_name("formats")


@dataclass(frozen=True)
class Package:
    """Something to hand on, whole on the disk: where it is, and in a few French words what."""

    path: Path
    about: str

    @property
    def size_bytes(self) -> int:
        """Of the file, or of all files in the folder."""
        files = self.path.rglob("*") if self.path.is_dir() else [self.path]
        return sum(file.stat().st_size for file in files if file.is_file())


class ExtraMissing(BuilderError):
    """A format needs a part that is not installed; its words say what to type."""


class Exporter(Protocol):
    """A folder of `formats/`; the format is named after it."""

    ABOUT: str
    """What it makes, in a few French words."""

    def write(self, course: BuiltCourse, folder: Path) -> Iterator[Package]:
        """Writes into `folder` and gives each package once it is whole: `disk.whole_file` or
        `disk.whole_folder`. The same bytes for the same course. Raises OSError, and
        ExtraMissing where a part of the program is not installed."""
        ...


def format_names() -> list[str]:
    """What there is, like `single-file`, in order; nothing is loaded."""
    modules = pkgutil.iter_modules([str(FORMATS)])
    return sorted(module.name.replace("_", "-") for module in modules if module.ispkg)


def exporter(name: str) -> Exporter:
    """The format of that name. Raises BuilderError when there is none."""
    if name not in format_names():
        raise BuilderError(
            f"Le format « {name} » n'existe pas. Écris : {', '.join(format_names())}."
        )
    module = import_module(f"{__name__}.{FORMATS.name}.{name.replace('-', '_')}")
    return cast(Exporter, module)


def export(course: BuiltCourse, name: str, folder: Path) -> Iterator[Package]:
    """The packages of the format `name`, one after another, each whole in `folder`.

    Raises BuilderError when the disk refuses; what was there before then stays.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        yield from exporter(name).write(course, folder)
    except OSError as error:
        where = error.filename2 or error.filename or folder
        raise BuilderError(
            f"« {where} » n'a pas pu être écrit : {disk_trouble(error)}, puis relance."
        ) from error
