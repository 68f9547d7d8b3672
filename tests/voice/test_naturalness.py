"""Whether the voice is unhurried and moves as people's do, as far as instruments can tell."""

from __future__ import annotations

import multiprocessing

import numpy as np
import pytest

from builder.narration.engines.espeak import Speaker
from builder.narration.engines.espeak.finish import Piece
from builder.narration.engines.espeak.tremor import trembling
from builder.narration.voices.french import FrenchVoice
from tests.voice.measures import SPEAKERS

pytest.importorskip("parselmouth", reason="praat-parselmouth is not installed")
from tests.voice import naturalness

TONE = (8000 * np.sin(np.arange(22050) / 18)).astype(np.int16)


def test_the_bars_of_naturalness_are_reached() -> None:
    assert [row for row in naturalness.measure() if not row.ok] == []


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_a_statement_falls_inside_its_last_syllable(speaker: Speaker) -> None:
    falls = naturalness.final_falls(speaker)
    assert len(falls) == 9
    assert min(falls) > 0.8


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_a_statement_declines_and_a_question_stays_up(speaker: Speaker) -> None:
    assert min(naturalness.declination(speaker)) > 0.3
    told, asked = (naturalness.saying(f"Musa ye muso ye{sign}", speaker) for sign in ".?")
    last = [[s for s in one.segments if s.phone.is_nucleus][-1] for one in (told, asked)]
    end_told, end_asked = told.pitch_in(last[0])[-3:], asked.pitch_in(last[1])[-3:]
    assert np.median(end_asked) > 1.25 * np.median(end_told)


def test_tremor_follows_the_text_alone_in_any_process() -> None:
    piece = Piece(TONE, ((0, 0), (1, 11_000)), 0, (0, 5000, 11_000))
    here = trembling(piece, "muso", 22050)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        there = pool.apply(trembling, (piece, "muso", 22050))
    assert np.array_equal(here.samples, there.samples)
    assert here.word_starts == there.word_starts
    assert not np.array_equal(here.samples, trembling(piece, "cɛ", 22050).samples)


def test_marks_move_with_the_sound() -> None:
    clicks = np.zeros(22050, np.int16)
    places = (2000, 9000, 15_000)
    clicks[list(places)] = 20_000
    moved = trembling(Piece(clicks, ((7, 9000),), 0, places), "dugu", 22050)
    for place in moved.phones:
        assert np.abs(moved.samples[place - 3 : place + 4]).max() > 8000
    assert moved.word_starts == ((7, moved.phones[1]),)
    assert len(moved.samples) == len(clicks)


def test_french_takes_its_time() -> None:
    text = "Les enfants et les vieux, personne ne mérite une insulte."
    for slow, syllables_a_second in ((False, 4.5), (True, 3.5)):
        sound = FrenchVoice(slow=slow).speak(text, "fr")
        seconds = len(sound.samples) / sound.rate_hz - 0.21
        assert 15 / seconds == pytest.approx(syllables_a_second, rel=0.12)
