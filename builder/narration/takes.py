"""The recordings folder: `audio/<language>/<source>/<utterance id>.<ext>`, one take each.

Beside each take stands `<utterance id>.json`, the words it says: `{"text": …, "sha256": …}`.
It is written when the take is first seen, with the words of that moment; later, other words in
the lesson make the take stale. `sha256` is the take's own: a new take is a new first sight.
Where one take replaces another, `before` is what the note said: whichever of the two a power cut
leaves has its own words. Where several people lend their voices, `voice` is the id of the one who
speaks (`consent.py`).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from builder.disk import disk_trouble, write_whole
from builder.errors import BuilderError
from builder.lesson.utterance import LANGUAGE_PATTERN, Language, Utterance
from builder.narration.fingerprint import normal_form
from builder.narration.limits import read_small_file
from builder.narration.voices.recording import SUFFIXES

_OTHER_SUFFIXES = {".json", ".md", ".txt", ".part", ".yaml"}
READ_FOR_THE_VOICE = "pour-la-voix"
"""Sentences of no lesson, read for the sake of the voice made of her takes, their words beside
them: `audio/<language>/pour-la-voix/p-1.wav` and `p-1.txt`."""
_OF_THE_SYSTEM = {"Thumbs.db", "desktop.ini"}

TakeKey = tuple[Language, str, str]
"""Language, source, utterance id."""

TakeState = Literal["fresh", "new", "stale", "unknown", "unreadable"]
"""`new` was never seen before; `unknown` has a note, `unreadable` a file, that can't be read."""


class TakeNoteUnwritable(BuilderError):
    """The words of a take could not be noted beside it."""


@dataclass(frozen=True)
class Take:
    """A recording found; `others` are further files for the same utterance, left aside."""

    file: Path
    others: tuple[Path, ...] = ()

    @property
    def note(self) -> Path:
        return self.file.parent / f"{_stem(self.file)}.json"


@dataclass(frozen=True)
class TakeNote:
    """What a take says, in normal form, and which take that is."""

    text: str
    sha256: str
    before: TakeNote | None = None
    """Of the take that this one replaces."""
    voice: str = ""
    """Id, in `voix.yaml`, of the person who speaks; "" where that goes without saying."""

    def of(self, sha256: str) -> TakeNote | None:
        """What is noted of the take that has this digest; None when it is another take."""
        if self.sha256 == sha256:
            return self
        return self.before.of(sha256) if self.before else None


def find_takes(folder: Path | None) -> dict[TakeKey, Take]:
    """Every take of the folder, in the order of its names."""
    files: dict[TakeKey, list[Path]] = {}
    for spoken in _subfolders(folder) if folder else ():
        language = spoken.name
        if not re.match(LANGUAGE_PATTERN, language):
            continue
        for source in _subfolders(spoken):
            for entry in sorted(os.scandir(source), key=lambda entry: entry.name):
                path = source / entry.name
                if path.suffix.lower() in SUFFIXES and not entry.name.startswith("."):
                    files.setdefault((language, source.name, _stem(path)), []).append(path)
    takes = {}
    for key, found in files.items():
        best, *others = sorted(found, key=lambda path: SUFFIXES.index(path.suffix.lower()))
        takes[key] = Take(best, tuple(others))
    return takes


def find_take(folder: Path, key: TakeKey) -> Take | None:
    """The take of one line, without a look at any other."""
    language, source, id = key
    place = folder / language / source
    found = [place / f"{id}{suffix}" for suffix in SUFFIXES if (place / f"{id}{suffix}").exists()]
    return Take(found[0], tuple(found[1:])) if found else None


def strays(folder: Path | None, takes: Mapping[TakeKey, Take]) -> list[Path]:
    """Files that are no takes, no notes and no explanations, in order: sounds in a wrong place."""
    if not folder:
        return []
    known = {file for take in takes.values() for file in (take.file, *take.others)}
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            is_other = path.suffix.lower() in _OTHER_SUFFIXES or name.startswith(".")
            if path not in known and not is_other and name not in _OF_THE_SYSTEM:
                found.append(path)
    return sorted(found)


def state_of(take: Take, spoken: str, sha256: Callable[[Path], str]) -> TakeState:
    """Whether the take says `spoken`; `unknown` when its note can't be read.

    `sha256` gives the digest of a file. A folder, a pipe or a broken link is unreadable.
    """
    try:
        if not take.file.is_file():
            return "unreadable"
        digest = sha256(take.file)
    except OSError:
        return "unreadable"
    try:
        note = read_note(take)
    except ValueError:
        return "unknown"
    own = note.of(digest) if note else None
    if own is None:
        return "new"
    return "fresh" if own.text == normal_form(spoken) else "stale"


def read_note(take: Take) -> TakeNote | None:
    """None when there is none. Raises ValueError when it is no note."""
    try:
        content = json.loads(read_small_file(take.note).decode("utf-8-sig"))
        before = _note_in(content["before"]) if content.get("before") else None
        return replace(_note_in(content), before=before)
    except FileNotFoundError:
        return None
    except (KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise ValueError(str(error)) from error


def write_note(take: Take, note: TakeNote) -> None:
    """Raises TakeNoteUnwritable."""
    content = {key: value for key, value in asdict(note).items() if value}
    written = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    try:
        write_whole(take.note, written.encode())
    except OSError as error:
        raise TakeNoteUnwritable(
            f"Impossible d'écrire {take.note} : {disk_trouble(error)}, puis relance."
        ) from error


def _note_in(content: dict[str, Any]) -> TakeNote:
    return TakeNote(
        normal_form(content["text"]), content["sha256"], voice=str(content.get("voice", ""))
    )


def orphans(takes: Mapping[TakeKey, Take], wanted: Container[TakeKey]) -> list[TakeKey]:
    """Takes that no lesson asks for, in order."""
    return sorted(key for key in takes if key not in wanted and key[1] != READ_FOR_THE_VOICE)


def take_path(folder: Path, utterance: Utterance, suffix: str) -> Path:
    """Where a recording of this utterance belongs; `suffix` like ".wav"."""
    return folder / utterance.language / utterance.source / f"{utterance.id}{suffix}"


def _stem(path: Path) -> str:
    return path.name[: -len(path.suffix)]


def _subfolders(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        found = (path for path in folder.iterdir() if path.is_dir())
        yield from sorted(path for path in found if not path.name.startswith("."))
