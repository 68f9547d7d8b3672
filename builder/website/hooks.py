"""MkDocs calls these: they add the pages that Kalankan made to the site it builds."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

if find_spec("builder") is None:  # `mkdocs` alone does not look in the project's folder
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from builder.website.adapter import on_files
from builder.website.people import on_build_error, on_config, on_post_build, on_serve, on_startup

__all__ = ["on_build_error", "on_config", "on_files", "on_post_build", "on_serve", "on_startup"]
