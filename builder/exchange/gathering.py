"""What a project hands over, and what it remembers of what it has received."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from builder.errors import BuilderError
from builder.exchange.consents import consent_digests
from builder.exchange.packet import Manifest, Texts, write_packet
from builder.exchange.places import CONSENTS, COURSE, is_signatures, is_yaml, places_in
from builder.exchange.texts import SHAPE, parsed_or_none
from builder.lesson.signatures import clean
from builder.project import Project

_RECEIVED = Path(".cache") / "recu.json"
LISTED_APART = ("lessons",)
"""The list of lessons in the course file: one more is added, whatever else differs."""


def pack(project: Project, path: Path, by: str, *, takes: bool) -> int:
    """Writes the packet; how many files it holds. Raises BuilderError."""
    files = dict(places_in(project.root, takes=takes))
    if COURSE not in files:
        raise BuilderError("Il n'y a pas de cours ici. Va dans le dossier du projet.")
    digests = {place: _sha256(file) for place, file in files.items()}
    manifest = Manifest(
        format=1,
        by=clean(by)[:80],
        on=datetime.date.today().isoformat(),
        files=digests,
        base={place: dict(texts) for place, texts in received(project.root).items()},
    )
    write_packet(path, manifest, files)
    return len(files)


def received(root: Path) -> Mapping[str, Texts]:
    """What was received last, by place; nothing where that is not known."""
    with suppress(OSError, ValueError):
        told = json.loads((root / _RECEIVED).read_text("utf-8"))
        if isinstance(told, dict) and all(isinstance(one, dict) for one in told.values()):
            return told
    return {}


def received_place() -> str:
    """Where that is kept, in the project."""
    return _RECEIVED.as_posix()


def digests_of(place: str, content: bytes) -> dict[str, str]:
    """What is remembered of a file."""
    if is_signatures(place):
        return {}
    if place == CONSENTS:
        return consent_digests(content)
    without = LISTED_APART if place == COURSE else ()
    file = parsed_or_none(Path(place), content, without) if is_yaml(place) else None
    return file.digests() if file else {SHAPE: hashlib.sha256(content).hexdigest()[:12]}


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
