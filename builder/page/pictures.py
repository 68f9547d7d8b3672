"""Pictures as they are published: drawings as they are, photos small and without their secrets."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from builder.page import addresses

MAX_SIDE_PX = 800
"""Twice the width of a cheap phone's screen; a photo of this size weighs about 40 kB."""
_WEBP_QUALITY = 72
_SETTINGS = f"webp {MAX_SIDE_PX} {_WEBP_QUALITY} {Image.__name__}"


@dataclass
class Pictures:
    """Pictures as they are published, each made once. `cache` is where photos are kept."""

    cache: Path
    _known: dict[Path, tuple[str, Path]] = field(default_factory=dict)

    def published(self, path: Path) -> tuple[str, Path]:
        """The address in the site of the picture at `path`, and the file to publish."""
        if path not in self._known:
            file = publishable(path, self.cache)
            self._known[path] = addresses.picture(file.read_bytes(), file.suffix), file
        return self._known[path]


def publishable(path: Path, cache: Path) -> Path:
    """The file to publish for the picture `path`.

    A photo is turned upright, made small, and written anew in `cache`: where and with which
    telephone it was taken stays with its author.
    """
    if path.suffix.lower() == ".svg":
        return path
    content = path.read_bytes()
    digest = hashlib.sha256(_SETTINGS.encode() + content).hexdigest()[:20]
    target = cache / f"{digest}.webp"
    if not target.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        aside = target.with_suffix(f".{os.getpid()}")
        try:
            aside.write_bytes(_small(content))
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
    return target


def _small(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as opened:
        upright = ImageOps.exif_transpose(opened)
        mode = "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
        # A new image: what the old one carried beside its pixels is left behind.
        small = upright.convert(mode)
        small.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX))
        bare = Image.new(mode, small.size)
        bare.paste(small)
    written = BytesIO()
    bare.save(written, "WEBP", quality=_WEBP_QUALITY, method=4)
    return written.getvalue()
