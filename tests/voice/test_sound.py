"""The sound itself: form, safety of the data folder, and the bars that instruments can show."""

from __future__ import annotations

import multiprocessing
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language
from builder.narration.engines.espeak import data
from builder.narration.engines.espeak.data import ensure_folder, wheel_folder
from builder.narration.engines.espeak.engine import checked_library
from builder.narration.engines.espeak.tables import parse_tables
from builder.narration.voices import Sound, Voice
from builder.narration.voices.bambara import BambaraVoice, check_text
from builder.narration.voices.french import FrenchVoice
from tests.voice import measures as bench

BAMBARA = "I kana i ka kumaden dogolen di mɔgɔ si ma. A fɔ, i bangebagaw ye !"
FRENCH = "Ne donne ton mot de passe à personne. Ça va ?"
VOICES: list[tuple[Voice, str, Language]] = [
    (BambaraVoice(), BAMBARA, "bm"),
    (BambaraVoice(speaker="man"), BAMBARA, "bm"),
    (BambaraVoice(slow=True), BAMBARA, "bm"),
    (FrenchVoice(), FRENCH, "fr"),
    (FrenchVoice(speaker="man", slow=True), FRENCH, "fr"),
]


@pytest.mark.parametrize(("voice", "text", "language"), VOICES)
def test_a_sound_is_clean_and_every_word_has_a_start(
    voice: Voice, text: str, language: Language
) -> None:
    sound = voice.speak(text, language)
    assert sound.samples.dtype == np.float32
    assert np.abs(sound.samples).max() < 0.9
    assert sound.rate_hz == 22050
    assert len(sound.word_starts_ms) == len(text.split())
    assert list(sound.word_starts_ms) == sorted(sound.word_starts_ms)
    assert 40 <= sound.word_starts_ms[0] <= 80
    assert sound.word_starts_ms[-1] <= 1000 * len(sound.samples) / sound.rate_hz
    assert np.abs(sound.samples[: sound.rate_hz // 20]).max() < 0.002
    assert np.abs(sound.samples[-sound.rate_hz // 10 :]).max() < 0.002


@pytest.mark.parametrize(("voice", "text", "language"), VOICES)
def test_a_voice_survives_pickling(voice: Voice, text: str, language: Language) -> None:
    copy = pickle.loads(pickle.dumps(voice))
    assert copy.settings == voice.settings
    assert np.array_equal(copy.speak(text, language).samples, voice.speak(text, language).samples)


def test_settings_tell_apart_whatever_sounds_apart() -> None:
    settings = {voice.settings for voice, _, _ in VOICES}
    assert len(settings) == len(VOICES)
    assert BambaraVoice(in_francs=True).settings not in settings


def test_what_was_said_before_changes_nothing() -> None:
    voice, other = BambaraVoice(), FrenchVoice(speaker="man")
    first = voice.speak("dugu").samples
    for text in ("i ni ce", "sɔ", "A bɛ taa sugu la wa ?"):
        voice.speak(text)
        other.speak("Bonjour à tous.")
        assert np.array_equal(voice.speak("dugu").samples, first)


def test_slow_is_slower_and_the_man_is_lower() -> None:
    normal, slow = BambaraVoice().speak(BAMBARA), BambaraVoice(slow=True).speak(BAMBARA)
    assert len(slow.samples) > 1.15 * len(normal.samples)
    text = "baba"
    sounds = {speaker: BambaraVoice(speaker=speaker).speak(text) for speaker in bench.SPEAKERS}
    assert _dominant_hz(sounds["man"]) < 0.75 * _dominant_hz(sounds["woman"])


def _dominant_hz(sound: Sound) -> float:
    """Pitch by autocorrelation of what is under 900 Hz in the last third of the sound."""
    samples = sound.samples[2 * len(sound.samples) // 3 :][: sound.rate_hz // 12]
    spectrum = np.fft.rfft(samples.astype(np.float64), 2 * len(samples))
    spectrum[np.fft.rfftfreq(2 * len(samples), 1 / sound.rate_hz) > 900] = 0
    correlation = np.fft.irfft(np.abs(spectrum) ** 2)
    shortest, longest = sound.rate_hz // 300, sound.rate_hz // 70
    return sound.rate_hz / (shortest + int(np.argmax(correlation[shortest:longest])))


def test_very_long_text_is_said_to_its_end() -> None:
    text = "mɔgɔ bɛɛ bɛ taa sugu la " * 200
    sound = BambaraVoice().speak(text)
    assert len(sound.word_starts_ms) == 1200
    assert len(sound.samples) / sound.rate_hz > 200
    word = "ba" * 400
    assert len(BambaraVoice().speak(word).samples) / 22050 > 60


@pytest.mark.parametrize("text", ["😀", "…", "ߒߞߏ"])
def test_what_cannot_be_said_is_refused_in_french(text: str) -> None:
    with pytest.raises(VoiceUnavailable, match=r"lire|dire"):
        BambaraVoice().speak(text)


def test_brackets_in_french_text_are_not_phonemes() -> None:
    assert len(FrenchVoice().speak("[[a]] bonjour", "fr").word_starts_ms) == 2


def test_tables_written_back_are_the_same_bytes() -> None:
    content = (wheel_folder() / "phontab").read_bytes()
    assert parse_tables(content).pack() == content


def test_the_data_folder_appears_whole_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "_cache_folders", lambda: (tmp_path,))
    (tmp_path / "making-left-by-a-kill").mkdir()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        folders = pool.starmap(_make, [(tmp_path, number) for number in range(6)])
    assert len(set(folders)) == 1
    assert {path.name for path in tmp_path.iterdir()} == {
        folders[0].name,
        "making-left-by-a-kill",
    }
    assert (folders[0] / "phontab").read_bytes() == b"x"


def _make(parent: Path, number: int) -> Path:
    data._cache_folders = lambda: (parent,)
    return ensure_folder({"phontab": b"x", "lang/bm-woman": b"y"})


def test_a_path_too_long_for_espeak_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("d" * 100) / ("e" * 100)
    monkeypatch.setattr(data, "_cache_folders", lambda: (long, tmp_path))
    assert ensure_folder({"phontab": b"x"}).parent == tmp_path


def test_no_folder_to_write_is_said_in_french(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setattr(data, "_cache_folders", lambda: (file,))
    with pytest.raises(VoiceUnavailable, match="dossier"):
        ensure_folder({"phontab": b"x"})


def test_the_bars_of_the_voice_are_reached() -> None:
    pytest.importorskip("parselmouth", reason="praat-parselmouth is not installed")
    pytest.importorskip("pocketsphinx", reason="pocketsphinx is not installed")
    missed = [row for row in bench.measure(timed=False) if not row.ok]
    assert not missed


@pytest.mark.parametrize("text", ["", "…", "!"])
def test_french_without_words_is_refused(text: str) -> None:
    with pytest.raises(VoiceUnavailable):
        FrenchVoice().speak(text, "fr")


LETTERS = "aeiouɛɔnmŋɲbcdgjklstwyxqAEƐKNS\u0300\u0301 ’'-.,;:!?«»0123456789%@/😀ߒ"


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.text(LETTERS, max_size=60))
def test_any_text_is_said_or_refused(text: str) -> None:
    try:
        sound = BambaraVoice().speak(text)
    except VoiceUnavailable:
        assert check_text(text)
    else:
        assert len(sound.word_starts_ms) == len(text.split())
        assert np.abs(sound.samples).max() < 0.9


def test_a_library_that_is_not_the_wheels_own_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = checked_library()
    other = tmp_path / own.name
    content = bytearray(own.read_bytes())
    content[-1] ^= 1
    other.write_bytes(content)
    monkeypatch.setattr("espeakng_loader.get_library_path", lambda: str(other))
    with pytest.raises(VoiceUnavailable, match="pas celle de son paquet"):
        checked_library()
