"""Voices for tests: each says a text as a tone that the text decides; no speech library."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass

import numpy as np

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language, Utterance
from builder.narration.loudness import Samples
from builder.narration.voices import Sound

RATE_HZ = 22_050


def tone(hz: float, seconds: float, *, level: float = 0.3, rate_hz: int = RATE_HZ) -> Samples:
    """A tone with a little vibrato and soft ends, so that it has a loudness like speech."""
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    ends = np.minimum(1, np.minimum(t, t[::-1]) / 0.01)
    wave: Samples = (level * ends * np.sin(2 * np.pi * hz * t + np.sin(30 * t))).astype(np.float32)
    return wave


@dataclass(frozen=True)
class ToneVoice:
    name: str = "embedded"
    version: str = "1"
    settings: str = ""
    seconds_per_letter: float = 0.02
    pause_s: float = 0.0
    languages: frozenset[Language] | None = None

    def speak(self, text: str, language: Language) -> Sound:
        time.sleep(self.pause_s)
        key = hashlib.sha256(f"{text}{language}{self.version}{self.name}".encode()).digest()
        seconds = 0.1 + len(text) * self.seconds_per_letter
        words = text.split()
        starts = tuple(round(seconds * 1000 * index / len(words)) for index in range(len(words)))
        return Sound(tone(150 + key[0] * 4, seconds), RATE_HZ, starts)


@dataclass(frozen=True)
class AbsentVoice(ToneVoice):
    """A voice that is never there, like one on the network in a village."""

    def speak(self, text: str, language: Language) -> Sound:
        raise VoiceUnavailable("pas de réseau")


@dataclass(frozen=True)
class FaultyVoice(ToneVoice):
    """A voice with a fault in one text."""

    def speak(self, text: str, language: Language) -> Sound:
        if "13" in text:
            raise ZeroDivisionError("treize")
        return super().speak(text, language)


@dataclass(frozen=True)
class CrashingVoice(ToneVoice):
    """A voice whose library takes its process down on one text."""

    def speak(self, text: str, language: Language) -> Sound:
        if "13" in text:
            os._exit(9)
        return super().speak(text, language)


def line(id: str, text: str, language: Language = "bm", source: str = "lesson") -> Utterance:
    return Utterance(source, id, language, text, text)
