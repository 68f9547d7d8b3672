"""Files as a browser wants them: by their type, in parts where it asks for parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from starlette.responses import FileResponse, Response

from builder.local import Declined

TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".woff2": "font/woff2",
}
_ANY = "application/octet-stream"


def media_type(name: str) -> str:
    """By the name's ending alone: what a file holds is not guessed."""
    return TYPES.get(Path(name).suffix.lower(), _ANY)


def answer_file(file: Path, headers: Mapping[str, str] | None = None) -> Response:
    """The file, or the part of it that is asked for. Raises Declined when it cannot be read."""
    try:
        with file.open("rb"):
            stat = file.stat()
    except OSError as error:
        raise Declined(404, f"« {file.name} » ne peut pas être lu.") from error
    return FileResponse(
        file, headers=dict(headers or {}), media_type=media_type(file.name), stat_result=stat
    )
