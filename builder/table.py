"""Tables for a spreadsheet, and back: an author's text in a cell is never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from builder.disk import write_whole
from builder.errors import BuilderError

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one is counted by a spreadsheet. Source: OWASP, CSV injection."""
MAX_TABLE_BYTES = 20_000_000


def write_table(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """As spreadsheets in French read it: semicolons, and a mark that says UTF-8. Raises OSError."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(
        [_guarded(cell) for cell in row] for row in rows
    )
    write_whole(path, ("\ufeff" + out.getvalue()).encode())


def read_table(path: Path) -> list[list[str]]:
    """The rows of a table that came back from a spreadsheet. Raises BuilderError."""
    try:
        if path.stat().st_size > MAX_TABLE_BYTES:
            raise BuilderError(f"« {path.name} » est trop grand pour un tableau de textes.")
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise BuilderError(f"« {path} » ne peut pas être lu : {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BuilderError(
            f"« {path.name} » n'est pas en UTF-8 : enregistre-le en « CSV UTF-8 »."
        ) from error
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise BuilderError(f"« {path.name} » n'est pas un tableau CSV.") from error
    return [[_plain(cell) for cell in row] for row in rows if any(row)]


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*FORMULA_SIGNS, "'")) else cell


def _plain(cell: str) -> str:
    return (
        cell[1:] if cell.startswith(tuple(f"'{sign}" for sign in (*FORMULA_SIGNS, "'"))) else cell
    )
