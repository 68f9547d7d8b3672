"""`kalankan status`: who speaks each lesson, from what is on the disk."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from builder.lesson.utterance import Review, Utterance
from builder.narration.coverage import Coverage, status
from builder.narration.narrator import NarrationSettings, narrate
from builder.narration.voices import recording
from tests.narration.tone_voice import RATE_HZ, AbsentVoice, ToneVoice, line, tone

REVIEWED = Review("reviewed", "A reviewer", "2026-12-01")
LINES = [
    replace(line("a", "aw ni ce", source="first"), review=REVIEWED),
    line("b", "kalan kan ye", source="first"),
    line("c", "a dun", source="first"),
    line("a", "bonjour", "fr", source="first"),
    line("next", "taa ɲɛ", source="interface"),
]


@pytest.fixture
def settings(tmp_path: Path) -> NarrationSettings:
    voice = ToneVoice()
    return NarrationSettings(
        tmp_path / "cache", {"bm": [voice], "fr": [voice]}, recordings=tmp_path / "audio"
    )


def record(settings: NarrationSettings, utterance: Utterance) -> Path:
    assert settings.recordings
    folder = settings.recordings / utterance.language / utterance.source
    folder.mkdir(parents=True, exist_ok=True)
    soundfile.write(folder / f"{utterance.id}.wav", tone(200, 1.0), RATE_HZ)
    return folder / f"{utterance.id}.wav"


def made(lines: list[Utterance], settings: NarrationSettings) -> None:
    with ThreadPoolExecutor(1) as executor:
        narrate(lines, settings, executor=executor)


def row(coverage: Coverage, source: str, language: str) -> dict[str, int]:
    (found,) = [
        one
        for one in coverage.as_json()["rows"]
        if (one["source"], one["language"]) == (source, language)
    ]
    return {key: value for key, value in found.items() if isinstance(value, int) and value}


def test_each_lesson_and_language_has_a_row_that_adds_up(settings: NarrationSettings) -> None:
    record(settings, LINES[0])
    record(settings, LINES[1])
    made(LINES, settings)
    changed = [LINES[0], replace(LINES[1], spoken="kalan kan kura"), *LINES[2:]]
    coverage = status(changed, settings)
    assert row(coverage, "first", "bm") == {
        "total": 3,
        "recorded": 1,
        "machine": 2,
        "stale": 1,
        "reviewed": 1,
        "to_make": 1,
    }
    assert row(coverage, "first", "fr") == {"total": 1, "machine": 1}
    assert row(coverage, "interface", "bm") == {"total": 1, "machine": 1}


def test_looking_changes_nothing(settings: NarrationSettings) -> None:
    file = record(settings, LINES[0])
    coverage = status(LINES, settings)
    assert row(coverage, "first", "bm")["recorded"] == 1
    assert not file.with_suffix(".json").exists()
    assert not settings.cache.exists()


def test_recordings_of_nothing_are_listed_even_for_unknown_lessons(
    settings: NarrationSettings,
) -> None:
    file = record(settings, line("x", "x", source="gone"))
    coverage = status(LINES, settings)
    assert row(coverage, "gone", "bm") == {"orphan": 1}
    assert coverage.orphans == (file,)


def test_a_line_that_no_voice_may_say_is_missing(settings: NarrationSettings) -> None:
    coverage = status(LINES[:1], replace(settings, voices={}))
    assert row(coverage, "first", "bm") == {"total": 1, "missing": 1, "reviewed": 1}


def test_the_voice_that_did_speak_counts_not_the_one_that_was_away(
    settings: NarrationSettings,
) -> None:
    chain = replace(
        settings,
        voices={"fr": [AbsentVoice(name="gtts"), ToneVoice()]},
        order={"fr": ("gtts", "embedded")},
    )
    assert row(status([LINES[3]], chain), "first", "fr")["online"] == 1
    made([LINES[3]], chain)
    assert row(status([LINES[3]], chain), "first", "fr") == {"total": 1, "machine": 1}


def test_a_take_kept_since_the_last_build_counts_as_recorded_at_once(
    settings: NarrationSettings,
) -> None:
    made(LINES[:1], settings)
    record(settings, LINES[0])
    assert row(status(LINES[:1], settings), "first", "bm") == {
        "total": 1,
        "recorded": 1,
        "reviewed": 1,
        "to_make": 1,
    }


def test_a_take_that_nothing_here_can_read_leaves_the_voice_that_speaks(
    settings: NarrationSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "can_read_phones", lambda: False)
    monkeypatch.setattr(recording, "_has_ffmpeg", lambda: False)
    made(LINES[:1], settings)
    file = record(settings, LINES[0])
    file.rename(file.with_suffix(".m4a"))
    assert row(status(LINES[:1], settings), "first", "bm")["machine"] == 1


def test_a_refused_take_is_not_counted_as_recorded(settings: NarrationSettings) -> None:
    file = record(settings, LINES[0])
    soundfile.write(file, tone(200, 1.0, level=0.0), RATE_HZ)
    made(LINES[:1], settings)
    assert row(status(LINES[:1], settings), "first", "bm")["machine"] == 1


def test_the_table_is_aligned_and_in_french(settings: NarrationSettings) -> None:
    file = record(settings, LINES[0])
    text = status([replace(LINES[1], id="a")], settings).as_text()
    heading, only, *_ = text.splitlines()
    assert heading.split()[:4] == ["leçon", "langue", "phrases", "enregistrées"]
    assert only.startswith("first")
    made(LINES[:1], settings)
    changed = [replace(LINES[0], spoken="aw ni wula")]
    assert f"Périmés :\n  {file}" in status(changed, settings).as_text()


def test_the_json_holds_what_the_table_shows(settings: NarrationSettings) -> None:
    coverage = status(LINES, settings)
    assert json.loads(json.dumps(coverage.as_json())) == coverage.as_json()
    assert set(coverage.as_json()) == {"rows", "orphans", "stale"}
