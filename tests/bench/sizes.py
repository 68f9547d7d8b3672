"""What a phone fetches of one lesson in one language, beside what all pages share."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

MAX_LESSON_BYTES = 60_000
"""Page and pictures, gzip."""


def lesson_bytes(page: Path) -> int:
    """The page and its own pictures, as they travel."""
    html = page.read_bytes()
    pictures = set(re.findall(r'src="(\.\./p/[^"]+)"', html.decode()))
    files = [html, *((page.parent / picture).read_bytes() for picture in pictures)]
    return sum(len(gzip.compress(content, mtime=0)) for content in files)
