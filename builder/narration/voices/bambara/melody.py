"""Words → phrases with a pitch for each nucleus: downdrift, final lowering, questions, lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from builder.narration.voices.bambara.reading import Word

PAUSES_MS = {",": 220, ";": 320, ":": 320, ".": 420, "!": 420, "?": 420, "": 0}
_SENTENCE_ENDS = {".", "!", "?"}

# Pitches are in the voice's range, 0–100.
_HIGH, _LOW = 64, 30
_HIGH_FLOOR, _LOW_FLOOR = 46, 16
_STEP_DOWN_HIGH, _STEP_DOWN_LOW = 3.5, 2.0
_QUESTION_LIFT = 10
_FINAL_LOWERING = 6
_CONTINUATION_RISE = 5


@dataclass(frozen=True)
class Phrase:
    """What is said in one breath; `pitches` has one number for each nucleus."""

    words: tuple[Word, ...]
    pitches: tuple[int, ...]
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
        pitches = _pitches(group, lift=lift, starts_lower=2.0 * min(number, 3))
        if pitches:
            pitches[-1] += _boundary(pitches, ending if is_last else ",", _last_tone(group))
        found.append(Phrase(tuple(group), tuple(round(p) for p in pitches), PAUSES_MS[pause]))
    return found


def _pitches(group: list[Word], *, lift: float, starts_lower: float) -> list[float]:
    high, low = _HIGH + lift - starts_lower, _LOW + lift - starts_lower / 2
    step = 0.4 if lift else 1.0
    pitches: list[float] = []
    previous = ""
    for tone in _tones(group):
        if tone != "L" and previous == "L":
            high = max(_HIGH_FLOOR + lift, high - _STEP_DOWN_HIGH * step)
            low = max(_LOW_FLOOR + lift, low - _STEP_DOWN_LOW * step)
        pitches.append(low if tone in ("L", "R") else high)
        previous = {"F": "L", "R": "H"}.get(tone, tone)
    return pitches


def _boundary(pitches: list[float], ending: str, tone: str) -> float:
    if ending == "?":
        return _CONTINUATION_RISE
    if ending == ",":
        return _CONTINUATION_RISE if tone == "H" else 0
    return -_FINAL_LOWERING if tone == "L" else 0


def _tones(group: list[Word]) -> list[str]:
    return [phone.tone for word in group for phone in word.phones if phone.is_nucleus]


def _last_tone(group: list[Word]) -> str:
    tones = _tones(group)
    return tones[-1] if tones else ""
