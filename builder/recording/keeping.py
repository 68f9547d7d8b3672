"""Keeps a take: judged as the build judges it, written whole or not at all, nothing thrown away."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import soundfile

from builder.disk import disk_trouble, make_folder, sweep, whole_file, write_whole
from builder.errors import BuilderError, Problem
from builder.lesson.utterance import Utterance
from builder.narration.chain import take_key
from builder.narration.fingerprint import normal_form
from builder.narration.remarks import Remarks
from builder.narration.takes import (
    Take,
    TakeNote,
    TakeNoteUnwritable,
    find_take,
    read_note,
    take_path,
    write_note,
)
from builder.narration.voices import Refused
from builder.narration.voices.recording import RecordedVoice

MAX_TAKE_BYTES = 12_000_000
"""Two minutes of one channel at 48 kHz: a line lasts a few seconds."""
REPLACED_FOLDER = ".remplacees"
"""In the recordings folder, beside the languages: no take is looked for there."""


class TakeRefused(BuilderError):
    """The build would never use this take; nothing was written."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(f"{problem.message} {problem.hint}")


class TakeUnwritable(BuilderError):
    """The disk refuses; what was there before is there still."""


def keep_take(recordings: Path, utterance: Utterance, wav: bytes) -> tuple[Problem, ...]:
    """Puts the take in its place, fresh for the words of `utterance`; returns what to know of it.

    What was there stays until then, and a copy of it is in REPLACED_FOLDER. Raises TakeRefused
    and TakeUnwritable. One call at a time.
    """
    target = take_path(recordings, utterance, ".wav")
    note = TakeNote(normal_form(utterance.spoken), hashlib.sha256(wav).hexdigest())
    with _disk_errors(target), ExitStack() as undo:
        make_folder(target.parent)
        with whole_file(target) as file:
            file.write(wav)
            file.flush()
            remarks = _judge(Path(file.name), utterance)
            old = find_take(recordings, take_key(utterance))
            if old:
                _copy_aside(recordings, utterance, old, undo)
            # The note first, for both: whichever a power cut leaves has its own words.
            undo.callback(_put_back, Take(target).note, _content(Take(target).note))
            write_note(Take(target), replace(note, before=_note_of(old) if old else None))
        undo.pop_all()
        for other in (old.file, *old.others) if old else ():
            if other != target:
                other.unlink(missing_ok=True)
        with suppress(TakeNoteUnwritable):
            write_note(Take(target), note)
    return remarks


def judge_take(utterance: Utterance, file: Path) -> tuple[Problem, ...]:
    """What there is to know of a take before it is kept. Raises TakeRefused."""
    return _judge(file, utterance)


def keep_all(recordings: Path, takes: Iterable[tuple[Utterance, bytes]]) -> int:
    """Keeps each as `keep_take` does, all of them or none; how many. Raises as it does."""
    count = 0
    with ExitStack() as undo:
        for utterance, wav in takes:
            old = find_take(recordings, take_key(utterance))
            files = (old.file, *old.others, old.note) if old else ()
            undo.callback(_restore, recordings, utterance, {one: _content(one) for one in files})
            keep_take(recordings, utterance, wav)
            count += 1
        undo.pop_all()
    return count


def _restore(recordings: Path, utterance: Utterance, before: Mapping[Path, bytes | None]) -> None:
    """The files of a line as they were; copies that were set aside stay."""
    target = take_path(recordings, utterance, ".wav")
    for file, content in {target: None, Take(target).note: None, **before}.items():
        _put_back(file, content)


def swept(recordings: Path) -> list[Path]:
    """Takes away what a power cut left half written; what it took."""
    folders = [recordings, *(folder for folder in recordings.glob("*/*") if folder.is_dir())]
    return [left for folder in folders for left in sweep(folder)]


def _judge(file: Path, utterance: Utterance) -> tuple[Problem, ...]:
    """Remarks on a take that will be used. Raises TakeRefused."""
    remarks = Remarks()
    try:
        with suppress(soundfile.SoundFileError):  # `speak` says so below
            if soundfile.info(file).format not in ("WAV", "WAVEX"):
                raise Refused("not-audio")
        voice = RecordedVoice(file, "")
        sound = voice.speak(normal_form(utterance.spoken), utterance.language)
    except Refused as refused:
        remarks.refused(file, refused.slug, utterance)
        raise TakeRefused(remarks.problems()[0]) from refused
    for slug in sound.remarks:
        remarks.used_all_the_same(file, slug, utterance)
    return remarks.problems()


def _copy_aside(recordings: Path, utterance: Utterance, old: Take, undo: ExitStack) -> None:
    """Copies every take of the line and its note; `undo` takes the copies away again."""
    folder = recordings / REPLACED_FOLDER / utterance.language / utterance.source
    make_folder(folder)
    number = 1
    while any(folder.glob(f"{utterance.id}.{number}.*")):
        number += 1
    for file in (old.file, *old.others, old.note):
        kept = folder / f"{utterance.id}.{number}{file.suffix}"
        if file.is_file():
            undo.callback(_put_back, kept, None)
            with file.open("rb") as source, whole_file(kept) as copy:
                shutil.copyfileobj(source, copy)
        elif file.exists() or file.is_symlink():  # a folder or a pipe has nothing to lose
            undo.callback(_move, kept, file)
            file.replace(kept)


def _note_of(old: Take) -> TakeNote | None:
    """What is noted of the very take that is there; None when it was not looked at yet."""
    try:
        note = read_note(old)
        digest = hashlib.sha256(old.file.read_bytes()).hexdigest() if note else ""
    except (ValueError, OSError):
        return None
    own = note.of(digest) if note else None
    return replace(own, before=None) if own else None


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _put_back(file: Path, content: bytes | None) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True) if content is None else write_whole(file, content)


def _move(file: Path, back: Path) -> None:
    with suppress(OSError):
        file.replace(back)


@contextmanager
def _disk_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except TakeNoteUnwritable as error:
        raise TakeUnwritable(str(error)) from error
    except OSError as error:
        raise TakeUnwritable(
            f"« {target} » n'a pas pu être écrit : {disk_trouble(error)}, puis garde de nouveau."
        ) from error
