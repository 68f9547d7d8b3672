"""`personnages.yaml`: who plays in the lessons, and what each of them does there."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from builder.lesson.file import read_file
from builder.lesson.placed import Placed, Slug

CAST_FILE = "personnages.yaml"

Part = Literal["victime", "vend", "decide", "aide", "apprend", "metier", "nuit"]


class Person(Placed):
    """Un personnage du cours, inventé."""

    name: str = Field(min_length=1, max_length=60, description="Son prénom, en français.")
    parts: dict[Slug, list[Part]] = Field(
        description="Par leçon, ce qu'il ou elle fait : victime, vend, decide, aide, apprend, "
        "metier, nuit."
    )


class CastFile(Placed):
    """Les personnages des leçons : écrits par l'auteur, car le logiciel ne lit pas une histoire."""

    format: Literal[1] = Field(description="Version du format : 1.")
    people: dict[Slug, Person] = Field(description="Les personnages, par id.")


def read_cast(folder: Path) -> CastFile:
    """The cast of the course in `folder`; empty when there is no file. Raises ProblemsFound."""
    path = folder / CAST_FILE
    return read_file(path, CastFile) if path.is_file() else CastFile(format=1, people={})
