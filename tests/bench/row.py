"""One line of the table of measures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, its bar, and whether it is kept."""

    what: str
    measured: str
    bar: str
    kept: bool


def table(rows: Iterable[Row]) -> str:
    """The rows as Markdown."""
    lines = ["| mesure | trouvé | limite | tenu |", "|---|--:|--:|:-:|"]
    lines += [f"| {r.what} | {r.measured} | {r.bar} | {'oui' if r.kept else 'NON'} |" for r in rows]
    return "\n".join(lines)
