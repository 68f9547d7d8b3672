"""Reads the compositions of a course and draws those that changed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from builder.disk import disk_trouble
from builder.drawing.compose import compose
from builder.drawing.spec import Composition
from builder.errors import BuilderError, Problem, ProblemsFound
from builder.lesson.credits import CREDITS_FILE, CreditsFile, read_credits
from builder.lesson.file import read_file
from builder.lesson.pictures import PICTURES
from builder.lesson.placed import Placed, Slug
from builder.source.guesses import nearest

COMPOSITIONS = "compositions"
CATALOGUE = "CATALOGUE.md"
_CATALOGUE_HEAD = (
    "# Les dessins", "",
    "Fait par `python3 run.py draw`. Pour les voir : `python3 run.py pictures`.", "",
    "Un portrait `p-….svg` a trois visages dans un seul fichier : `p-awa.svg` est le sien,",
    "`p-awa.svg#pleased` est content, `p-awa.svg#worried` est inquiet (`faces: true` dans sa",
    "composition). Qui n’a qu’un visage montre le sien, avec ou sans `#`.", "",
    "| Fichier | Ce qu’on voit | Autres mots |", "|---|---|---|",
)  # fmt: skip


class Described(NamedTuple):
    """A picture in words: what is seen, and other words by which it is looked for."""

    fr: str
    words: Sequence[str]


class CompositionFile(Placed):
    """Des dessins composés, par nom de fichier sans « .svg »."""

    pictures: dict[Slug, Composition] = Field(min_length=1, description="Les dessins, par nom.")


@dataclass(frozen=True)
class Workshop:
    """The drawings of one folder of lessons."""

    lessons: Path

    @property
    def folder(self) -> Path:
        """Where the drawings go."""
        return self.lessons / PICTURES

    @cached_property
    def compositions(self) -> Mapping[str, Composition]:
        """Every composition by name, in the order of the files. Raises ProblemsFound."""
        found: dict[str, Composition] = {}
        problems: list[Problem] = []
        for file in sorted((self.folder / COMPOSITIONS).glob("*.yaml")):
            for name, composition in _read(file, problems).items():
                if name in found:
                    problems.append(
                        Problem(
                            "duplicate-id",
                            f"Le dessin « {name} » est composé deux fois.",
                            "Donne un autre nom à l'un des deux.",
                            composition.position(),
                        )
                    )
                found[name] = composition
        if problems:
            raise ProblemsFound(problems)
        return found

    def draw(self, names: Sequence[str] = ()) -> list[Path]:
        """Writes the drawings of `names`, or of all, that changed; returns the files written.

        Raises BuilderError for a name that is not composed or a disk that refuses.
        """
        for name in names:
            if name not in self.compositions:
                near = nearest(name, self.compositions)
                meant = f" Voulais-tu écrire « {near} » ?" if near else ""
                raise BuilderError(f"Aucun dessin composé ne s'appelle « {name} ».{meant}")
        drawn = {
            self.folder / f"{name}.svg": compose(self.compositions[name])
            for name in names or self.compositions
        }
        return [path for path, content in drawn.items() if _write(path, content)]

    def list_all(self) -> list[Path]:
        """Writes the catalogue of the folder when it changed; returns the files written."""
        path = self.folder / CATALOGUE
        return [path] if _write(path, self.catalogue()) else []

    def stale(self) -> list[str]:
        """The pictures whose file is not what their composition gives. Raises ProblemsFound."""
        return [
            name
            for name, composition in self.compositions.items()
            if not (file := self.folder / f"{name}.svg").is_file()
            or file.read_bytes() != compose(composition).encode()
        ]

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the compositions, or not drawn yet."""
        try:
            stale = self.stale()
        except ProblemsFound as found:
            # A lesson can be built without them: the pictures that were drawn are there.
            yield from (replace(problem, severity="warning") for problem in found.problems)
            return
        for name in stale:
            yield Problem(
                "drawing-stale",
                f"Le dessin « {name}.svg » n'est pas celui de sa composition.",
                "Tape : python3 run.py draw (Windows : py run.py draw).",
                self.compositions[name].position(),
                "warning",
            )

    @cached_property
    def credits(self) -> CreditsFile:
        """Where the pictures come from. Raises ProblemsFound."""
        return read_credits(self.lessons / CREDITS_FILE)

    def described(self) -> Mapping[str, Described]:
        """What is seen in each picture file, composed or not, by file name."""
        others = {file: Described(one.fr, one.words) for file, one in self.credits.pictures.items()}
        composed = {
            f"{name}.svg": Described(one.fr, one.words) for name, one in self.compositions.items()
        }
        return others | composed

    def uncredited(self) -> list[str]:
        """The composed pictures that the credits do not name yet."""
        return [name for name in self.compositions if f"{name}.svg" not in self.credits.pictures]

    def catalogue(self) -> str:
        """All pictures with what is seen in them, as Markdown, in order of name."""
        rows = [
            f"| `{file}` | {_cell(described.fr)} | {_cell(', '.join(described.words))} |"
            for file, described in sorted(self.described().items())
        ]
        return "\n".join([*_CATALOGUE_HEAD, *rows]) + "\n"


def _read(file: Path, problems: list[Problem]) -> Mapping[str, Composition]:
    """The compositions of the file; when something is wrong, none, and it joins `problems`."""
    try:
        return read_file(file, CompositionFile).pictures
    except ProblemsFound as found:
        problems.extend(found.problems)
        return {}


def _cell(text: str) -> str:
    """An author's words in a table of Markdown, where they are only words."""
    return re.sub(r"([\\`*_\[\]<>|#&])", r"\\\1", " ".join(text.split()))


def _write(path: Path, content: str) -> bool:
    """Whether the file had to be written. Raises BuilderError."""
    raw = content.encode()
    try:
        if path.is_file() and path.read_bytes() == raw:
            return False
        aside = path.with_suffix(f".{os.getpid()}")
        aside.write_bytes(raw)
        aside.replace(path)
    except OSError as error:
        raise BuilderError(f"« {path.name} » : {disk_trouble(error)}, puis relance.") from error
    return True
