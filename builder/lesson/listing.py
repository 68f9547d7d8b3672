"""Where the list of course.yaml and the files of the folder differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.errors import Position, Problem
from builder.lesson.course import CourseFile
from builder.lesson.messages import did_you_mean, nearest, shortened


def file_like(folder: Path, name: str) -> str | None:
    """A file that is `name` but for its ending or capitals; Windows hides such endings."""
    stem = Path(name).stem.lower()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        said = path.name.lower()
        if path.name != name and said.split(".yaml")[0].split(".yml")[0].split(".txt")[0] == stem:
            return path.name
    return None


def wrong_name(there: str, name: str, at: Position | None) -> Problem:
    return Problem(
        "file-name",
        f"Le fichier s'appelle « {shortened(there)} », et non « {shortened(name)} ».",
        f"Renomme-le {name} ; sous Windows, coche Affichage → Extensions de noms de fichiers.",
        at,
    )


def listing_problems(course: CourseFile, folder: Path, there: list[str]) -> Iterator[Problem]:
    """Where the list of course.yaml and the folder differ."""
    meant = set()
    seen: set[str] = set()
    known = set(there)
    for index, name in enumerate(course.lessons):
        at = course.position_in("lessons", index)
        if name in seen:
            yield Problem(
                "lesson-twice",
                f"La leçon « {shortened(name)} » est deux fois dans la liste.",
                "Enlève une des deux lignes.",
                at,
            )
        elif name not in known:
            other = file_like(folder, name) if name.endswith((".yaml", ".yml")) else None
            meant.add(other or nearest(name, there))
            yield (
                wrong_name(other, name, at)
                if other and other not in there
                else Problem(
                    "lesson-missing",
                    f"La leçon « {shortened(name)} » n'est pas dans le dossier.",
                    did_you_mean(name, there, "Fichiers présents"),
                    at,
                )
            )
        seen.add(name)
    for name in there:
        if name not in seen and name not in meant:  # else it has just been named
            yield Problem(
                "lesson-unlisted",
                f"La leçon « {name} » ne sera pas publiée.",
                f"Ajoute {name} à la liste « lessons: » de course.yaml.",
                course.position("lessons"),
                "warning",
            )
