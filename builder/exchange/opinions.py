"""Signatures of two sides: every opinion of both, in the order of their days and hours."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from builder.errors import ProblemsFound
from builder.exchange.packet import PacketRefused
from builder.lesson.placed import Reading
from builder.lesson.signatures import Opinion, OpinionFile, added
from builder.source.tree import parse_source


def merged_opinions(place: str, mine: bytes | None, theirs: bytes) -> tuple[bytes, int]:
    """The file with those that only the other side has, and how many; what is here stays as it
    was written. Raises PacketRefused."""
    here = _opinions(place, mine) if mine else []
    known = {_line(one) for one in here}
    new = [one for one in _opinions(place, theirs) if _line(one) not in known]
    if not mine or not here:
        return added(mine, new), len(new)
    lines = mine.decode("utf-8-sig").splitlines(keepends=True)
    lines[-1] = lines[-1] if lines[-1].endswith("\n") else lines[-1] + "\n"
    before: dict[int, list[str]] = {}
    for opinion in new:
        later = next((one for one in here if (one.on, one.at) > (opinion.on, opinion.at)), None)
        at = later.position() if later else None
        place_of = at.line - 1 if at else len(lines)
        before.setdefault(place_of, []).append(f"{_indent(lines, here)}- {_line(opinion)}\n")
    told = [
        piece for n in range(len(lines) + 1) for piece in (*before.get(n, ()), *lines[n : n + 1])
    ]
    return "".join(told).encode(), len(new)


def _indent(lines: list[str], here: list[Opinion]) -> str:
    """The spaces before the dash of an opinion."""
    at = here[0].position()
    line = lines[at.line - 1] if at else ""
    return line[: len(line) - len(line.lstrip(" "))]


def _opinions(place: str, content: bytes) -> list[Opinion]:
    try:
        source = parse_source(Path(place), content.decode("utf-8-sig"))
        return OpinionFile.model_validate(source.data, context=Reading()).opinions
    except (ProblemsFound, ValidationError, UnicodeDecodeError) as error:
        raise PacketRefused(f"« {place} » ne peut pas être lu.") from error


def _line(opinion: Opinion) -> str:
    return json.dumps(opinion.model_dump(exclude_defaults=True), ensure_ascii=False)
