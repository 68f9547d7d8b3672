"""One folder per kind of activity, found by listing."""

from __future__ import annotations

import importlib
from functools import lru_cache
from pathlib import Path

from builder.lesson.activity import Activity, Kinds

FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def find_kinds() -> Kinds:
    """Every kind by name, with its Activity class."""
    kinds: dict[str, type[Activity]] = {}
    for path in sorted(FOLDER.glob("*/activity.py")):
        module = importlib.import_module(f"{__name__}.{path.parent.name}.activity")
        for candidate in vars(module).values():
            is_class = isinstance(candidate, type) and candidate.__module__ == module.__name__
            if is_class and issubclass(candidate, Activity):
                kinds[candidate.kind_name()] = candidate
    return kinds
