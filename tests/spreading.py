"""Cases on several axes: each day each value of each axis; KALANKAN_ALL=1 makes all pairs.

A browser's minute is dear, and a fault that shows in one corner only of lessons × languages ×
hands is rare: before a release, `KALANKAN_ALL=1 python3 run.py test` looks there too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

ALL = bool(os.environ.get("KALANKAN_ALL"))


def spread(*axes: Sequence[Any], every: bool = ALL) -> list[tuple[Any, ...]]:
    """As many cases as the longest axis has values, the others in turn; with `every`, all pairs."""
    if every:
        return list(product(*axes))
    longest = max(map(len, axes))
    return [tuple(axis[at % len(axis)] for axis in axes) for at in range(longest)]


def one_of_each(
    names: Sequence[str], group: Callable[[str], str], *, every: bool = ALL
) -> list[str]:
    """The first name of each group, in order; with `every`, all names."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(group(name), name)
    return list(names) if every else list(first.values())


def every_other(cases: Sequence[Any], start: int = 0, *, every: bool = ALL) -> Sequence[Any]:
    """The cases in odd places, or from `start` 1 those in even ones; with `every`, all."""
    return cases if every else cases[start::2]
