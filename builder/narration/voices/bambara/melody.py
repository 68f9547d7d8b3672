"""Words → phrases with a contour for each nucleus: downdrift, falls, questions, lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.narration.engines.espeak.phonemes import (
    FALLING,
    FINAL,
    LEVEL,
    RISEN,
    RISING,
    SUNK,
    Contour,
)
from builder.narration.voices.bambara.reading import Word

PAUSES_MS = {",": 220, ";": 320, ":": 320, ".": 420, "!": 420, "?": 420, "": 0}
_SENTENCE_ENDS = {".", "!", "?"}

# Pitches are in the voice's range, 0–100.
_HIGH, _LOW = 72, 38
_HIGH_FLOOR, _LOW_FLOOR = 46, 14
_STEP_DOWN_HIGH, _STEP_DOWN_LOW = 4.0, 3.0
_DECLINATION = 0.6
"""What each syllable is lower than the one before, were its tone the same."""
_QUESTION_LIFT = 10
_QUESTION_RISE = 8
_CONTINUATION_RISE = 5
_FINAL_LOWERING = 8


@dataclass(frozen=True)
class Melody:
    """How one nucleus moves around a pitch of the voice's range (0–100)."""

    contour: Contour
    pitch: float

    @property
    def mnemonic(self) -> str:
        return self.contour.mnemonic(self.pitch)


@dataclass(frozen=True)
class Phrase:
    """What is said in one breath; `melody` has one contour for each nucleus."""

    words: tuple[Word, ...]
    melody: tuple[Melody, ...]
    pause_ms: int


def phrases(words: Iterable[Word]) -> tuple[Phrase, ...]:
    """The phrases of a text, in order; downdrift goes on from one to the next until a full stop."""
    found: list[Phrase] = []
    sentence: list[list[Word]] = [[]]
    for word in words:
        sentence[-1].append(word)
        if word.pause in _SENTENCE_ENDS:
            found.extend(_sentence(sentence, word.pause))
            sentence = [[]]
        elif word.pause:
            sentence.append([])
    found.extend(_sentence(sentence, "."))
    return tuple(found)


def _sentence(groups: list[list[Word]], ending: str) -> list[Phrase]:
    groups = [group for group in groups if group]
    if groups and groups[-1][-1].form.lower() == "wa":
        ending = "?"
    lift = _QUESTION_LIFT if ending == "?" else 0
    found = []
    for number, group in enumerate(groups):
        is_last = number == len(groups) - 1
        pause = group[-1].pause or ("." if is_last else "")
        tones = [p.tone for word in group for p in word.phones if p.is_nucleus]
        pitches = _pitches(tones, lift=lift, starts_lower=2.0 * min(number, 3))
        melody = [
            _within(tone, before, pitch)
            for tone, before, pitch in zip(tones, ["", *tones], pitches, strict=False)
        ]
        if melody:
            melody[-1] = _last(melody[-1], tones[-1], ending if is_last else ",")
        found.append(Phrase(tuple(group), tuple(melody), PAUSES_MS[pause]))
    return found


def _pitches(tones: list[str], *, lift: float, starts_lower: float) -> list[float]:
    high, low = _HIGH + lift - starts_lower, _LOW + lift - starts_lower / 2
    step = 0.4 if lift else 1.0
    pitches: list[float] = []
    previous = ""
    for tone in tones:
        down_high = down_low = _DECLINATION * step
        if tone != "L" and previous == "L":
            down_high, down_low = _STEP_DOWN_HIGH * step, _STEP_DOWN_LOW * step
        high = max(_HIGH_FLOOR + lift, high - down_high)
        low = max(_LOW_FLOOR + lift, low - down_low)
        pitches.append(low if tone in ("L", "R") else high)
        previous = {"F": "L", "R": "H"}.get(tone, tone)
    return pitches


def _within(tone: str, before: str, pitch: float) -> Melody:
    """A high tone is reached from below at a start or after a low one; a low one sinks."""
    if tone in ("F", "R"):
        return Melody(FALLING if tone == "F" else RISING, pitch)
    if tone == "L":
        return Melody(SUNK if before != "L" else LEVEL, pitch)
    return Melody(LEVEL if before in ("H", "R") else RISEN, pitch)


def _last(melody: Melody, tone: str, ending: str) -> Melody:
    """The last nucleus: a statement falls inside it, a question stays up, a list goes on."""
    if ending == "?":
        return Melody(RISEN, melody.pitch + _QUESTION_RISE) if tone in "HL" else melody
    if ending == ",":
        return Melody(melody.contour, melody.pitch + _CONTINUATION_RISE * (tone == "H"))
    if tone == "L":
        return Melody(SUNK, melody.pitch - _FINAL_LOWERING)
    return Melody(FINAL, melody.pitch) if tone == "H" else melody
