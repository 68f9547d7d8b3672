"""A model that the owner of the site brings, as Piper and MMS-TTS publish theirs."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language
from builder.narration.narrator import NarrationSettings, narrate
from builder.narration.voices import model
from builder.narration.voices.model import ModelVoice
from tests.narration.tiny_model import SAMPLES_PER_SYMBOL, tiny_model
from tests.narration.tone_voice import ToneVoice, line

pytest.importorskip("onnxruntime", reason="onnxruntime (the extra « model ») is not installed")

PIPER = ("input", "input_lengths", "scales")
LETTERS = {letter: index + 3 for index, letter in enumerate("abɛn ")}


def piper(
    folder: Path,
    *,
    kind: str = "text",
    inputs: tuple[str, ...] = PIPER,
    language: Language = "bm",
    symbols: str = "abɛn ",
) -> ModelVoice:
    letters = {key: [index + 3] for index, key in enumerate(dict.fromkeys(symbols))}
    known = {"_": [0], "^": [1], "$": [2], **letters}
    config = {
        "audio": {"sample_rate": 16_000},
        "phoneme_type": kind,
        "phoneme_id_map": known,
        "inference": {"length_scale": 1.0},
    }
    file = folder / "modèle bm.onnx"
    file.write_bytes(tiny_model(inputs))
    (folder / f"{file.name}.json").write_text(json.dumps(config), "utf-8")
    return ModelVoice(file, language, "CC BY 4.0")


def mms(folder: Path, inputs: tuple[str, ...], *, tokens: bool) -> ModelVoice:
    file = folder / "model.onnx"
    file.write_bytes(tiny_model(inputs, [("sample_rate", "16000")]))
    if tokens:
        lines = [f"{letter} {one}" for letter, one in LETTERS.items()]
        (folder / "tokens.txt").write_text("\n".join(lines), "utf-8")
    else:
        (folder / "vocab.json").write_text(json.dumps(LETTERS), "utf-8")
    return ModelVoice(file, "bm", "CC BY-NC 4.0")


def test_a_piper_model_is_fed_as_piper_feeds_it(tmp_path: Path) -> None:
    sound = piper(tmp_path).speak("Bɛ n", "bm")
    fed = [1, 0, 4, 0, 5, 0, 7, 0, 6, 0, 2]
    assert sound.rate_hz == 16_000
    assert len(sound.samples) == len(fed) * SAMPLES_PER_SYMBOL
    ramp = 0.002 * np.arange(SAMPLES_PER_SYMBOL)
    for index, one in enumerate(fed):
        start = index * SAMPLES_PER_SYMBOL
        heard = sound.samples[start : start + SAMPLES_PER_SYMBOL]
        assert np.allclose(heard, 0.3 * np.sin(one * ramp), atol=1e-4)


@pytest.mark.parametrize(
    ("inputs", "tokens"),
    [
        (("x", "x_length", "noise_scale", "length_scale", "noise_scale_w"), True),
        (("input_ids", "attention_mask"), False),
    ],
    ids=["sherpa-onnx", "transformers"],
)
def test_an_mms_model_gets_blanks_between_its_letters(
    tmp_path: Path,
    inputs: tuple[str, ...],
    tokens: bool,  # noqa: FBT001 - pytest passes it by name
) -> None:
    voice = mms(tmp_path, inputs, tokens=tokens)
    sound = voice.speak("Ab", "bm")
    assert sound.rate_hz == 16_000
    assert len(sound.samples) == 5 * SAMPLES_PER_SYMBOL


def test_no_letter_is_left_out(tmp_path: Path) -> None:
    voice = piper(tmp_path)
    assert len(voice.speak("ab, ba!", "bm").samples)
    for text in ("abz", "ab 7", "...", "ɔ"):
        with pytest.raises(VoiceUnavailable):
            voice.speak(text, "bm")


def test_a_french_piper_model_is_fed_with_phonemes(tmp_path: Path) -> None:
    voice = piper(tmp_path, kind="espeak", language="fr", symbols="bɔ̃ʒuʁmtdəpas.,ˈ nevwaylkɛiɑ")
    one = voice.speak("Bonjour, ne te vois pas.", "fr")
    other = voice.speak("BONJOUR, ne te vois pas !", "fr")
    assert len(one.samples) == len(other.samples) + 2 * SAMPLES_PER_SYMBOL  # no « ! » there
    assert len(one.samples) > 40 * SAMPLES_PER_SYMBOL


def test_a_bambara_piper_model_that_reads_phonemes_is_refused_with_a_reason(
    tmp_path: Path,
) -> None:
    with pytest.raises(VoiceUnavailable, match="ne lit pas le bambara"):
        piper(tmp_path, kind="espeak").speak("ab", "bm")


def test_a_piper_model_of_another_script_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(VoiceUnavailable, match="pinyin"):
        piper(tmp_path, kind="pinyin").speak("ab", "bm")


def test_a_model_of_another_kind_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(VoiceUnavailable, match="ni un modèle Piper ni MMS"):
        piper(tmp_path, inputs=("input", "mel")).speak("ab", "bm")


@pytest.mark.parametrize("content", [b"", b"not a model", b"\x08\x09" * 400])
def test_a_broken_model_is_a_problem_and_the_next_voice_speaks(
    tmp_path: Path, content: bytes
) -> None:
    voice = piper(tmp_path)
    voice.file.write_bytes(content)
    assert [problem.slug for problem in voice.check()] == ["model-unusable"]
    narration = narrate_with(voice, tmp_path)
    assert narration == ("machine", ["voice-unavailable"])


def test_a_missing_model_is_a_problem_and_the_next_voice_speaks(tmp_path: Path) -> None:
    voice = ModelVoice(tmp_path / "absent.onnx", "bm", "MIT")
    assert [problem.slug for problem in voice.check()] == ["model-unusable"]
    assert narrate_with(voice, tmp_path) == ("machine", ["voice-unavailable"])


def test_a_model_without_its_vocabulary_says_which_file_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "alone.onnx"
    file.write_bytes(tiny_model(PIPER))
    with pytest.raises(VoiceUnavailable, match=r"alone\.onnx\.json"):
        ModelVoice(file, "bm", "MIT").speak("ab", "bm")


@pytest.mark.parametrize(
    "content", ["[1]", "3", '{"audio": 3}', "null", "{", '{"phoneme_id_map": 1}']
)
def test_a_vocabulary_that_is_none_is_a_clear_problem(tmp_path: Path, content: str) -> None:
    voice = piper(tmp_path)
    voice.file.with_name(f"{voice.file.name}.json").write_text(content, encoding="utf-8")
    assert [problem.slug for problem in voice.check()] == ["model-unusable"]
    assert narrate_with(voice, tmp_path) == ("machine", ["voice-unavailable"])


def test_without_the_library_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "find_spec", lambda name: None)
    (problem,) = piper(tmp_path).check()
    assert "python3 run.py add model" in problem.message
    assert narrate_with(piper(tmp_path), tmp_path) == ("machine", ["voice-unavailable"])


def test_a_good_model_speaks_before_the_embedded_voice(tmp_path: Path) -> None:
    assert narrate_with(piper(tmp_path), tmp_path) == ("model", [])


def test_another_model_file_makes_other_clips(tmp_path: Path) -> None:
    voice = piper(tmp_path)
    before = voice.version
    voice.file.write_bytes(tiny_model(PIPER, [("note", "new")]))
    assert voice.version != before


def test_a_licence_that_forbids_selling_is_shown_and_warned_of(tmp_path: Path) -> None:
    voice = mms(tmp_path, ("input_ids", "attention_mask"), tokens=False)
    (problem,) = voice.check()
    assert (problem.slug, problem.severity) == ("model-non-commercial", "warning")
    assert voice.licence_text == "CC BY-NC 4.0"
    (tmp_path / "LICENSE").write_text("The lessons' own licence", "utf-8")
    assert voice.licence_text == "CC BY-NC 4.0"
    voice.file.with_suffix(".LICENSE").write_text("The whole text", "utf-8")
    assert voice.licence_text == "CC BY-NC 4.0\n\nThe whole text"


def narrate_with(voice: ModelVoice, folder: Path) -> tuple[str | None, list[str]]:
    """Who spoke, and the problems."""
    settings = NarrationSettings(folder / "cache", {"bm": [voice, ToneVoice()]})
    with ThreadPoolExecutor(1) as executor:
        narration = narrate([line("a", "abɛ")], settings, executor=executor)
    clip = narration.clips["lesson", "a", "bm"].clip
    return clip.origin if clip else None, [problem.slug for problem in narration.problems]
