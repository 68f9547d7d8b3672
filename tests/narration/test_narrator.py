"""Which voice speaks, what is made, what the author is told."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile

from builder.lesson.utterance import Language
from builder.narration.narrator import NarrationSettings, narrate
from builder.narration.voices.bambara import BambaraVoice
from builder.narration.workers import local_workers
from tests.narration.telling import LINES, clip_path, origin, record
from tests.narration.tone_voice import AbsentVoice, FaultyVoice, ToneVoice, line, tone

ROOT = Path(__file__).resolve().parents[2]


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
