"""One more entry in the list of languages of `course.yaml`, written as an author would."""

from __future__ import annotations

import json
import re
from pathlib import Path

from builder.disk import disk_trouble, write_whole
from builder.errors import BuilderError
from builder.lesson.course_file import CourseFile
from builder.lesson.utterance import LANGUAGE_PATTERN
from builder.source.encoding import read_text
from builder.source.tree import parse_source


def list_language(file: CourseFile, tag: str, name: str, french: str) -> None:
    """Adds a partial language of recordings at the end of the list. Raises BuilderError."""
    if not re.fullmatch(LANGUAGE_PATTERN, tag):
        raise BuilderError(f"« {tag} » n'est pas une étiquette de langue. Écris par exemple ff.")
    at = file.languages[-1].position()
    if at is None:
        raise BuilderError("La liste « languages » de course.yaml n'a pas été trouvée.")
    text = _with_entry(at.file, at.line, tag, name, french)
    listed = [entry["tag"] for entry in parse_source(at.file, text).data["languages"]]
    if listed[-1:] != [tag]:
        raise BuilderError(
            "La langue n'a pas pu être ajoutée. Écris-la toi-même sous « languages » de "
            f"course.yaml : {_entry(tag, name, french)}"
        )
    try:
        write_whole(at.file, text.encode())
    except OSError as error:
        raise BuilderError(f"« {at.file} » : {disk_trouble(error)}, puis relance.") from error


def _with_entry(path: Path, line: int, tag: str, name: str, french: str) -> str:
    """The file with the entry after the one that begins on `line` (from 1)."""
    lines = read_text(path).splitlines(keepends=True)
    first = lines[line - 1]
    indent = first[: len(first) - len(first.lstrip())]
    after = line
    while after < len(lines) and lines[after].startswith(f"{indent} "):
        after += 1
    return "".join([*lines[:after], f"{indent}{_entry(tag, name, french)}\n", *lines[after:]])


def _entry(tag: str, name: str, french: str) -> str:
    names = (json.dumps(one, ensure_ascii=False) for one in (name, french))
    own, other = names
    return f"- {{tag: {tag}, name: {own}, french: {other}, partial: true, voices: [recording]}}"
