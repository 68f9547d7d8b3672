"""Problems an author can mend, and the one tree of exceptions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

AUTHORS_LANGUAGE = "fr"
"""The language in which the program itself speaks to authors and trainers."""

Severity = Literal["error", "warning"]
MAX_SHOWN_BYTES = 1_000_000
# What editors count as the end of a line; YAML counts a few more, which `source` refuses.
LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, order=True)
class Position:
    """A place in a source file; line and column count from 1."""

    file: Path
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class Problem:
    """One thing to mend: what is wrong, where, and what to type.

    `slug` is stable and in English (tests and editors use it); `message` and `hint` are one
    French sentence each, because French is what authors read.
    """

    slug: str
    message: str
    hint: str = ""
    position: Position | None = None
    severity: Severity = "error"


class BuilderError(Exception):
    """Anything that stops a command and is told to a person without a traceback."""


class ProblemsFound(BuilderError):
    """The sources cannot be built; carries every problem, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problem(s)")


class VoiceUnavailable(BuilderError):
    """A voice cannot speak now (no network, no model); the next voice in the chain does."""


def render(problem: Problem) -> str:
    """`file:line:column: severity: message [slug]`, the source line, a caret and the hint."""
    at = problem.position
    place = f"{_shown_path(at.file)}:{at.line}:{at.column}: " if at else ""
    lines = [f"{place}{problem.severity}: {problem.message} [{problem.slug}]"]
    source_line = _source_line(at) if at else None
    if at and source_line is not None:
        start = max(0, at.column - 60)
        before = _printable(source_line[start : at.column - 1])
        lines.append(f"    {before}{_printable(source_line[at.column - 1 : start + 100])}")
        lines.append("    " + " " * _width(before) + "^")
    if problem.hint:
        lines.append(f"    → {problem.hint}")
    return "\n".join(lines)


def _shown_path(path: Path) -> Path:
    try:
        return path.resolve().relative_to(Path.cwd().resolve())
    except (ValueError, OSError):
        return path


def _source_line(at: Position) -> str | None:
    """The line as written; None when the file is not text or cannot be read."""
    if at.file.suffix not in (".yaml", ".yml"):
        return None
    try:
        with at.file.open("rb") as file:
            raw = file.read(MAX_SHOWN_BYTES)
    except OSError:
        return None
    if b"\0" in raw[:4]:  # UTF-16: the line would be unreadable
        return None
    lines = LINE_BREAK.split(raw.decode("utf-8-sig", errors="replace"))
    return lines[at.line - 1] if at.line <= len(lines) else None


def _printable(text: str) -> str:
    """The text with tabs as one space, and nothing that could command a terminal."""
    return "".join(
        " "
        if character == "\t"
        else "\ufffd"
        if unicodedata.category(character)[0] == "C"
        else character
        for character in text
    )


def _width(text: str) -> int:
    """Columns on a screen: tone marks stand on the letter before them, wide letters take two."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
