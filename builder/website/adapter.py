"""The MkDocs adapter: makes the frame of trainer and author pages, and the pages it writes alone.

Pages that are made of the course come out of MkDocs with a mark where their inside goes; it is put
there afterwards, so that MkDocs has the same few pages to make whatever the number of lessons.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

# Material prints an advertisement about MkDocs 2 unless told not to, before it is imported.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
# The sitemap carries a date; the same sources give the same site on any day.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from builder.activities import find_kinds
from builder.format.reference import reference_markdown
from builder.page import addresses
from builder.website.slimming import slim

_INSIDE = "kalankan-inside-goes-here"
_TITLE = "kalankan-title-goes-here"
_PLACE = re.compile(rf"<p>{_INSIDE}(?:</p>)?")
SHEET = addresses.session_sheet(0)
"""The frame of every session sheet and paper; no lesson has number 0."""

TITLES: Mapping[str, str] = {
    addresses.LESSONS: "Les leçons",
    addresses.SESSIONS: "Fiches de séance",
    addresses.PAPERS: "Papiers à imprimer",
    addresses.CARE: "Si quelqu’un se confie",
    addresses.COVERAGE: "Couverture",
    addresses.CREDITS: "Images et licences",
    SHEET: _TITLE,
}


@dataclass
class Asked:
    """MkDocs calls hooks by name and passes no object of ours: this says who called it."""

    by_us: bool = False


asked = Asked()


@dataclass(frozen=True)
class Frame:
    """A page of MkDocs, before and after the inside that it waits for."""

    head: str
    tail: str

    def around(self, inside: str, title: str = "") -> str:
        """The whole page; `inside` is HTML, `title` is text."""
        head, tail = (part.replace(_TITLE, escape(title)) for part in (self.head, self.tail))
        return head + inside + tail


def make_frame(project_root: Path, folder: Path, templates: Path) -> None:
    """Writes MkDocs's part of the site into `folder`, slim. Raises OSError.

    `templates` are those of the insides: their style rules are kept.
    """
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(str(project_root / "mkdocs.yml"), site_dir=str(folder))
    asked.by_us = True
    try:
        mkdocs_build(config)
    finally:
        asked.by_us = False
    slim(folder, templates)


def read_frames(folder: Path) -> Mapping[str, Frame]:
    """The pages that wait for their inside, by address."""
    frames = {}
    for address in TITLES:
        head, tail = _PLACE.split((folder / address).read_text("utf-8"), maxsplit=1)
        frames[address] = Frame(head, tail)
    return frames


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages that wait for their inside, and the reference of the format."""
    pages = {address: f"# {title}\n\n{_INSIDE}\n" for address, title in TITLES.items()}
    pages[addresses.REFERENCE] = reference_markdown(find_kinds())
    for address, text in pages.items():
        files.append(File.generated(config, addresses.markdown(address), content=text))
    return files
