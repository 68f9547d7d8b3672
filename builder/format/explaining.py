"""What each problem means, with an example to type: `explanations.yaml`, by slug."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from builder.lesson.file import read_file
from builder.lesson.placed import Placed

FILE = Path(__file__).with_name("explanations.yaml")


class Explanation(Placed):
    """Ce que veut dire un problème."""

    means: str = Field(min_length=10, description="Ce que c'est, et pourquoi.")
    write: str = Field(min_length=3, description="Un exemple à taper.")


class Explanations(Placed):
    """Le fichier explanations.yaml."""

    explanations: dict[str, Explanation] = Field(description="Par nom de problème.")


@cache
def read_explanations() -> Mapping[str, Explanation]:
    """Every explanation by slug, in the order of the file. Raises ProblemsFound."""
    return MappingProxyType(read_file(FILE, Explanations).explanations)


def near_slugs(word: str) -> list[str]:
    """The slugs that somebody probably meant, the nearest first; three at most."""
    typed = word.strip().strip("[]").lower().replace("_", "-").replace(" ", "-")
    known = read_explanations()
    same = [slug for slug in known if slug == typed]
    close = difflib.get_close_matches(typed, known, 3, 0.5)
    inside = [slug for slug in known if typed and typed in slug]
    return [*dict.fromkeys([*same, *close, *inside])][:3]
