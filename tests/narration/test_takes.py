"""Recordings found, adopted, out of date, refused or astray."""

from __future__ import annotations

import json
import os
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pytest

from builder.narration.coverage import status
from builder.narration.narrator import NarrationSettings, narrate
from tests.narration.telling import LINES, clip_path, origin, record, slugs
from tests.narration.tone_voice import line, tone

ROOT = Path(__file__).resolve().parents[2]


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
