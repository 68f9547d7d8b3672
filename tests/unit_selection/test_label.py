"""Whose recordings a voice was made of is said where it is heard, and where people are thanked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.lesson.loading import load_course
from builder.lesson.utterance import Utterance
from builder.narration.clip import Clip, Narrated
from builder.narration.consent import ConsentFile, LentVoice
from builder.page.phrases import interface_utterances
from builder.page.pieces import own_voices
from builder.trainer.credits import credits_page
from builder.trainer.words import TrainerPages
from builder.website import build

ROOT = Path(__file__).resolve().parents[2]
AWA = LentVoice(
    id="awa-t", name="Awa <T.>", languages=["bm"], uses=["recordings", "own-voice"],
    asked="2026-11-24",
)  # fmt: skip


def test_the_help_card_has_a_line_for_each_such_person() -> None:
    course = load_course(ROOT / "tests" / "tiny" / "lessons", find_kinds())
    consents = ConsentFile(format=1, voices=[AWA])
    said = interface_utterances(course, ROOT / "site_overrides", consents)
    (line,) = [one for one in said if one.id.startswith("own-voice")]
    assert (line.id, line.language) == ("own-voice-awa-t", "bm")
    assert AWA.name in line.text
    assert AWA.name not in line.spoken  # a machine might say a name wrong, or not at all


def test_a_page_names_those_of_whose_takes_it_speaks() -> None:
    told = Utterance("lecon", "a", "bm", "I ni ce", "I ni ce")
    made = Clip("1", Path("1.mp3"), 900, "takes", "takes", person="awa-t")
    machine = Clip("2", Path("2.mp3"), 900, "machine", "embedded")
    clips = {
        ("lecon", "a", "bm"): Narrated(told, made),
        ("lecon", "b", "bm"): Narrated(told, machine),
        ("autre", "a", "bm"): Narrated(told, machine),
    }
    assert own_voices(clips, "bm", "lecon") == ["awa-t"]
    assert own_voices(clips, "bm", "autre") == []


def test_the_credits_thank_her_and_say_what_is_made_of_her_recordings() -> None:
    pages = TrainerPages(ROOT / "site_overrides")
    html = credits_page(pages, [], [], [(AWA.name, 34), ("Musa", 0)])
    assert "Awa &lt;T.&gt; : une voix faite de ses enregistrements dit 34 phrase(s)" in html
    assert "<li>Musa</li>" in html


def test_a_build_looks_again_on_the_day_after_a_consent_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Monday(date):
        @classmethod
        def today(cls) -> Monday:
            return cls(2026, 11, 23)

    class Tuesday(date):
        @classmethod
        def today(cls) -> Tuesday:
            return cls(2026, 11, 24)

    (tmp_path / "audio").mkdir()
    file = tmp_path / "audio" / "voix.yaml"
    for text, differs in (("format: 1\n", False), ("until: 2026-11-23\n", True)):
        file.write_text(text, "utf-8")
        monkeypatch.setattr(build, "date", Monday)
        before = build._made_of(tmp_path)
        monkeypatch.setattr(build, "date", Tuesday)
        assert (build._made_of(tmp_path) != before) == differs
