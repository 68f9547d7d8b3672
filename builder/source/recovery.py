"""Reads on after a line that is not YAML, so that one check tells the faults of a whole file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from builder.errors import LINE_BREAK, Problem
from builder.source.syntax import with_plain_indents
from builder.source.tree import ParsedText, parse_text

# A file where so many pieces are broken is no lesson; its first faults are enough.
MAX_BROKEN_PIECES = 20
_TOP_LEVEL = re.compile(r"[^\s#\-}\]]")
_ITEM = re.compile(r"( *)- ")


def parse_all(path: Path, text: str) -> ParsedText:
    """The data of every piece that can be read, and the problems of all.

    A piece is a step of a lesson, or a key of the file with what is under it. `data` lacks the
    pieces that are not YAML, and is None when too little is left.
    """
    text, problems_before = with_plain_indents(path, text)
    parsed = parse_text(path, text)
    problems = dict.fromkeys([*problems_before, *parsed.problems])
    if parsed.broken is None:
        return replace(parsed, problems=tuple(problems))
    lines = LINE_BREAK.split(text)
    for _ in range(MAX_BROKEN_PIECES):
        if parsed.broken is None or not _set_aside(lines, _line_of(parsed.broken)):
            break
        parsed = parse_text(path, "\n".join(lines))
        if parsed.broken or parsed.data:  # not of a text of which nothing is left
            problems.update(dict.fromkeys(parsed.problems))
    data = parsed.data if parsed.broken is None else None
    return ParsedText(data, _one_a_line(problems), None, whole=False)


def _line_of(problem: Problem) -> int:
    return problem.position.line if problem.position else 1


def _one_a_line(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """What stops the parser is often a consequence of what was said of the same line before."""
    kept: dict[int, Problem] = {}
    for problem in problems:
        kept.setdefault(_line_of(problem), problem)
    return tuple(kept.values())


def _set_aside(lines: list[str], number: int) -> bool:
    """Empties the piece of the file that line `number` is in; False when it is empty already."""
    index = min(number, len(lines)) - 1
    tops = [at for at, line in enumerate(lines) if _TOP_LEVEL.match(line)]
    start = max((at for at in tops if at <= index), default=0)
    end = min((at for at in tops if at > index), default=len(lines))
    if lines[start].startswith("steps:"):
        start, end = _item_around(lines, index, start, end)
    if not any(line.strip() for line in lines[start:end]):
        return False
    lines[start:end] = [""] * (end - start)
    return True


def _item_around(lines: list[str], index: int, start: int, end: int) -> tuple[int, int]:
    """The item of the list under `start` that has line `index`; all of it when none has."""
    marks = [(at, found) for at in range(start, end) if (found := _ITEM.match(lines[at]))]
    if not marks:
        return start, end
    indent = marks[0][1].group(1)
    items = [at for at, found in marks if found.group(1) == indent]
    first = max((at for at in items if at <= index), default=None)
    if first is None:
        return start, end
    return first, min((at for at in items if at > index), default=end)
