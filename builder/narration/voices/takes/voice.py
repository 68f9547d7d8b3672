"""The voice made of a narrator's takes, in the chain: it says sentences of the course only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language
from builder.narration import consent
from builder.narration.engines.unit_selection.features import RATE_HZ
from builder.narration.engines.unit_selection.quality import doubts, measure
from builder.narration.engines.unit_selection.reading import Reading
from builder.narration.engines.unit_selection.search import Weights
from builder.narration.engines.unit_selection.speaker import Settings, Speaker, Spoken
from builder.narration.voices import Refused, Sound
from builder.narration.voices.takes.reading import LanguageReader
from builder.narration.voices.takes.store import load_speaker

VERSION = "2"
LACKING, DOUBTFUL = "lacking", "doubtful"
_ROOM = 0.0006
"""Faint noise under all of it, 64 dB below full scale, as the embedded voices have."""


@dataclass(frozen=True)
class TakesVoice:
    """`folder` is what was learnt, named by all that decides the sound; `recordings` is where
    `voix.yaml` says whether `person` still lends her voice for this."""

    folder: Path
    recordings: Path
    person: str
    language: Language
    reader: LanguageReader

    @property
    def name(self) -> str:
        return "takes"

    @property
    def version(self) -> str:
        return f"{VERSION} {self.folder.name}"

    @property
    def settings(self) -> str:
        return f"{self.language} {self.person} {speaking_settings(is_tonal=self.reader.is_tonal)}"

    @property
    def languages(self) -> frozenset[Language]:
        return frozenset((self.language,))

    @property
    def is_allowed(self) -> bool:
        """Whether she lends her voice for this, now."""
        return consent.allows(self.recordings, self.person, "own-voice")

    def speak(self, text: str, language: Language) -> Sound:
        """Raises VoiceUnavailable without her consent, and Refused for a sentence whose sounds
        she never said or that instruments doubt: another voice says the whole of it."""
        if not self.is_allowed:
            raise VoiceUnavailable("la personne ne prête pas sa voix pour cela")
        reading = self.reader.read(text)
        speaker = _load(self.folder, is_tonal=self.reader.is_tonal)
        spoken = speaker.speak(reading)
        if spoken is None:
            raise Refused(LACKING)
        measured = measure(spoken, reading, speaker.inventory.units, is_tonal=self.reader.is_tonal)
        if doubts(measured):
            raise Refused(DOUBTFUL)
        return to_sound(spoken, reading)


def speaking_settings(*, is_tonal: bool) -> Settings:
    """In a language of tones pitch makes the word, so it is held closer in choosing; elsewhere
    stress stands in its place, and neighbours matter more."""
    if is_tonal:
        return Settings(Weights(pitch=0.35, join_pitch=0.4), free_semitones=0.5)
    weights = Weights(neighbours=2.0, tone=0.6, tone_around=0.15, join_pitch=0.4, join_level=0.1)
    return Settings(weights, free_semitones=0.25)


def to_sound(spoken: Spoken, reading: Reading) -> Sound:
    samples = spoken.joined.samples
    noise = np.random.RandomState(1).uniform(-1, 1, len(samples)) * _ROOM * np.sqrt(3)
    edges = spoken.joined.edges
    starts = tuple(
        int(edges[min(2 * phone, len(edges) - 1)]) * 1000 // RATE_HZ
        for phone in reading.word_starts
    )
    return Sound((samples + noise).astype(np.float32), RATE_HZ, starts)


@lru_cache(maxsize=2)
def _load(folder: Path, *, is_tonal: bool) -> Speaker:
    """Raises VoiceUnavailable."""
    loaded = load_speaker(folder, speaking_settings(is_tonal=is_tonal))
    if loaded is None:
        raise VoiceUnavailable("ce qui a été appris de ses enregistrements n'est plus là")
    return loaded
