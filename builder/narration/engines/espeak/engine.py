"""The library, loaded and driven through ctypes."""

from __future__ import annotations

import ctypes
import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import files
from pathlib import Path
from typing import Any

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

from builder.errors import VoiceUnavailable
from builder.narration.engines.espeak.data import encode_path

# Values of speak_lib.h, espeak-ng 1.52.
_SYNCHRONOUS = 2
_PHONEME_EVENTS = 0x0001
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_IPA = 2
_PHONEMES_IN_BRACKETS = 0x0100
_CHARACTER_POSITION = 1
_OK = 0
_WORD, _PHONEME, _END = 1, 7, 0
_RATE = 1


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position_ms", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    )


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True)
class Mark:
    """Where a word or a phoneme starts: `name` is the phoneme's, "" for a word.

    `text_position` counts the characters of the text from 0.
    """

    name: str
    text_position: int
    sample: int


@dataclass(frozen=True)
class Spoken:
    """16-bit samples with the marks of what they say."""

    samples: NDArray[np.int16]
    phonemes: tuple[Mark, ...]
    words: tuple[Mark, ...]


def checked_library() -> Path:
    """The library as its wheel brought it, byte for byte.

    It is the one compiled program here that is not of a well-known maker: what the wheel's own
    list says of it (the wheel itself is pinned by hash) is held against the file before it is
    loaded. Raises VoiceUnavailable when they differ, OSError when it cannot be read.
    """
    path = Path(espeakng_loader.get_library_path())
    listed = {Path(str(file.locate())).name: file.hash for file in files("espeakng-loader") or ()}
    known = listed.get(path.name)
    with path.open("rb") as library:
        found = urlsafe_b64encode(hashlib.file_digest(library, "sha256").digest()).decode()
    if known is None or found.rstrip("=") != known.value:
        raise VoiceUnavailable(
            "La bibliothèque espeak-ng n'est pas celle de son paquet : efface le dossier .venv."
        )
    return path


class Engine:
    """espeak-ng over one data folder. Its state is the process's: make it through `engine`."""

    def __init__(self, folder: Path) -> None:
        try:
            self._library = ctypes.CDLL(str(checked_library()))
        except OSError as error:
            raise VoiceUnavailable(
                "La bibliothèque espeak-ng ne se charge pas : réinstalle « espeakng-loader »."
            ) from error
        self.rate_hz: int = self._library.espeak_Initialize(
            _SYNCHRONOUS, 0, encode_path(folder), _PHONEME_EVENTS | _DO_NOT_EXIT
        )
        if self.rate_hz <= 0:
            raise VoiceUnavailable(f"espeak-ng refuse son dossier de données « {folder} ».")
        self._pieces: list[bytes] = []
        self._marks: list[tuple[int, Mark]] = []
        # Kept on self: ctypes lets go of a callback that nothing else holds.
        self._callback = _CALLBACK(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)
        self._library.espeak_Synth.argtypes = (
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_uint,
            ctypes.c_void_p,
            ctypes.c_void_p,
        )
        self._library.espeak_TextToPhonemes.restype = ctypes.c_void_p
        self._voice = ""

    def speak(self, text: str, *, voice: str, words_per_minute: int) -> Spoken:
        """What the voice file says; phonemes stand between `[[` and `]]`."""
        self._choose(voice)
        self._library.espeak_SetParameter(_RATE, words_per_minute, 0)
        self._pieces.clear()
        self._marks.clear()
        data = text.encode()
        status = self._library.espeak_Synth(
            data,
            len(data) + 1,
            0,
            _CHARACTER_POSITION,
            0,
            _UTF8 | _PHONEMES_IN_BRACKETS,
            None,
            None,
        )
        if status != _OK:
            raise VoiceUnavailable(f"espeak-ng s'est arrêté (état {status}).")
        return Spoken(
            np.frombuffer(b"".join(self._pieces), np.int16),
            tuple(mark for kind, mark in self._marks if kind == _PHONEME),
            tuple(mark for kind, mark in self._marks if kind == _WORD),
        )

    def transcribe(self, text: str, *, voice: str) -> str:
        """The text in IPA, as the voice's dictionary reads it."""
        self._choose(voice)
        pointer = ctypes.c_char_p(text.encode())
        parts = []
        while pointer.value:
            part = self._library.espeak_TextToPhonemes(ctypes.byref(pointer), _UTF8, _IPA)
            parts.append(ctypes.string_at(part).decode("utf-8", "replace"))
        return " ".join(parts)

    def _choose(self, voice: str) -> None:
        if voice != self._voice:
            if self._library.espeak_SetVoiceByName(voice.encode()) != _OK:
                raise VoiceUnavailable(f"espeak-ng n'a pas la voix « {voice} ».")
            self._voice = voice

    def _receive(self, samples: Any, count: int, events: object) -> int:
        if samples and count:
            self._pieces.append(ctypes.string_at(samples, 2 * count))
        index = 0
        while (event := events[index]).type != _END:  # type: ignore[index]
            if event.type in (_WORD, _PHONEME):
                name = event.name.decode("utf-8", "replace") if event.type == _PHONEME else ""
                mark = Mark(name, max(0, event.text_position - 1), event.sample)
                self._marks.append((event.type, mark))
            index += 1
        return 0


@lru_cache(maxsize=1)
def engine(folder: Path) -> Engine:
    """This process's engine."""
    return Engine(folder)
