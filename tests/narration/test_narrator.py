"""Which voice speaks, what is made, what the author is told."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from builder.cli import main
from builder.lesson.utterance import Language, Utterance
from builder.narration.cache import CacheUnwritable, ClipCache
from builder.narration.coverage import status
from builder.narration.loudness import Samples
from builder.narration.narrator import Narration, NarrationSettings, narrate
from builder.narration.voices.bambara import BambaraVoice
from builder.narration.workers import local_workers
from builder.project import Project
from tests.narration.tone_voice import RATE_HZ, AbsentVoice, FaultyVoice, ToneVoice, line, tone

ROOT = Path(__file__).resolve().parents[2]
LINES = [line("a", "aw ni ce"), line("b", "kalan kan ye"), line("c", "bonjour à tous", "fr")]


@pytest.fixture
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


@pytest.fixture
def settings(tmp_path: Path) -> NarrationSettings:
    voice = ToneVoice()
    return NarrationSettings(
        tmp_path / "é cache", {"bm": [voice], "fr": [voice]}, recordings=tmp_path / "audio"
    )


def record(
    settings: NarrationSettings, utterance: Utterance, samples: Samples, suffix: str = ".wav"
) -> Path:
    assert settings.recordings
    file = settings.recordings / utterance.language / utterance.source / f"{utterance.id}{suffix}"
    file.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(file, samples, RATE_HZ)
    return file


def slugs(narration: Narration) -> list[str]:
    return sorted(problem.slug for problem in narration.problems)


def origin(narration: Narration, utterance: Utterance) -> str | None:
    clip = narration.clips[utterance.source, utterance.id, utterance.language].clip
    return clip.origin if clip else None


def clip_path(narration: Narration, utterance: Utterance) -> Path:
    clip = narration.clips[utterance.source, utterance.id, utterance.language].clip
    assert clip
    return clip.path


def test_every_line_gets_a_clip_that_plays(settings: NarrationSettings, threads: Executor) -> None:
    seen: list[tuple[int, int]] = []
    narration = narrate(LINES, settings, executor=threads, progress=lambda *step: seen.append(step))
    assert (narration.made, narration.missing, narration.problems) == (3, 0, ())
    assert seen[0] == (0, 3)
    assert seen[-1] == (3, 3)
    for utterance in LINES:
        clip = narration.clips["lesson", utterance.id, utterance.language].clip
        assert clip
        assert clip.path.name == f"{clip.fingerprint}.mp3"
        assert soundfile.info(clip.path).samplerate == 22_050
        assert len(clip.word_starts_ms) == len(utterance.spoken.split())


def test_nothing_is_made_twice(settings: NarrationSettings, threads: Executor) -> None:
    first = narrate(LINES, settings, executor=threads)
    again = narrate(LINES, settings)
    assert again.made == 0
    assert again.clips == first.clips


def test_the_same_words_are_made_once_for_all_lessons(
    settings: NarrationSettings, threads: Executor
) -> None:
    lines = [line(f"ok-{n}", "ɔwɔ", source=f"lesson-{n}") for n in range(5)]
    narration = narrate(lines, settings, executor=threads)
    assert narration.made == 1
    assert len({one.clip.fingerprint for one in narration.clips.values() if one.clip}) == 1


@pytest.mark.parametrize(
    "changed",
    [ToneVoice(version="2"), ToneVoice(settings="slow"), ToneVoice(name="other")],
    ids=["version", "settings", "voice"],
)
def test_another_voice_version_or_setting_is_another_clip(
    settings: NarrationSettings, threads: Executor, changed: ToneVoice
) -> None:
    order: dict[Language, tuple[str, ...]] = {"bm": ("other", "embedded")}
    first = narrate(LINES[:1], replace(settings, order=order), executor=threads)
    other = replace(settings, voices={"bm": [changed]}, order=order)
    assert narrate(LINES[:1], other, executor=threads).made == 1
    assert clip_path(first, LINES[0]).exists()


def test_a_corrected_word_makes_anew_the_clips_that_hold_it(
    settings: NarrationSettings, threads: Executor, tmp_path: Path
) -> None:
    own = tmp_path / "prononciation.yaml"
    own.write_text("mots:\n  muso: mùso\n", encoding="utf-8")
    lines = [line("a", "Musow nana."), line("b", "Dugu ka bon."), line("c", "A taara so.")]
    voiced = replace(settings, voices={"bm": [BambaraVoice(own)]})
    first = narrate(lines, voiced, executor=threads)
    own.write_text("mots:\n  muso: múso\n", encoding="utf-8")
    again = narrate(lines, voiced, executor=threads)
    assert (first.made, again.made) == (3, 1)
    assert clip_path(again, lines[0]).read_bytes() != clip_path(first, lines[0]).read_bytes()


def test_a_recording_wins_and_is_adopted_with_the_words_of_the_moment(
    settings: NarrationSettings, threads: Executor
) -> None:
    file = record(settings, LINES[0], tone(200, 1.0))
    narration = narrate(LINES, settings, executor=threads)
    assert origin(narration, LINES[0]) == "recorded"
    assert origin(narration, LINES[1]) == "machine"
    assert narration.adopted == (file,)
    assert json.loads(file.with_suffix(".json").read_text("utf-8"))["text"] == "aw ni ce"
    again = narrate(LINES, settings, executor=threads)
    assert (again.made, again.adopted) == (0, ())


def test_new_words_make_a_recording_stale_and_its_old_words_are_not_played(
    settings: NarrationSettings, threads: Executor
) -> None:
    file = record(settings, LINES[0], tone(200, 1.0))
    before = narrate(LINES, settings, executor=threads)
    changed = replace(LINES[0], text="aw ni sɔgɔma", spoken="aw ni sɔgɔma")
    after = narrate([changed], settings, executor=threads)
    assert origin(after, changed) == "machine"
    assert after.clips["lesson", "a", "bm"].stale_recording == file
    assert clip_path(after, changed) != clip_path(before, LINES[0])
    (problem,) = after.problems
    assert problem.slug == "recording-stale"
    assert "« aw ni ce »" in problem.message
    assert "« aw ni sɔgɔma »" in problem.hint
    back = narrate(LINES[:1], settings, executor=threads)
    assert (origin(back, LINES[0]), back.problems) == ("recorded", ())


def test_a_difference_that_cannot_be_heard_leaves_a_recording_fresh(
    settings: NarrationSettings, threads: Executor
) -> None:
    apostrophe = line("a", "n'i  bɛ se")
    record(settings, apostrophe, tone(200, 1.0))
    narrate([apostrophe], settings, executor=threads)
    curly = line("a", "n\u2019i bɛ\u00a0se ")
    narration = narrate([curly], settings, executor=threads)
    assert (origin(narration, curly), narration.problems) == ("recorded", ())


def test_a_new_take_of_new_words_is_adopted(settings: NarrationSettings, threads: Executor) -> None:
    file = record(settings, LINES[0], tone(200, 1.0))
    narrate(LINES[:1], settings, executor=threads)
    changed = replace(LINES[0], spoken="aw ni sɔgɔma")
    record(settings, changed, tone(250, 1.2))
    narration = narrate([changed], settings, executor=threads)
    assert origin(narration, changed) == "recorded"
    assert narration.adopted == (file,)


def test_a_note_that_cannot_be_read_puts_its_recording_aside(
    settings: NarrationSettings, threads: Executor
) -> None:
    file = record(settings, LINES[0], tone(200, 1.0))
    file.with_suffix(".json").write_text("{", "utf-8")
    narration = narrate(LINES[:1], settings, executor=threads)
    assert origin(narration, LINES[0]) == "machine"
    assert slugs(narration) == ["recording-note"]
    assert file.with_suffix(".json").read_text("utf-8") == "{"


def test_a_recording_that_no_lesson_asks_for_is_reported(
    settings: NarrationSettings, threads: Executor
) -> None:
    file = record(settings, line("gone", "ayi"), tone(200, 1.0))
    narration = narrate(LINES, settings, executor=threads)
    assert slugs(narration) == ["recording-orphan"]
    assert narration.problems[0].position
    assert narration.problems[0].position.file == file


def test_a_sound_in_a_wrong_place_is_reported(
    settings: NarrationSettings, threads: Executor
) -> None:
    assert settings.recordings
    wrong = ["a.wav", "BM/lesson/a.wav", "bm/a.mp3", "bm/lesson/a.aiff", "bm/lesson/b/a.wav"]
    beside = ["README.md", "bm/lesson/.DS_Store", "bm/lesson/Thumbs.db", "bm/lesson/a.json"]
    for name in wrong + beside:
        (settings.recordings / name).parent.mkdir(parents=True, exist_ok=True)
        (settings.recordings / name).write_bytes(b"x")
    narration = narrate(LINES, settings, executor=threads)
    assert slugs(narration) == ["recording-stray"] * len(wrong)
    told = {problem.position.file for problem in narration.problems if problem.position}
    assert told == {settings.recordings / name for name in wrong}
    assert set(status(LINES, settings).orphans) == told


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_folder_a_pipe_or_a_lost_link_named_like_a_take_is_told(
    settings: NarrationSettings, threads: Executor
) -> None:
    assert settings.recordings
    folder = settings.recordings / "bm" / "lesson"
    lines = [line(name, f"kalan kan {name}") for name in ("folder", "pipe", "link")]
    (folder / "folder.wav").mkdir(parents=True)
    os.mkfifo(folder / "pipe.wav")
    (folder / "link.wav").symlink_to(folder / "nowhere.wav")
    narration = narrate(lines, settings, executor=threads)
    assert slugs(narration) == ["recording-not-readable"] * 3
    assert narration.count("machine") == 3


def test_of_two_takes_the_best_kept_one_is_used_and_the_other_named(
    settings: NarrationSettings, threads: Executor
) -> None:
    record(settings, LINES[0], tone(200, 1.0))
    other = record(settings, LINES[0], tone(200, 1.0), suffix=".mp3")
    narration = narrate(LINES[:1], settings, executor=threads)
    assert origin(narration, LINES[0]) == "recorded"
    assert slugs(narration) == ["recording-twice"]
    assert narration.problems[0].position
    assert narration.problems[0].position.file == other


def test_a_refused_take_is_told_at_each_build_and_the_next_voice_speaks(
    settings: NarrationSettings, threads: Executor
) -> None:
    record(settings, LINES[0], tone(200, 1.0, level=0.0))
    for _ in range(2):
        narration = narrate(LINES[:1], settings, executor=threads)
        assert origin(narration, LINES[0]) == "machine"
        assert slugs(narration) == ["recording-silent"]


def test_a_remark_on_a_used_take_is_told_at_each_build(
    settings: NarrationSettings, threads: Executor
) -> None:
    record(settings, LINES[0], tone(200, 8.0))
    for _ in range(2):
        narration = narrate(LINES[:1], settings, executor=threads)
        assert origin(narration, LINES[0]) == "recorded"
        assert slugs(narration) == ["recording-too-long"]


def test_an_absent_voice_is_told_once_and_the_next_one_speaks(
    settings: NarrationSettings, threads: Executor
) -> None:
    lines = [line(f"n-{n}", f"phrase {n}", "fr") for n in range(30)]
    chain = replace(
        settings,
        voices={"fr": [AbsentVoice(name="gtts"), ToneVoice()]},
        order={"fr": ("gtts", "embedded")},
    )
    narration = narrate(lines, chain, executor=threads)
    assert narration.count("machine") == 30
    (problem,) = narration.problems
    assert (problem.slug, problem.severity) == ("voice-unavailable", "warning")
    assert "lesson/n-0 et 29 autre(s) : pas de réseau." in problem.message


def test_a_fault_in_one_line_leaves_the_others_alone(
    settings: NarrationSettings, threads: Executor
) -> None:
    lines = [line(f"n-{n}", f"kan {n}") for n in range(20)]
    narration = narrate(lines, replace(settings, voices={"bm": [FaultyVoice()]}), executor=threads)
    assert narration.missing == 1
    (problem,) = narration.problems
    assert (problem.slug, problem.severity) == ("not-spoken", "error")
    assert "treize" in problem.message


def test_a_lesson_may_have_its_own_order_of_voices(
    settings: NarrationSettings, threads: Executor
) -> None:
    record(settings, LINES[0], tone(200, 1.0))
    narration = narrate([replace(LINES[0], voices=("embedded",))], settings, executor=threads)
    assert origin(narration, LINES[0]) == "machine"


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


def test_processes_and_threads_give_the_same_bytes(
    settings: NarrationSettings, threads: Executor, tmp_path: Path
) -> None:
    here = narrate(LINES, settings, executor=threads)
    there_settings = replace(settings, cache=tmp_path / "other")
    with local_workers(2) as processes:
        there = narrate(LINES, there_settings, executor=processes)
    for utterance in LINES:
        one, other = clip_path(here, utterance), clip_path(there, utterance)
        assert one.name == other.name
        assert one.read_bytes() == other.read_bytes()


def test_the_summary_counts_who_speaks(settings: NarrationSettings, threads: Executor) -> None:
    record(settings, LINES[0], tone(200, 1.0))
    summary = narrate(LINES, settings, executor=threads).summary()
    assert summary == (
        "3 phrases, 1 enregistrées, 2 dites par la voix de la machine, "
        "0 enregistrement(s) périmé(s), 0 sans voix, 3 nouvelle(s), 1 enregistrement(s) adopté(s)."
    )
