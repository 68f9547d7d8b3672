"""Who speaks: a woman and a man, in each language, as espeak-ng voice files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from builder.lesson.utterance import Language
from builder.narration.engines.espeak.data import ensure_folder, wheel_folder
from builder.narration.engines.espeak.engine import Engine, engine
from builder.narration.engines.espeak.phonemes import TABLE, compose
from builder.narration.engines.espeak.tables import Sounds, parse_tables

Speaker = Literal["woman", "man"]


@dataclass(frozen=True)
class _Timbre:
    """`pitch_hz` is the floor and the top of the range; the formants are scaled in percent."""

    pitch_hz: tuple[int, int]
    formant_percent: int


_TIMBRES: dict[Speaker, _Timbre] = {
    "woman": _Timbre((138, 252), 106),
    "man": _Timbre((82, 165), 98),
}

# The first `language` line chooses the translator. Shan's sets the tone flag and nothing else;
# without `flutter 0` each call would give other bytes.
_LINES: dict[Language, str] = {
    "bm": f"language shn\nlanguage bm\nphonemes {TABLE}\ndictionary shn\n",
    "fr": "language fr\ndictrules 1\ntunes s3 c3 q3 e3\n",
}


_SLOW_LENGTHS = "stressLength 212 212 212 212 0 0 212 212\n"
"""espeak-ng speaks no slower than 80 words a minute: a slow voice has longer syllables as well."""


def voice_name(language: Language, speaker: Speaker, *, slow: bool = False) -> str:
    return f"{language}-{speaker}{'-slow' * slow}"


def _voice_file(language: Language, speaker: Speaker, *, slow: bool) -> bytes:
    timbre = _TIMBRES[speaker]
    low, high = timbre.pitch_hz
    formants = "".join(f"formant {n} {timbre.formant_percent} 100 100\n" for n in range(6))
    return (
        f"name {voice_name(language, speaker, slow=slow)}\n{_LINES[language]}"
        f"gender {'female' if speaker == 'woman' else 'male'}\n"
        f"pitch {low} {high}\nflutter 0\nroughness 0\nconsonants 115 115\n{formants}"
        f"{_SLOW_LENGTHS if slow else ''}"
    ).encode()


def voice_files() -> dict[str, bytes]:
    """The files that make the wheel's data ours, by name in the data folder."""
    wheel = wheel_folder()
    sounds = Sounds((wheel / "phondata").read_bytes(), (wheel / "phonindex").read_bytes())
    tables = compose(parse_tables((wheel / "phontab").read_bytes()), sounds)
    files = {
        "phontab": tables.pack(),
        "phondata": bytes(sounds.phondata),
        "phonindex": bytes(sounds.phonindex),
    }
    for language in _LINES:
        for speaker in _TIMBRES:
            for slow in (False, True):
                name = voice_name(language, speaker, slow=slow)
                files[f"lang/{name}"] = _voice_file(language, speaker, slow=slow)
    return files


@lru_cache(maxsize=1)
def data_folder() -> Path:
    """The folder the engine reads, made if it is not there."""
    return ensure_folder(voice_files())


def data_digest() -> str:
    """Changes with the wheel's data or our table: each would change the sound."""
    return data_folder().name


@lru_cache(maxsize=1)
def voice_engine() -> Engine:
    """This process's engine, with every language and speaker."""
    return engine(data_folder())
