"""One more lesson in `course.yaml`, one more step in a lesson: written as an author would."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection
from pathlib import Path

from builder.errors import BuilderError, Position
from builder.source.encoding import read_text
from builder.source.tree import PlacedList, parse_source

_FIRST_ID = re.compile(r"^(- id: |id: )([a-z0-9-]+)", re.MULTILINE)


def with_lesson(path: Path, name: str, text: str | None = None) -> str:
    """The text of the course file at `path` with `name` at the end of its lessons.

    `text` is what the file is about to hold, None for what it holds. Raises BuilderError.
    """
    text = read_text(path) if text is None else text
    listed = parse_source(path, text).data.get("lessons")
    if isinstance(listed, PlacedList) and listed:
        written = _after_last(text, listed.items_at[-1], name)
        if parse_source(path, written).data.get("lessons") == [*listed, name]:
            return written
    raise BuilderError(
        f"La leçon n'a pas pu être ajoutée. Écris toi-même {name} à la fin de « lessons » "
        "dans course.yaml."
    )


def _after_last(text: str, at: Position, name: str) -> str:
    """A list in brackets gets a comma and the name, one with dashes a line of its own."""
    lines = text.splitlines(keepends=True)
    line = lines[at.line - 1]
    before, item = line[: at.column - 1], line[at.column - 1 :]
    if before.strip() == "-":
        ended = line if line.endswith("\n") else line + "\n"
        lines[at.line - 1] = f"{ended}{before}{name}\n"
    else:
        found = re.match(r"\"[^\"]*\"|'[^']*'|[^\s,\]#]+", item)
        end = found.end() if found else 0
        lines[at.line - 1] = f"{before}{item[:end]}, {name}{item[end:]}"
    return "".join(lines)


def with_id(piece: str, id: str) -> str:
    """A lesson or a step whose own id, the first in it, is `id`."""
    return _FIRST_ID.sub(lambda found: found[1] + id, piece, count=1)


def free_id(piece: str, taken: Collection[str]) -> str:
    """The id of a step, with a number behind it when it is taken."""
    found = _FIRST_ID.search(piece)
    id = found[2] if found else "etape"
    number = 2
    while (free := id if number == 2 and id not in taken else f"{id}-{number}") in taken:
        number += 1
    return free


def with_step(path: Path, step: str) -> str:
    """The text of the lesson at `path` with `step` after its last one. Raises BuilderError."""
    text = read_text(path)
    steps = parse_source(path, text).data.get("steps")
    if not isinstance(steps, PlacedList) or not steps:
        raise BuilderError(f"« {path.name} » n'a pas de liste « steps: » : écris-la d'abord.")
    lines = text.splitlines(keepends=True)
    at = steps.items_at[-1]
    dash = lines[at.line - 1][: at.column - 1]
    if dash.strip() != "-":
        raise BuilderError(
            f"Dans « {path.name} », écris les étapes une par ligne, chacune avec son tiret."
        )
    indent = dash[: dash.index("-")]
    end = at.line
    while end < len(lines) and _is_within(lines[end], indent):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    above = "".join(lines[:end])
    above += "" if above.endswith("\n") else "\n"
    return f"{above}\n{textwrap.indent(step.strip(), indent)}\n{''.join(lines[end:])}"


def _is_within(line: str, indent: str) -> bool:
    return not line.strip() or line.startswith(f"{indent} ")
