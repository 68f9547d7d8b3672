"""MkDocs calls these: they add the pages that Kalankan made to the site it builds."""

from __future__ import annotations

from builder.website.adapter import on_files, on_post_build

__all__ = ["on_files", "on_post_build"]
