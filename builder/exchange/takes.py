"""Takes that are replaced by those of a packet: nothing of them is thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from builder.narration.lending import REPLACED_FOLDER
from builder.narration.voices.recording import SUFFIXES

_NOTES = (".json", ".txt")


def take_places(root: Path, place: str) -> list[str]:
    """The takes here of the same line, whatever their ending; the one that is heard first."""
    stem = place.rpartition(".")[0]
    return [f"{stem}{end}" for end in SUFFIXES if (root / PurePosixPath(f"{stem}{end}")).is_file()]


def kept_aside(root: Path, place: str) -> Iterator[tuple[str, str]]:
    """Each file of the line's takes here, and where it is kept once they are replaced."""
    stem = place.rpartition(".")[0]
    inside = PurePosixPath(stem).relative_to("audio")
    folder = PurePosixPath("audio", REPLACED_FOLDER, inside.parent)
    number = 1
    while any((root / folder).glob(f"{inside.name}.{number}.*")):
        number += 1
    here = take_places(root, place)
    notes = [f"{stem}{end}" for end in _NOTES if (root / PurePosixPath(f"{stem}{end}")).is_file()]
    for old in (*here, *(notes if here else ())):
        yield old, str(folder / f"{inside.name}.{number}{PurePosixPath(old).suffix}")
