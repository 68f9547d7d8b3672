"""One folder per kind of activity, found by listing."""

from __future__ import annotations

import importlib
import typing
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
            if isinstance(candidate, type) and candidate.__module__ == module.__name__:
                if issubclass(candidate, Activity):
                    (kind,) = typing.get_args(candidate.model_fields["kind"].annotation)
                    kinds[kind] = candidate
    return kinds
