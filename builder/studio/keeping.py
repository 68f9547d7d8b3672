"""Keeps a take: judged as the build judges it, written whole or not at all, nothing thrown away."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import soundfile

from builder.disk import disk_trouble
from builder.errors import BuilderError, Problem
from builder.lesson.utterance import Utterance
from builder.narration.chain import take_key
from builder.narration.fingerprint import normal_form
from builder.narration.remarks import Remarks
from builder.narration.takes import Take, TakeNote, find_takes, take_path, write_note
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

    Takes that were there go to REPLACED_FOLDER. Raises TakeRefused and TakeUnwritable. One call
    at a time.
    """
    target = take_path(recordings, utterance, ".wav")
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    note = TakeNote(normal_form(utterance.spoken), hashlib.sha256(wav).hexdigest())
    with _disk_errors(target):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_through(aside, wav)
            remarks = _judge(aside, utterance)
            with _moved_away(recordings, utterance):
                # The note first: whatever happens between the two, no take has another's words.
                try:
                    write_note(Take(target), note)
                    aside.replace(target)
                except BaseException:
                    Take(target).note.unlink(missing_ok=True)
                    raise
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
    return remarks


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


@contextmanager
def _moved_away(recordings: Path, utterance: Utterance) -> Iterator[None]:
    """Sets aside every take of the line and its note; puts them back when the block fails."""
    take = find_takes(recordings).get(take_key(utterance))
    moves: list[tuple[Path, Path]] = []
    if take:
        folder = recordings / REPLACED_FOLDER / utterance.language / utterance.source
        folder.mkdir(parents=True, exist_ok=True)
        number = 1
        while any(folder.glob(f"{utterance.id}.{number}.*")):
            number += 1
        for file in (take.file, *take.others, take.note):
            moves.append((file, folder / f"{utterance.id}.{number}{file.suffix}"))
    done: list[tuple[Path, Path]] = []
    try:
        for file, kept in moves:
            if file.exists() or file.is_symlink():
                shutil.move(file, kept)
                done.append((file, kept))
        yield
    except BaseException:
        for file, kept in reversed(done):
            with suppress(OSError):
                file.unlink(missing_ok=True)
                shutil.move(kept, file)
        raise


def _write_through(file: Path, content: bytes) -> None:
    """Onto the disk itself: a take is not lost when the power is cut a moment later."""
    with file.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


@contextmanager
def _disk_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TakeUnwritable(
            f"« {target} » n'a pas pu être écrit : {disk_trouble(error)}, puis garde de nouveau."
        ) from error
