"""The voice in the chain: who says what, what is told, and what a withdrawal changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from builder.lesson.utterance import Utterance
from builder.narration.coverage import status
from builder.narration.narrator import Narration, NarrationSettings, narrate
from builder.narration.voices import Voice
from builder.narration.voices.takes.own_voices import OwnVoices, own_voices
from tests.unit_selection.narrator import NEW, READ, READER, Centre


def line(id: str, text: str) -> Utterance:
    return Utterance("lecon", id, "bm", text, text)


LINES = [line("s-0", READ[0]), line("s-1", NEW[0]), line("new", NEW[1])]
"""One read as it stands, one whose text has changed since, one that nobody has read."""


@pytest.fixture
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


@pytest.fixture
def own(centre: Centre) -> OwnVoices:
    """With what was learnt of the centre at hand, in its place in the cache."""
    cache = centre.root / "cache"
    shutil.copytree(centre.root / "learnt", cache / "voices" / "bm-awa-t")
    return own_voices(centre.recordings, cache, {"bm": READER.voice}, lambda: LINES)


def settings(own: OwnVoices) -> NarrationSettings:
    voices: dict[str, list[Voice]] = {"bm": [*own.voices("bm"), READER.voice]}
    order = {"bm": ("recording", "takes", "embedded")}
    return NarrationSettings(own.cache, voices, own.recordings, order)


def origins(narration: Narration) -> list[str | None]:
    return [one.clip.origin if one.clip else None for one in narration.clips.values()]


def test_her_recording_then_her_own_voice_then_the_machine(
    own: OwnVoices, threads: Executor
) -> None:
    assert own.learn() == ()
    lines = [*LINES, line("lacking", "A bɛ zuwɛnkalo la.")]
    narration = narrate(lines, settings(own), executor=threads)
    assert origins(narration) == ["recorded", "takes", "takes", "machine"]
    slugs = [problem.slug for problem in narration.problems]
    assert "own-voice-lacking" in slugs
    assert "2 dites par une voix faite d'enregistrements" in narration.summary()
    rows = status(lines, settings(own)).rows
    assert sum(row.takes for row in rows) == 2


def test_a_changed_take_is_learnt_and_said_again(
    own: OwnVoices, centre: Centre, threads: Executor
) -> None:
    own.learn()
    before = narrate(LINES, settings(own), executor=threads)
    centre.read("Awa bɛ sugu la.", "s-16")
    own.learn()
    after = narrate(LINES, settings(own), executor=threads)
    names = [[one.clip and one.clip.fingerprint for one in told.clips.values()]
             for told in (before, after)]  # fmt: skip
    assert names[0][0] == names[1][0]
    assert names[0][1] != names[1][1]
    assert origins(after) == origins(before)


def test_a_voice_withdrawn_in_the_middle_of_a_build_is_not_heard(
    own: OwnVoices, centre: Centre, threads: Executor
) -> None:
    own.learn()
    chosen = settings(own)

    def withdraw(done: int, total: int) -> None:
        if done == 1:
            centre.consent(own_voice=False)

    narration = narrate(LINES, chosen, executor=threads, progress=withdraw)
    assert origins(narration) == ["recorded", "machine", "machine"]


def test_a_voice_that_fails_the_gate_does_not_speak(
    own: OwnVoices, centre: Centre, threads: Executor
) -> None:
    for file in sorted((centre.recordings / "bm" / "lecon").glob("*"))[6:]:
        file.unlink()
    told = own.learn()
    assert [problem.slug for problem in told] == ["own-voice-silent"]
    assert own.voices("bm") == []
    assert "machine" in origins(narrate(LINES, settings(own), executor=threads))


def test_without_consent_nothing_is_learnt(own: OwnVoices, centre: Centre) -> None:
    (centre.recordings / "voix.yaml").unlink()
    assert own.learn() == ()
    assert own.voices("bm") == []


def test_ten_thousand_takes_are_an_hour_of_them(
    own: OwnVoices, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    from builder.narration.voices.takes import sources

    monkeypatch.setattr(sources, "MOST_MINUTES", 0.2)
    (pupil,) = own.pupils()
    assert 3 <= len(pupil.sources.takes) < len(READ)
    assert pupil.sources.left_out == len(READ) - len(pupil.sources.takes)


def test_what_is_wrong_with_the_consents_is_told_at_its_place(
    own: OwnVoices, centre: Centre
) -> None:
    path = centre.recordings / "voix.yaml"
    path.write_text("format: 1\nvoices:\n  - {id: awa, name: Awa}\n", "utf-8")
    problems = own.check()
    assert problems
    assert all(problem.position and problem.position.file == path for problem in problems)


def test_no_command_says_any_text_with_a_persons_voice() -> None:
    """Only the chain makes this voice, and the chain says the course's texts."""
    builder = Path(__file__).resolve().parents[2] / "builder"
    users = {
        path.relative_to(builder).as_posix()
        for path in builder.rglob("*.py")
        if "TakesVoice(" in path.read_text("utf-8")
    }
    assert users == {
        "narration/voices/takes/own_voices.py",
    }
