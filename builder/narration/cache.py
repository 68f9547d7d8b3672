"""The clips already made, by fingerprint: files, and a journal of what was written.

A clip is written aside and renamed, then noted in the journal. Only what the journal notes and
the file still bears out is played: a kill at any moment leaves at worst a clip to make again.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from builder.disk import disk_trouble
from builder.errors import BuilderError

_SWEEP_AFTER_S = 60
_JOURNAL_SLACK = 1000


class CacheUnwritable(BuilderError):
    """The disk is full or may not be written; what was made so far is safe."""


@dataclass(frozen=True)
class Entry:
    """What is known of one file; the journal has one line for each.

    `name` is a clip's fingerprint or a recording's path. `duration_ms` is 0 for recordings and
    for takes that were refused, whose `refusal` says why.
    """

    name: str
    size_bytes: int = 0
    modified_ns: int = 0
    sha256: str = ""
    duration_ms: int = 0
    word_starts_ms: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    refusal: str = ""


class ClipCache:
    """One folder: `clips/<fingerprint>.mp3` and `journal.jsonl`. One process writes at a time;
    a second one loses nothing but work."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder = folder
        self._read_only = read_only
        self.clips = folder / "clips"
        self._journal_path = folder / "journal.jsonl"
        self._journal: IO[str] | None = None
        self._entries: dict[str, Entry] = {}
        self._lines = 0
        self._read()

    def path(self, fingerprint: str) -> Path:
        return self.clips / f"{fingerprint}.mp3"

    def get(self, fingerprint: str) -> Entry | None:
        """The entry of a clip that may be played, or of a take that was refused."""
        entry = self._entries.get(fingerprint)
        if entry is None or entry.refusal:
            return entry
        seen = self._seen.get(f"{fingerprint}.mp3")
        if seen == (entry.size_bytes, entry.modified_ns):
            return entry
        if seen is not None and seen[0] == entry.size_bytes:
            return self._reexamine(entry, seen[1])
        return None

    def entries(self) -> tuple[Entry, ...]:
        """Every clip noted, whether its file is still there or not."""
        return tuple(entry for entry in self._entries.values() if entry.duration_ms)

    def put(
        self,
        fingerprint: str,
        mp3: bytes,
        *,
        duration_ms: int,
        word_starts_ms: tuple[int, ...] = (),
        remarks: tuple[str, ...] = (),
    ) -> Entry:
        """Raises CacheUnwritable, with nothing half-written left."""
        stat = self._write(self.path(fingerprint), mp3)
        entry = Entry(
            fingerprint,
            stat.st_size,
            stat.st_mtime_ns,
            hashlib.sha256(mp3).hexdigest(),
            duration_ms,
            word_starts_ms,
            remarks,
        )
        self._seen[f"{fingerprint}.mp3"] = (stat.st_size, stat.st_mtime_ns)
        self._note(entry)
        return entry

    def refuse(self, fingerprint: str, refusal: str) -> None:
        """Remembers that this take can't be used, so that it is read only once."""
        self._note(Entry(fingerprint, refusal=refusal))

    def digest(self, file: Path) -> str:
        """SHA-256 of a source file, read again only when its size or date has changed."""
        stat = file.stat()
        known = self._entries.get(str(file))
        if known and (known.size_bytes, known.modified_ns) == (
            stat.st_size,
            stat.st_mtime_ns,
        ):
            return known.sha256
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        self._note(Entry(str(file), stat.st_size, stat.st_mtime_ns, sha256))
        return sha256

    def verify(self) -> tuple[str, ...]:
        """Reads every clip; returns the fingerprints whose bytes have changed, now forgotten.

        Raises CacheUnwritable.
        """
        changed = []
        for entry in self.entries():
            name = entry.name
            try:
                same = hashlib.sha256(self.path(name).read_bytes()).hexdigest() == entry.sha256
            except OSError:
                same = False
            if not same:
                changed.append(name)
                del self._entries[name]
        if changed:
            self._compact()
        return tuple(changed)

    def close(self) -> None:
        if self._journal:
            self._journal.close()
            self._journal = None
        if self._lines > 2 * len(self._entries) + _JOURNAL_SLACK:
            self._compact()

    def _read(self) -> None:
        self._seen: dict[str, tuple[int, int]] = {}
        if self.clips.is_dir():
            with os.scandir(self.clips) as files:
                for file in files:
                    with suppress(OSError):  # another build has just renamed it
                        self._see(file)
        if not self._journal_path.is_file():
            return
        for line in self._journal_path.read_bytes().split(b"\n"):
            self._lines += 1
            if entry := _entry(line):
                self._entries[entry.name] = entry

    def _see(self, file: os.DirEntry[str]) -> None:
        stat = file.stat()
        if file.name.endswith(".mp3"):
            if file.is_file():
                self._seen[file.name] = (stat.st_size, stat.st_mtime_ns)
        elif not self._read_only and time.time() - stat.st_mtime > _SWEEP_AFTER_S:
            Path(file.path).unlink(missing_ok=True)

    def _reexamine(self, entry: Entry, modified_ns: int) -> Entry | None:
        """A copied cache has other dates: its clips count once their bytes have been read."""
        try:
            found = self.path(entry.name).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(found).hexdigest() != entry.sha256:
            return None
        renewed = replace(entry, modified_ns=modified_ns)
        self._note(renewed)
        return renewed

    def _note(self, entry: Entry) -> None:
        self._entries[entry.name] = entry
        if self._read_only:
            return
        with _disk_errors(self.folder):
            if self._journal is None:
                self.folder.mkdir(parents=True, exist_ok=True)
                self._journal = self._journal_path.open("a", encoding="utf-8", newline="\n")
                if self._journal.tell():
                    self._journal.write("\n")  # ends a line that a kill may have cut short
            self._journal.write(_line(entry))
            self._journal.flush()
        self._lines += 1

    def _compact(self) -> None:
        if self._journal:
            self._journal.close()
            self._journal = None
        text = "".join(_line(entry) for entry in self._entries.values())
        self._write(self._journal_path, text.encode())
        self._lines = len(self._entries)

    def _write(self, path: Path, data: bytes) -> os.stat_result:
        aside = path.with_name(f"{path.name}.{os.getpid()}.part")
        with _disk_errors(self.folder):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                aside.write_bytes(data)
                stat = aside.stat()
                aside.replace(path)
            except OSError:
                aside.unlink(missing_ok=True)
                raise
        return stat


def _entry(line: bytes) -> Entry | None:
    """None for a line that a kill cut short, and for one that no cache has written."""
    try:
        name, size, modified, sha256, duration, starts, remarks, refusal = json.loads(line)
        texts, numbers = [name, sha256, refusal, *remarks], [size, modified, duration, *starts]
    except (ValueError, TypeError, RecursionError):
        return None
    if {*map(type, texts)} != {str} or {*map(type, numbers)} != {int}:
        return None
    return Entry(name, size, modified, sha256, duration, tuple(starts), tuple(remarks), refusal)


def _line(entry: Entry) -> str:
    return json.dumps(list(vars(entry).values()), ensure_ascii=False) + "\n"


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CacheUnwritable(
            f"Impossible d'écrire dans {folder} : {disk_trouble(error)}, puis relance : "
            "le travail déjà fait est gardé."
        ) from error
