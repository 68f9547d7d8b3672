"""Numbers of a sheet as a person types them."""

from __future__ import annotations

import re
from collections.abc import Collection

from builder.errors import BuilderError

_PIECE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")


def read_numbers(typed: str, known: Collection[int]) -> set[int]:
    """Of « 12,15 » or « 20-24 »; « tout » is every one. Raises BuilderError for another."""
    if typed.strip().lower() in ("tout", "toutes", "all"):
        return set(known)
    found: set[int] = set()
    for piece in re.split(r"[,; ]+", typed.strip()) if typed.strip() else ():
        match = _PIECE.fullmatch(piece)
        if not match:
            raise BuilderError(f"« {piece} » n'est pas un numéro : écris --yes 12,15 ou 20-24.")
        first, last = int(match[1]), int(match[2] or match[1])
        inside = {number for number in known if first <= number <= last}
        if not {first, last} <= inside:
            raise BuilderError(f"Le numéro « {piece} » n'est pas sur la feuille.")
        found |= inside
    return found
