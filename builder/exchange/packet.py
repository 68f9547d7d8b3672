"""A packet: a ZIP of places, with a list that says what each holds, and what its maker began from.

Whoever opens one has it from a stranger: names, sizes, links and counts are looked at before
anything is unpacked, and each file against its digest.
"""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from builder.disk import disk_trouble, make_folder, whole_file
from builder.errors import BuilderError
from builder.exchange.places import is_allowed, is_take
from builder.narration.limits import MAX_TAKE_BYTES
from builder.source.encoding import MAX_SOURCE_BYTES

LIST = "kalankan.json"
MAX_LIST_BYTES = 20_000_000
MAX_FILES = 60_000
MAX_OTHER_BYTES = 10_000_000
"""Of a picture; a text is smaller yet."""
MAX_PACKET_BYTES = 4_000_000_000
_DAY = (2026, 1, 1, 0, 0, 0)
"""The same packet has the same bytes on any day."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Texts = Mapping[str, str]
"""What stood at each path of a file, as a short digest (`texts.py`)."""


class PacketRefused(BuilderError):
    """It is no packet of ours, or a harmful one; nothing was unpacked."""


class Manifest(BaseModel):
    """`base` is what its maker had received last: of each place, the digest of its texts."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    format: Literal[1]
    by: str = Field(default="", max_length=80)
    on: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    files: dict[str, Digest]
    base: dict[str, dict[str, str]] = {}


@dataclass(frozen=True)
class Packet:
    """An open one, whose names were looked at. Each read is checked."""

    manifest: Manifest
    _zip: zipfile.ZipFile

    def read(self, place: str) -> bytes:
        """The content of a file. Raises PacketRefused when it is not what the list says."""
        info = self._zip.getinfo(place)
        content = _content(self._zip, info, _most_bytes(place))
        if hashlib.sha256(content).hexdigest() != self.manifest.files[place]:
            raise PacketRefused(
                f"« {place} » est abîmé dans ce paquet. Demande qu'on te le renvoie."
            )
        return content


def write_packet(path: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Writes the packet, whole or not at all. Raises BuilderError."""
    try:
        make_folder(path.parent)
        with whole_file(path) as out, zipfile.ZipFile(out, "w") as packed:
            listed = manifest.model_dump_json(exclude_defaults=True).encode()
            _add(packed, LIST, listed)
            for place, file in files.items():
                content = file.read_bytes()
                if hashlib.sha256(content).hexdigest() != manifest.files[place]:
                    raise BuilderError(f"« {place} » change pendant l'envoi. Relance.")
                _add(packed, place, content)
    except OSError as error:
        raise BuilderError(f"« {path} » : {disk_trouble(error)}, puis relance.") from error


def _add(packed: zipfile.ZipFile, place: str, content: bytes) -> None:
    info = zipfile.ZipInfo(place, _DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (stat.S_IFREG | 0o644) << 16
    packed.writestr(info, content)


@contextmanager
def open_packet(path: Path) -> Iterator[Packet]:
    """Raises PacketRefused, in one sentence, for whatever should not be unpacked."""
    try:
        with zipfile.ZipFile(path) as opened:
            yield Packet(_checked(opened), opened)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise PacketRefused(
            f"« {path.name} » n'est pas un paquet entier. Demande qu'on te le renvoie."
        ) from error
    except OSError as error:
        raise PacketRefused(f"« {path} » ne peut pas être lu : {error.strerror}.") from error


def _checked(opened: zipfile.ZipFile) -> Manifest:
    infos = [one for one in opened.infolist() if not _is_folder(one)]
    names = [one.filename for one in infos]
    if LIST not in names:
        raise PacketRefused("Ce fichier n'a pas été fait par « run.py pack ».")
    if len(infos) > MAX_FILES or sum(one.file_size for one in infos) > MAX_PACKET_BYTES:
        raise PacketRefused("Ce paquet est trop grand pour un cours.")
    folded: set[str] = set()
    for one in infos:
        shown = "".join(c if c.isprintable() else "?" for c in one.filename[:80])
        if one.filename != LIST and not is_allowed(one.filename):
            raise PacketRefused(f"Ce paquet contient « {shown} », qui n'est pas d'un cours.")
        if stat.S_ISLNK(one.external_attr >> 16):
            raise PacketRefused(f"Ce paquet contient un lien : « {shown} ».")
        if one.flag_bits & 1:
            raise PacketRefused("Ce paquet a un mot de passe : demande-le sans.")
        if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PacketRefused(f"« {shown} » est compressé d'une manière inconnue.")
        if one.filename.lower() in folded:
            raise PacketRefused(f"Ce paquet contient deux fois « {shown} ».")
        folded.add(one.filename.lower())
        most = MAX_LIST_BYTES if one.filename == LIST else _most_bytes(one.filename)
        if one.file_size > most:
            raise PacketRefused(f"« {shown} » est trop grand pour ce que c'est.")
    manifest = _read_manifest(_content(opened, opened.getinfo(LIST), MAX_LIST_BYTES))
    if {*names} - {LIST} != {*manifest.files}:
        raise PacketRefused("Ce paquet n'a pas les fichiers que dit sa liste.")
    return manifest


def _read_manifest(content: bytes) -> Manifest:
    try:
        told = json.loads(content)
        if isinstance(told, dict) and isinstance(told.get("format"), int) and told["format"] > 1:
            newer = "Ce paquet vient d'une version plus récente : mets la tienne à jour."
            raise PacketRefused(newer)
        return Manifest.model_validate(told)
    except (ValueError, RecursionError, ValidationError) as error:
        raise PacketRefused("La liste de ce paquet ne peut pas être lue.") from error


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return info.filename.endswith("/") and info.file_size == 0


def _most_bytes(place: str) -> int:
    if is_take(place):
        return MAX_TAKE_BYTES
    return MAX_SOURCE_BYTES if place.endswith((".yaml", ".yml")) else MAX_OTHER_BYTES


def _content(opened: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """What is read stops at the size that was said, whatever the packed bytes come to."""
    with opened.open(info) as file:
        content = file.read(min(info.file_size, most) + 1)
    if len(content) != info.file_size:
        raise PacketRefused(f"« {info.filename} » n'a pas la taille que dit ce paquet.")
    return content
