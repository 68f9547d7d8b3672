"""A speech model that the owner of the site brings: Piper or MMS-TTS, one ONNX file.

onnxruntime (the `model` extra) runs the files as they are published. Noise is set to nought, so
that one text gives one sound. Sources: Piper's `.onnx.json` and phoneme identifiers (OHF-Voice/
piper1-gpl, docs/TRAINING.md); inputs of the VITS and MMS exports of sherpa-onnx and transformers.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from builder.errors import Position, Problem, VoiceUnavailable
from builder.lesson.utterance import Language
from builder.narration.voices import Sound

_MMS_RATE_HZ = 16_000
_NON_COMMERCIAL = re.compile(r"\bNC\b|non[- ]?commer", re.IGNORECASE)
_LICENCE_SUFFIXES = (".LICENSE", ".LICENCE", ".LICENSE.txt", ".LICENCE.txt")
_LANGUAGE_FLAG = re.compile(r"\([a-z-]+\)")  # espeak-ng marks words it takes for English
_APOSTROPHES = "\u2019'\u02bc"


@dataclass(frozen=True)
class ModelVoice:
    """`licence` is its name or text, as the owner wrote it in `course.yaml`."""

    file: Path
    language: Language
    licence: str
    speaker: int = 0
    name: str = "model"

    @property
    def version(self) -> str:
        """Raises VoiceUnavailable without the file or the library."""
        if not find_spec("onnxruntime"):
            raise VoiceUnavailable("il manque onnxruntime : python3 run.py add model")
        try:
            return _digest(tuple((file, file.stat().st_mtime_ns) for file in self._files()))
        except OSError as error:
            raise VoiceUnavailable(f"le modèle {self.file.name} ne peut pas être lu") from error

    @property
    def settings(self) -> str:
        return f"{self.language} speaker {self.speaker} without noise"

    @property
    def languages(self) -> frozenset[Language]:
        return frozenset((self.language,))

    @property
    def licence_text(self) -> str:
        """For the credits: what `voice.LICENSE` beside `voice.onnx` says, or only its name.

        A plain LICENSE beside the model may well be that of the lessons.
        """
        for suffix in _LICENCE_SUFFIXES:
            beside = self.file.with_suffix(suffix)
            if beside.is_file():
                return f"{self.licence}\n\n{beside.read_text(encoding='utf-8', errors='replace')}"
        return self.licence

    def check(self) -> Iterator[Problem]:
        """What the owner of the site should know before building; loads the model."""
        try:
            _load(self.file, self.version)
        except VoiceUnavailable as error:
            yield Problem(
                "model-unusable",
                f"Le modèle de voix ne peut pas servir : {error}.",
                "Corrige « model » dans course.yaml ; en attendant, la voix suivante parle.",
                Position(self.file),
                "warning",
            )
        if _NON_COMMERCIAL.search(self.licence):
            yield Problem(
                "model-non-commercial",
                f"La licence « {self.licence} » du modèle interdit l'usage commercial.",
                "Ne redistribue ni le modèle ni ses sons sans en avoir vérifié le droit.",
                Position(self.file),
                "warning",
            )

    def speak(self, text: str, language: Language) -> Sound:
        """Raises VoiceUnavailable also for a text with letters that the model does not know."""
        model = _load(self.file, self.version)
        samples = model.run(model.vocabulary.identifiers(text, language), self.speaker)
        return Sound(samples, model.vocabulary.rate_hz)

    def _files(self) -> list[Path]:
        beside = (self.file.with_name(f"{self.file.name}.json"), *_mms_files(self.file))
        return [self.file, *(file for file in beside if file.is_file())]


@dataclass(frozen=True)
class Vocabulary:
    """How a model is fed: symbol → identifiers, and what stands between and around them."""

    symbols: Mapping[str, tuple[int, ...]]
    rate_hz: int
    between: tuple[int, ...] = ()
    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    folds_case: bool = True
    decomposes: bool = False
    reads_phonemes: bool = False
    scales: tuple[float, float, float] = (0.0, 1.0, 0.0)
    """Noise, length and noise of length."""

    def identifiers(self, text: str, language: Language) -> NDArray[np.int64]:
        """Raises VoiceUnavailable when a letter or digit has no identifier: none is left out."""
        if self.reads_phonemes:
            text = _phonemes(text, language)
        form = unicodedata.normalize("NFD" if self.decomposes else "NFC", text)
        fed = list(self.start)
        for character in form.casefold() if self.folds_case else form:
            known = self._known(character)
            if known is None and unicodedata.category(character)[0] in "LNM":
                raise VoiceUnavailable(f"le modèle ne connaît pas le signe « {character} »")
            if known is not None:
                fed += [*known, *self.between]
        fed += self.end
        if len(fed) <= len(self.start) + len(self.end):
            raise VoiceUnavailable("il n'y a rien à lire")
        return np.array([fed], dtype=np.int64)

    def _known(self, character: str) -> tuple[int, ...] | None:
        same = _APOSTROPHES if character in _APOSTROPHES else character
        return next((self.symbols[one] for one in same if one in self.symbols), None)


class _Model:
    """A session of onnxruntime with the vocabulary of its model."""

    def __init__(self, session: Any, vocabulary: Vocabulary) -> None:
        self._session = session
        self.vocabulary = vocabulary
        self._inputs = {one.name for one in session.get_inputs()}

    def run(self, identifiers: NDArray[np.int64], speaker: int) -> NDArray[np.float32]:
        length = np.array([identifiers.shape[1]], dtype=np.int64)
        noise, pace, noise_of_length = (
            np.array([one], np.float32) for one in self.vocabulary.scales
        )
        known = {
            **dict.fromkeys(("input", "x", "input_ids"), identifiers),
            **dict.fromkeys(("input_lengths", "x_length"), length),
            "attention_mask": np.ones_like(identifiers),
            "scales": np.concatenate([noise, pace, noise_of_length]),
            "noise_scale": noise,
            "length_scale": pace,
            "noise_scale_w": noise_of_length,
            **dict.fromkeys(("sid", "speaker_id"), np.array([speaker], dtype=np.int64)),
        }
        unknown = self._inputs - known.keys()
        if unknown:
            raise VoiceUnavailable(f"ce n'est ni un modèle Piper ni MMS (entrée {min(unknown)})")
        try:
            first, *_ = self._session.run(None, {name: known[name] for name in self._inputs})
        except Exception as error:  # onnxruntime's errors have no common base but this
            raise VoiceUnavailable("le modèle s'est arrêté sur cette phrase") from error
        samples = np.asarray(first, dtype=np.float32).reshape(-1)
        if not len(samples) or not np.isfinite(samples).all():
            raise VoiceUnavailable("le modèle n'a donné aucun son")
        return samples


def _phonemes(text: str, language: Language) -> str:
    """IPA as Piper's own espeak-ng writes it: clauses with their punctuation."""
    if language != "fr":
        raise VoiceUnavailable(
            "ce modèle Piper lit les phonèmes d'espeak-ng, qui ne lit pas le bambara"
        )
    from builder.narration.engines.espeak import voice_engine, voice_name

    written = []
    for clause, sign in re.findall(r"([^,;:.!?…]*)([,;:.!?…]*)\s*", text):
        if clause.strip():
            ipa = voice_engine().transcribe(clause, voice=voice_name(language, "woman"))
            written.append(_LANGUAGE_FLAG.sub("", ipa).strip() + sign[:1].replace("…", "."))
    return " ".join(written)


@lru_cache(maxsize=2)
def _load(file: Path, version: str) -> _Model:
    """One session a process and model. Raises VoiceUnavailable."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # a process a core already
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(
            str(file), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # as above
        raise VoiceUnavailable(f"{file.name} n'est pas un modèle ONNX lisible") from error
    try:
        return _Model(session, _vocabulary(file, session.get_modelmeta().custom_metadata_map))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise VoiceUnavailable(f"le vocabulaire de {file.name} ne peut pas être lu") from error


def _vocabulary(file: Path, metadata: Mapping[str, str]) -> Vocabulary:
    piper = file.with_name(f"{file.name}.json")
    if piper.is_file():
        return _piper_vocabulary(json.loads(piper.read_text(encoding="utf-8")))
    for beside in _mms_files(file):
        if beside.is_file():
            return _mms_vocabulary(beside, int(metadata.get("sample_rate", _MMS_RATE_HZ)))
    raise VoiceUnavailable(
        f"à côté de {file.name} il faut {piper.name} (Piper), vocab.json ou tokens.txt (MMS)"
    )


def _piper_vocabulary(config: Mapping[str, Any]) -> Vocabulary:
    kind = config.get("phoneme_type", "espeak")
    if kind not in ("text", "espeak"):
        raise VoiceUnavailable(f"ce modèle Piper lit « {kind} », que Kalankan ne sait pas écrire")
    symbols = {symbol: tuple(known) for symbol, known in config["phoneme_id_map"].items()}
    pad = symbols.get("_", ())
    return Vocabulary(
        symbols,
        int(config["audio"]["sample_rate"]),
        between=pad,
        start=(*symbols.get("^", ()), *pad),
        end=symbols.get("$", ()),
        folds_case=kind == "text",
        decomposes=True,
        reads_phonemes=kind == "espeak",
        scales=(0.0, float(config.get("inference", {}).get("length_scale", 1.0)), 0.0),
    )


def _mms_vocabulary(file: Path, rate_hz: int) -> Vocabulary:
    """Blank, the identifier 0, stands before, between and after the letters."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        symbols = {symbol: (int(known),) for symbol, known in json.loads(text).items()}
    else:
        pairs = (line.rsplit(" ", 1) for line in text.splitlines() if line.strip())
        symbols = {symbol or " ": (int(known),) for symbol, known in pairs}
    return Vocabulary(symbols, rate_hz, between=(0,), start=(0,))


def _mms_files(file: Path) -> tuple[Path, Path]:
    return file.with_name("vocab.json"), file.with_name("tokens.txt")


@lru_cache(maxsize=4)
def _digest(files: tuple[tuple[Path, int], ...]) -> str:
    digest = hashlib.sha256()
    for file, _ in files:
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()[:16]
