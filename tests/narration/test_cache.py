"""Clips that are kept: whole, of these words, or made again."""

from __future__ import annotations

import errno
import os
import shutil
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from builder.cli import main
from builder.narration.cache import CacheUnwritable, ClipCache
from builder.narration.narrator import NarrationSettings, narrate
from builder.project import Project
from tests.narration.telling import LINES, clip_path

ROOT = Path(__file__).resolve().parents[2]


def test_a_truncated_clip_is_made_again(settings: NarrationSettings, threads: Executor) -> None:
    first = narrate(LINES, settings, executor=threads)
    path = clip_path(first, LINES[0])
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    again = narrate(LINES, settings, executor=threads)
    assert again.made == 1
    assert path.read_bytes() == whole


def test_a_clip_whose_bytes_were_changed_is_made_again(
    settings: NarrationSettings, threads: Executor
) -> None:
    path = clip_path(narrate(LINES, settings, executor=threads), LINES[0])
    whole = path.read_bytes()
    path.write_bytes(whole[:500] + bytes([whole[500] ^ 255]) + whole[501:])
    assert narrate(LINES, settings, executor=threads).made == 1
    assert path.read_bytes() == whole


def test_a_clip_changed_behind_its_date_is_found_by_verifying(
    settings: NarrationSettings, threads: Executor
) -> None:
    narration = narrate(LINES, settings, executor=threads)
    path = clip_path(narration, LINES[0])
    stat, whole = path.stat(), path.read_bytes()
    path.write_bytes(bytes(len(whole)))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert ClipCache(settings.cache).verify() == (path.stem,)
    assert narrate(LINES, settings, executor=threads).made == 1
    assert path.read_bytes() == whole


def test_narrate_with_verify_makes_a_changed_clip_anew_and_the_site_after_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "tests" / "tiny" / "lessons", tmp_path / "lessons")
    shutil.copytree(ROOT / "site_overrides", tmp_path / "site_overrides")
    narrate_here = ["--root", str(tmp_path), "narrate", "--workers", "1"]
    assert main(narrate_here) == 0
    project = Project(tmp_path)
    path = sorted((project.cache / "clips").iterdir())[0]
    stat, whole = path.stat(), path.read_bytes()
    path.write_bytes(bytes(len(whole)))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    project.built.write_text("{}", encoding="utf-8")
    capsys.readouterr()
    assert main([*narrate_here, "--verify"]) == 0
    assert capsys.readouterr().out.startswith("1 son(s) abîmé(s)")
    assert path.read_bytes() == whole
    assert not project.built.exists()
    assert main([*narrate_here, "--verify"]) == 0
    assert capsys.readouterr().out.startswith("0 son(s) abîmé(s)")


@pytest.mark.parametrize(
    "line_of_nobody",
    [
        b"garbage", b"[1, 2, 3]", b"null", b"5", b'"12345678"', b"\xff\xfe\x00", b"[" * 5000,
        b'{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8}',
        b'[["a"],1,2,"x",5,[],[],""]', b'["z","1",2,"x","5",[],[],""]', b'["z",1,2,"x",5,5,[],""]',
    ],
)  # fmt: skip
def test_a_line_of_the_journal_that_no_cache_wrote_is_passed_over(
    settings: NarrationSettings, threads: Executor, line_of_nobody: bytes
) -> None:
    narrate(LINES, settings, executor=threads)
    journal = settings.cache / "journal.jsonl"
    journal.write_bytes(line_of_nobody + b"\n" + journal.read_bytes())
    assert narrate(LINES, settings, executor=threads).made == 0
    assert ClipCache(settings.cache).verify() == ()


def test_a_clip_that_is_a_lost_link_is_made_again(
    settings: NarrationSettings, threads: Executor
) -> None:
    path = clip_path(narrate(LINES, settings, executor=threads), LINES[0])
    path.unlink()
    path.symlink_to(path.with_name("nowhere.mp3"))
    assert narrate(LINES, settings, executor=threads).made == 1
    assert soundfile.info(path).frames > 0


def test_a_clip_of_unknown_origin_is_not_played(
    settings: NarrationSettings, threads: Executor
) -> None:
    path = clip_path(narrate(LINES[:1], settings, executor=threads), LINES[0])
    whole = path.read_bytes()
    shutil.rmtree(settings.cache)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"half of it")
    assert narrate(LINES[:1], settings, executor=threads).made == 1
    assert path.read_bytes() == whole


def test_a_copied_cache_is_used_with_its_new_dates(
    settings: NarrationSettings, threads: Executor, tmp_path: Path
) -> None:
    narrate(LINES, settings, executor=threads)
    elsewhere = replace(settings, cache=tmp_path / "elsewhere")
    shutil.copytree(settings.cache, elsewhere.cache, copy_function=shutil.copy)
    assert narrate(LINES, elsewhere, executor=threads).made == 0


def test_a_journal_cut_short_loses_one_clip_at_most(
    settings: NarrationSettings, threads: Executor
) -> None:
    narrate(LINES, settings, executor=threads)
    journal = settings.cache / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-7])
    assert narrate(LINES, settings, executor=threads).made == 1
    assert narrate(LINES, settings, executor=threads).made == 0


def test_what_a_killed_run_left_aside_is_swept(
    settings: NarrationSettings, threads: Executor
) -> None:
    narrate(LINES, settings, executor=threads)
    left = settings.cache / "clips" / "0123.mp3.99.part"
    left.write_bytes(b"half")
    os.utime(left, (1, 1))
    narrate(LINES, settings, executor=threads)
    assert not left.exists()


def test_a_full_disk_is_one_clear_message_and_leaves_nothing_half_written(
    settings: NarrationSettings, threads: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrate(LINES[:1], settings, executor=threads)
    written: list[Path] = []

    def full(path: Path, data: bytes) -> int:
        written.append(path)
        with path.open("wb") as file:
            file.write(data[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(CacheUnwritable, match="Libère de la place"):
            narrate(LINES, settings, executor=threads)
    assert written
    assert not list(settings.cache.rglob("*.part"))
    assert narrate(LINES, settings, executor=threads).made == 2


def test_a_cache_folder_that_cannot_be_made_is_one_clear_message(
    settings: NarrationSettings, threads: Executor
) -> None:
    settings.cache.parent.mkdir(parents=True, exist_ok=True)
    settings.cache.write_text("a file, not a folder")
    with pytest.raises(CacheUnwritable, match="Impossible d'écrire"):
        narrate(LINES, settings, executor=threads)
