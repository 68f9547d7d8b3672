"""What surrounds each half of a sound: told alike of takes and of sentences to be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.reading import ReadPhone

Numbers = NDArray[np.int16]

TONES = ("", "L", "H", "F", "R")
NEIGHBOURS = 4
"""Two sounds before and two after."""
PHRASE_START, PHRASE_END, WORD_START, WORD_END, LAST_NUCLEUS = 1, 2, 4, 8, 16
NO_SOUND = -1


@dataclass(frozen=True)
class Context:
    """One row for each half of each sound, in order: the left half, then the right one.

    `sounds` and `around` are numbers of symbols, `NO_SOUND` for a pause and beyond the ends.
    `tones` has the numbers of the tone before, here and after: for a nucleus its own, for another
    sound that of the nucleus it leads to. `place` is made of the flags above. `phrase` counts
    phrases, `through` goes from 0 to 1 over each, `steps` counts highs after lows in it.
    """

    sounds: Numbers
    sides: Numbers
    around: Numbers
    tones: Numbers
    nucleus: NDArray[np.bool_]
    place: Numbers
    phrase: Numbers
    through: NDArray[np.float32]
    steps: Numbers
    is_question: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.sounds)


def describe(
    phones: Sequence[ReadPhone], numbers: Mapping[str, int], *, is_question: bool
) -> Context:
    """`numbers` gives each known symbol its number; an unknown one is `NO_SOUND`."""
    count = len(phones)
    symbols = np.array([numbers.get(phone.symbol, NO_SOUND) for phone in phones], np.int16)
    ends = np.array([phone.pause or n + 1 == count for n, phone in enumerate(phones)])
    starts = np.concatenate([[True], ends[:-1]])
    phrase = np.cumsum(starts) - 1
    nuclei = np.array([phone.is_nucleus for phone in phones])
    tones = np.array([TONES.index(phone.tone) if phone.is_nucleus else 0 for phone in phones])
    both = np.repeat(np.arange(count), 2)
    around = np.full((count, NEIGHBOURS), NO_SOUND, np.int16)
    for column, step in enumerate((-2, -1, 1, 2)):
        there = np.arange(count) + step
        inside = (there >= 0) & (there < count)
        inside[inside] &= phrase[there[inside]] == phrase[inside]
        around[inside, column] = symbols[there[inside]]
    place = _places(phones, starts, ends, nuclei, phrase)
    before, here, after = _tones_around(tones, nuclei, phrase)
    through, steps = _course(tones, nuclei, phrase)
    return Context(
        sounds=symbols[both],
        sides=np.tile(np.array([0, 1], np.int16), count),
        around=around[both],
        tones=np.stack([before, here, after], axis=1).astype(np.int16)[both],
        nucleus=nuclei[both],
        place=place[both],
        phrase=phrase.astype(np.int16)[both],
        through=through[both],
        steps=steps[both],
        is_question=np.full(2 * count, is_question),
    )


def _places(
    phones: Sequence[ReadPhone],
    starts: NDArray[np.bool_],
    ends: NDArray[np.bool_],
    nuclei: NDArray[np.bool_],
    phrase: NDArray[np.intp],
) -> Numbers:
    words = np.array([phone.word for phone in phones])
    new_word = np.concatenate([[True], words[1:] != words[:-1]]) | starts
    word_end = np.concatenate([new_word[1:], [True]])
    place = starts * PHRASE_START + ends * PHRASE_END + new_word * WORD_START + word_end * WORD_END
    for number in range(int(phrase[-1]) + 1):
        inside = np.flatnonzero((phrase == number) & nuclei)
        if len(inside):
            stop = int(np.flatnonzero(phrase == number)[-1]) + 1
            place[inside[-1] : stop] += LAST_NUCLEUS
    return np.asarray(place, np.int16)


def _tones_around(
    tones: NDArray[np.intp], nuclei: NDArray[np.bool_], phrase: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    count = len(tones)
    before, here, after = (np.zeros(count, np.intp) for _ in range(3))
    places = np.flatnonzero(nuclei)
    for n in range(count):
        order = int(np.searchsorted(places, n))
        own = [p for p in places[order : order + 2] if phrase[p] == phrase[n]]
        last = [p for p in places[max(0, order - 1) : order] if phrase[p] == phrase[n]]
        before[n] = tones[last[0]] if last else 0
        here[n] = tones[own[0]] if own else before[n]
        after[n] = tones[own[1]] if len(own) > 1 else 0
    return before, here, after


def _course(
    tones: NDArray[np.intp], nuclei: NDArray[np.bool_], phrase: NDArray[np.intp]
) -> tuple[NDArray[np.float32], Numbers]:
    """How far through its phrase each sound is, and how many downsteps came before it."""
    through = np.zeros(len(tones), np.float32)
    steps = np.zeros(len(tones), np.int16)
    low = TONES.index("L")
    for number in range(int(phrase[-1]) + 1):
        inside = np.flatnonzero(phrase == number)
        through[inside] = (np.arange(len(inside)) + 0.5) / len(inside)
        last, count = 0, 0
        for place in inside:
            if nuclei[place]:
                count += last == low and tones[place] != low
                last = tones[place]
            steps[place] = min(count, 8)
    return through, steps
