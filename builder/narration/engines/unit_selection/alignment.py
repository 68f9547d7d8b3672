"""Where each sound of a text lies in her take: warped at first, then by models of her sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.features import Floats
from builder.narration.engines.unit_selection.reading import ReadPhone
from builder.narration.engines.unit_selection.sounds import PAUSE, STATES, SoundModels
from builder.narration.engines.unit_selection.warping import warp

_MOVE, _STAY = np.log(0.25), np.log(0.75)
_SKIP_PAUSE = np.log(0.5)
_NEVER = -1e30


@dataclass(frozen=True)
class Script:
    """The sounds that a take should have, pauses included; `phone` is the number of each among
    the sounds that were read, -1 for a pause; `optional` may be left out."""

    symbols: tuple[str, ...]
    phone: tuple[int, ...]
    optional: tuple[bool, ...]


@dataclass(frozen=True)
class Alignment:
    """Where each sound that was read lies: `starts` and `ends` in frames.

    `misses` are of each frame: how much better any sound at all would have fitted it, in log
    likelihood. `doubt` is their mean in speech: high where the take says something else.
    `states` are the models' rows. Both arrays are None where no models were at hand.
    """

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    doubt: float = 0.0
    misses: Floats | None = None
    states: NDArray[np.intp] | None = None


def script(phones: Sequence[ReadPhone]) -> Script:
    """The sounds with a pause before and after each word, which she may make or not."""
    entries: list[tuple[str, int, bool]] = [(PAUSE, -1, True)]
    for number, phone in enumerate(phones):
        entries.append((phone.symbol, number, False))
        is_last = number + 1 == len(phones)
        if is_last or phone.pause or phones[number + 1].word != phone.word:
            entries.append((PAUSE, -1, True))
    symbols, numbers, optional = zip(*entries, strict=True)
    return Script(symbols, numbers, optional)


def warped(taken: Floats, model: Floats, phones: Sequence[ReadPhone], hop: float) -> Alignment:
    """A first alignment by the reading voice's own sound, whose times are known.

    `phones` have samples, `hop` samples are a frame of the model; frames of `taken` are as long.
    """
    path = warp(_standard(taken), _standard(model)) * hop
    edges = np.array([phone.start for phone in phones] + [phones[-1].end])
    places = np.searchsorted(path, edges).astype(np.int32)
    return Alignment(places[:-1], np.maximum(places[1:], places[:-1]))


def _standard(values: Floats) -> Floats:
    result: Floats = (values - values.mean(axis=0)) / (values.std(axis=0) + 1e-6)
    result[:, 1:] *= np.float32(0.8)
    return result


def states_of(
    alignment: Alignment, phones: Sequence[ReadPhone], models: Sequence[str], count: int
) -> NDArray[np.intp]:
    """The row of the models for each frame, each sound shared out evenly among its states."""
    row = {symbol: number * STATES for number, symbol in enumerate(models)}
    states = np.full(count, row[PAUSE] + 1, np.intp)
    for phone, start, end in zip(phones, alignment.starts, alignment.ends, strict=True):
        end = min(end, count)
        length = int(end - start)
        if length > 0:
            parts = np.minimum(np.arange(length) * STATES // length, STATES - 1)
            states[start:end] = row[phone.symbol] + parts
    return states


def align(features: Floats, said: Script, models: SoundModels) -> Alignment | None:
    """The best path of a take through its script; None when it is shorter than its sounds."""
    rows = models.rows(said.symbols)
    scores = models.scores(features)
    path = _best_path(scores[:, rows], said)
    if path is None:
        return None
    states = rows[path]
    sounds = path // STATES
    count = sum(number >= 0 for number in said.phone)
    starts, ends = np.zeros(count, np.int32), np.zeros(count, np.int32)
    for place, number in enumerate(said.phone):
        if number >= 0:
            starts[number] = np.searchsorted(sounds, place)
            ends[number] = np.searchsorted(sounds, place, side="right")
    frame = np.arange(len(features))
    spoken = np.array(said.phone)[sounds] >= 0
    here = scores[frame, states]
    missed = scores.max(axis=1) - here
    return Alignment(starts, ends, float(missed[spoken].mean()), missed, states)


def _best_path(scores: Floats, said: Script) -> NDArray[np.intp] | None:
    """Viterbi: each frame's place in the script, in states."""
    count, length = scores.shape
    optional = np.array(said.optional)
    # The first state of a sound can also be reached over a pause that was left out.
    over = np.zeros(length, bool)
    for sound in range(2, len(optional)):
        over[sound * STATES] = optional[sound - 1]
    over_from = np.maximum(np.arange(length) - STATES - 1, 0)
    total = np.full(length, _NEVER)
    total[0] = scores[0, 0]
    if optional[0] and length > STATES:
        total[STATES] = scores[0, STATES] + _SKIP_PAUSE
    back = np.zeros((count, length), np.int8)
    choices = np.full((3, length), _NEVER)
    for frame in range(1, count):
        choices[0] = total + _STAY
        choices[1, 1:] = total[:-1] + _MOVE
        choices[2] = np.where(over, total[over_from] + (_MOVE + _SKIP_PAUSE), _NEVER)
        back[frame] = choices.argmax(axis=0)
        total = choices.max(axis=0) + scores[frame]
    place = length - 1
    if optional[-1] and length > STATES and total[length - 1 - STATES] > total[place]:
        place = length - 1 - STATES
    if total[place] < _NEVER / 2:
        return None
    path = np.zeros(count, np.intp)
    for frame in range(count - 1, -1, -1):
        path[frame] = place
        place -= (0, 1, STATES + 1)[int(back[frame, place])]
    return path
