"""The files of a site, to be put inside a page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.errors import BuilderError

_TYPES: Mapping[str, str] = {
    ".mp3": "audio/mpeg",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


@dataclass(frozen=True)
class SiteFiles:
    """Pages, scripts and styles by their path in the site, and the files that are copied there."""

    pages: Mapping[str, bytes]
    assets: Mapping[str, Path]

    def text(self, path: str) -> str:
        return self._read(path).decode("utf-8")

    def data_url(self, path: str) -> str:
        """An address that holds the whole file."""
        data = b64encode(self._read(path)).decode("ascii")
        return f"data:{_TYPES[Path(path).suffix]};base64,{data}"

    def _read(self, path: str) -> bytes:
        if path in self.pages:
            return self.pages[path]
        if path in self.assets:
            return self.assets[path].read_bytes()
        raise BuilderError(f"Une page demande « {path} », qui n'est pas dans le site.")
