"""The one way in which templates are read: nothing an author wrote is markup."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

Templates = Environment


def read_templates(folders: Sequence[Path]) -> Templates:
    """Templates of these folders, the first one that has a name wins; each is read once."""
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
