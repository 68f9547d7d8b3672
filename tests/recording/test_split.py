"""An hour read in one go becomes takes: the last good ones, and nothing doubtful in silence."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from builder.cli import main
from builder.errors import BuilderError
from builder.narration.takes import find_takes, read_note
from builder.project import Project
from builder.recording import long_sound, splitting
from builder.recording.cutting import cut
from builder.recording.hearing import hear
from builder.recording.keeping import TakeUnwritable, keep_take
from builder.recording.long_sound import open_long
from builder.recording.numbers import read_numbers
from builder.recording.pieces import cut_at_silences
from builder.recording.script import read_script
from builder.recording.sheet import Numbered, read_sheet
from builder.table import read_table, write_table
from tests.bench.long_recording import LongReading, is_right, is_whole, read_aloud
from tests.conftest import ROOT

FEW = 11


class Session:
    """A narrator's sheet of the tiny lesson, and what she read of it in one go."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(ROOT / "tests" / "tiny" / "lessons", root / "lessons")
        shutil.copytree(ROOT / "site_overrides", root / "site_overrides")
        self.project = Project(root)
        assert main(["--root", str(root), "sheet", "--lesson", "petite"]) == 0
        self.sheet = root / "feuille-bm.csv"
        write_table(self.sheet, read_table(self.sheet)[: FEW + 1])
        self.lines: list[Numbered] = read_sheet(self.sheet)
        texts = [line.text for line in self.lines]
        self.long: LongReading = read_aloud(texts, seed=3, false_starts=0.3, repeats=0.3)
        self.file = root / "matin.wav"
        soundfile.write(self.file, self.long.samples, self.long.rate_hz, subtype="PCM_16")


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return Session(tmp_path_factory.mktemp("session") / "cours")


@pytest.fixture
def session(read_once: Session) -> Session:
    shutil.rmtree(read_once.project.recordings, ignore_errors=True)
    return read_once


def split(session: Session, *more: str) -> int:
    root = str(session.project.root)
    return main(["--root", root, "split", str(session.file), "--sheet", str(session.sheet), *more])


def kept(session: Session) -> dict[str, str]:
    """The words of each take that is there, by the id of its line."""
    notes = {
        key[2]: read_note(take) for key, take in find_takes(session.project.recordings).items()
    }
    return {id: note.text for id, note in notes.items() if note}


def test_false_starts_repeats_and_coughs_are_left_out_and_nothing_wrong_is_sure(
    session: Session,
) -> None:
    project, script = session.project, read_script(session.project)
    texts = [line.text for line in session.lines]
    voice = project.embedded_voice("bm", script.course)
    cutting = cut(open_long(session.file), texts, [], voice, "bm", lambda done, total: None)
    right = [one for one in cutting.cuts if is_right(one, session.long)]
    assert len(right) >= 0.98 * len(texts) - 1
    assert all(is_whole(one, session.long) for one in cutting.cuts if not one.doubts)
    assert sum(not one.doubts for one in cutting.cuts) > len(texts) / 2
    assert cutting.left_out


def test_what_is_sure_is_kept_and_the_rest_waits_for_a_yes(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    assert split(session, "--dry-run") == 0
    assert kept(session) == {}
    assert split(session) == 0
    told = capsys.readouterr().out
    sure = kept(session)
    assert len(sure) > len(session.lines) / 2
    texts = {line.key[2]: line.text for line in session.lines}
    assert sure == {id: texts[id] for id in sure}
    waiting = [line.number for line in session.lines if line.key[2] not in sure]
    assert all(f" {number}  " in told for number in waiting)
    heard = session.project.cache.parent / splitting.TO_HEAR
    assert {file.stem for file in heard.glob("*.wav")} == set(map(str, waiting))
    before = {file: file.read_bytes() for file in session.project.recordings.rglob("*.wav")}
    assert split(session, "--yes", ",".join(map(str, waiting))) == 0
    assert kept(session) == texts
    assert all(file.read_bytes() == content for file, content in before.items())


def test_a_line_that_is_recorded_or_has_new_words_is_not_replaced_in_silence(
    session: Session, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = read_script(session.project).lines[session.lines[0].key]
    sound = splitting.as_wav(session.long.samples[: 2 * session.long.rate_hz] + 0.2, 22_050)
    own = session.project.recordings / "bm" / "petite" / f"{line.utterance.id}.wav"
    start, end = (round(at * session.long.rate_hz) for at in session.long.spans[0])
    keep_take(session.project.recordings, line.utterance,
              splitting.as_wav(session.long.samples[start:end], session.long.rate_hz))  # fmt: skip
    before = own.read_bytes()
    assert before != sound
    monkeypatch.setattr(Numbered, "found_in", lambda self, script: (
        None if self.number == 2 else script.lines.get(self.key)))  # fmt: skip
    assert split(session, "--yes", "2") == 0
    told = capsys.readouterr().out
    assert own.read_bytes() == before
    assert "déjà enregistrée" in told
    assert "le texte a changé depuis la feuille" in told
    assert session.lines[1].key[2] not in kept(session)


def test_a_full_disk_leaves_nothing_of_it(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > 12:
            raise OSError(28, "full")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    assert split(session) != 0
    assert not list(session.project.recordings.rglob("*.*"))
    with pytest.raises(TakeUnwritable):
        line = read_script(session.project).lines[session.lines[0].key]
        start, end = (round(at * session.long.rate_hz) for at in session.long.spans[0])
        wav = splitting.as_wav(session.long.samples[start:end], session.long.rate_hz)
        keep_take(session.project.recordings, line.utterance, wav)


def test_what_is_heard_does_not_depend_on_how_it_comes() -> None:
    chance = np.random.default_rng(5)
    samples = chance.standard_normal(30_011).astype(np.float32)
    whole = hear([samples], 16_000, 6_500)
    parts = hear(np.array_split(samples, 13), 16_000, 6_500)
    assert np.array_equal(whole.level_db, parts.level_db)
    assert np.allclose(whole.cepstra, parts.cepstra, atol=1e-4)


def test_silence_has_no_pieces_and_a_click_is_none() -> None:
    level = np.full(4000, -70, np.float32)
    assert cut_at_silences(level[:0]) == []
    level[100:101] = -50
    level[400:480] = -20
    assert [(one.start, one.end) for one in cut_at_silences(level)] == [(399, 481)]


def test_parts_of_a_long_sound_are_those_of_the_whole(tmp_path: Path) -> None:
    samples = np.sin(np.arange(200_000) / 50).astype(np.float32) / 2
    soundfile.write(tmp_path / "a.wav", samples, 8_000, subtype="FLOAT")
    sound = open_long(tmp_path / "a.wav")
    assert max(map(len, sound.blocks())) <= 5 * 8_000
    spans = [(0.5, 6.25), (6.0, 7.0), (20.0, 25.0)]
    for (start, end), part in zip(spans, sound.parts(spans), strict=True):
        assert np.array_equal(part, samples[round(start * 8_000) : round(end * 8_000)])


def test_what_a_telephone_records_is_read_too(tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    file = tmp_path / "note.m4a"
    samples = (np.sin(np.arange(44_100 * 7) / 30) / 3).astype(np.float32)
    with av.open(str(file), "w") as container:
        stream = container.add_stream("aac", rate=44_100, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
        frame.sample_rate = 44_100
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    sound = open_long(file)
    assert sum(map(len, sound.blocks())) / sound.rate_hz == pytest.approx(7, abs=0.1)


@pytest.mark.parametrize("name", ["perdu.wav", "faux.wav", "faux.m4a"])
def test_what_is_no_sound_is_told(tmp_path: Path, name: str) -> None:
    if name.startswith("faux"):
        (tmp_path / name).write_bytes(b"no sound at all" * 50)
    with pytest.raises(BuilderError, match=name):
        list(open_long(tmp_path / name).blocks())


def test_the_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.m4a").write_bytes(b"x")
    monkeypatch.setattr(long_sound, "can_read_phones", lambda: False)
    with pytest.raises(BuilderError, match="add phone"):
        open_long(tmp_path / "a.m4a")


def test_numbers_are_read_as_people_type_them() -> None:
    known = {1, 2, 3, 7, 8}
    assert read_numbers("", known) == set()
    assert read_numbers("1, 3", known) == {1, 3}
    assert read_numbers("2-7", known) == {2, 3, 7}
    assert read_numbers("tout", known) == known
    for wrong in ("x", "4", "1-4", "-1", "9"):
        with pytest.raises(BuilderError):
            read_numbers(wrong, known)
