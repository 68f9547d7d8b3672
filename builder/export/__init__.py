"""BuiltCourse → packages that travel without the site: each module or folder here is one format."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from builder.disk import disk_trouble
from builder.errors import BuilderError
from builder.project import BuiltCourse


@dataclass(frozen=True)
class Package:
    """One file to hand on: its name, its bytes, and in a few French words what it is."""

    name: str
    content: bytes
    about: str


class Exporter(Protocol):
    """A module or folder of `export/`; the format is named after it."""

    def packages(self, built: BuiltCourse) -> Iterator[Package]:
        """The same bytes for the same course."""
        ...


def exporters() -> Mapping[str, Exporter]:
    """Every format by its name, like `single-file`."""
    return {
        module.name.replace("_", "-"): cast(Exporter, import_module(f"{__name__}.{module.name}"))
        for module in pkgutil.iter_modules(__path__)
    }


def export(built: BuiltCourse, name: str, folder: Path) -> list[Package]:
    """Writes the packages of one format into `folder`; each appears whole or not at all.

    Raises BuilderError when the disk refuses.
    """
    written = []
    for package in exporters()[name].packages(built):
        target = folder / package.name
        aside = folder / f".{package.name}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(package.content)
            aside.replace(target)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise BuilderError(
                f"« {target} » n'a pas pu être écrit : {disk_trouble(error)}, puis relance."
            ) from error
        written.append(package)
    return written
