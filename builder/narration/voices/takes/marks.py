"""A reading out of espeak-ng's own marks, for a language that it reads itself."""

from __future__ import annotations

import re

import numpy as np

from builder.narration.engines.espeak import Spoken
from builder.narration.engines.unit_selection.reading import Reading, ReadPhone

_STRESS = "'," + "%="
_VOWEL_LETTERS = "aeiouAEIOUV03@yYWQ&"
_CLASSES = (
    ("stop", "pbtdkgc?"),
    ("nasal", "mnNJ"),
    ("fricative", "fvszSZTDhxX"),
    ("liquid", "lrRL*"),
    ("glide", "jw"),
)
STRESSED, UNSTRESSED = "H", "L"


def read_marks(spoken: Spoken, rate_hz: int, text: str) -> Reading:
    """The sounds of one call; stress stands where a tone would."""
    samples = spoken.samples.astype(np.float32) / np.float32(32768)
    marks = [mark for mark in spoken.phonemes if mark.name]
    words = [mark.sample for mark in spoken.words]
    phones: list[ReadPhone] = []
    for number, mark in enumerate(marks):
        end = marks[number + 1].sample if number + 1 < len(marks) else len(samples)
        if mark.name.startswith("_"):
            continue
        name = mark.name.lstrip(_STRESS)
        is_vowel = name[:1] in _VOWEL_LETTERS and not name.startswith("@-")
        is_nucleus = is_vowel or name.endswith("L")
        follows = marks[number + 1].name if number + 1 < len(marks) else "_"
        phones.append(
            ReadPhone(
                symbol=name,
                start=mark.sample,
                end=max(end, mark.sample + 1),
                word=int(np.searchsorted(words, mark.sample, side="right")) - 1,
                is_nucleus=is_nucleus,
                tone=(STRESSED if mark.name.startswith("'") else UNSTRESSED) if is_nucleus else "",
                pause=follows.startswith("_"),
            )
        )
    starts = _word_starts(spoken, phones, text)
    return Reading(samples, rate_hz, tuple(phones), starts, text.rstrip().endswith("?"))


def _word_starts(spoken: Spoken, phones: list[ReadPhone], text: str) -> tuple[int, ...]:
    """The first sound of each written word; a word without any has that of the next."""
    samples = [phone.start for phone in phones]
    places = [mark.text_position for mark in spoken.words]
    starts = []
    for match in re.finditer(r"\S+", text):
        later = [n for n, place in enumerate(places) if place >= match.start()]
        at = spoken.words[later[0]].sample if later else len(spoken.samples)
        starts.append(int(np.searchsorted(samples, at)))
    return tuple(starts)


def sound_class(symbol: str) -> str:
    if symbol[:1] in _VOWEL_LETTERS:
        return "vowel"
    return next((name for name, letters in _CLASSES if symbol[:1] in letters), "other")
