"""Data → a tagged PDF, by Typst with the fonts that it brings: the same bytes for the same data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from builder.export import ExtraMissing
from builder.terminal import RUN

_FOLDER = Path(__file__).parent
_DAY = 1_767_225_600
"""What a PDF says it was made on: 2026-01-01, whatever the day."""
_STRICT = ["ua-1"]


def ask_for_typst() -> None:
    """Raises ExtraMissing where it is not installed."""
    if find_spec("typst") is None:
        raise ExtraMissing(
            "Les PDF demandent une partie facultative qui n'est pas installée. "
            f"Écris « {RUN} add sheets », ou imprime les pages du site."
        )


def typeset(template: str, data: Mapping[str, Any], pictures: Mapping[str, Path]) -> bytes:
    """The PDF of `template`. Pictures are by the names that the data have for them.

    What an author wrote travels as JSON: it is never markup. Where no font has one of its
    characters the PDF is tagged all the same, but doesn't call itself PDF/UA.
    """
    import typst

    names = {name: f"{place}{path.suffix}" for place, (name, path) in enumerate(pictures.items())}
    told = json.dumps({**data, "pictures": names}, ensure_ascii=False, sort_keys=True)
    files = {
        "main": (_FOLDER / f"{template}.typ").read_bytes(),
        "shared.typ": (_FOLDER / "shared.typ").read_bytes(),
        "data.json": told.encode(),
        **{names[name]: path.read_bytes() for name, path in pictures.items()},
    }
    compile_it: Any = typst.compile
    settled = {"format": "pdf", "ignore_system_fonts": True, "timestamp": _DAY}
    try:
        return bytes(compile_it(files, pdf_standards=_STRICT, **settled))
    except typst.TypstError:
        return bytes(compile_it(files, **settled))
