"""A reading of English, for a narrator who reads it: tests try the voice on a real person."""

from __future__ import annotations

from dataclasses import dataclass

from builder.narration.engines.espeak.data import ensure_folder
from builder.narration.engines.espeak.engine import Engine, engine
from builder.narration.engines.espeak.speakers import voice_files
from builder.narration.engines.unit_selection.reading import Reading
from builder.narration.voices.takes.marks import read_marks, sound_class

_FILE = b"name en-woman\nlanguage en-us\ngender female\npitch 138 240\nflutter 0\n"
_WORDS_PER_MINUTE = 150


def english_engine() -> Engine:
    """Of this process, which cannot have another: a bench runs it in a process of its own."""
    return engine(ensure_folder({**voice_files(), "lang/en-woman": _FILE}))


@dataclass(frozen=True)
class EnglishReader:
    key: str = "english 1"
    is_tonal: bool = False

    def key_of(self, text: str) -> str:
        return ""

    def read(self, text: str) -> Reading:
        loaded = english_engine()
        spoken = loaded.speak(text, voice="en-woman", words_per_minute=_WORDS_PER_MINUTE)
        return read_marks(spoken, loaded.rate_hz, text)

    def sound_class(self, symbol: str) -> str:
        return sound_class(symbol)
