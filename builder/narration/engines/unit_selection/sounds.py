"""How her sounds are: three states for each, every state a bell curve over cepstra.

Hidden Markov models with one diagonal Gaussian a state; one more sound, `PAUSE`, is silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from builder.narration.engines.unit_selection.features import Floats

PAUSE = ""
STATES = 3
_LEAST_SHARE = 0.05
"""A state's spread is at least this share of all speech's: few examples know too little."""
_PRIOR_FRAMES = 12.0


@dataclass(frozen=True)
class SoundModels:
    """`means` and `variances` have one row for each state of each of `symbols`, in order."""

    symbols: tuple[str, ...]
    means: Floats
    variances: Floats

    def rows(self, symbols: Iterable[str]) -> NDArray[np.intp]:
        """The rows of these sounds' states, one sound after another."""
        number = {symbol: row * STATES for row, symbol in enumerate(self.symbols)}
        firsts = np.array([number[symbol] for symbol in symbols], np.intp)
        result: NDArray[np.intp] = (firsts[:, None] + np.arange(STATES)).reshape(-1)
        return result

    def scores(self, features: Floats) -> Floats:
        """Log likelihood of each frame in each state; frames in rows."""
        inverse = 1 / self.variances
        constant = np.log(2 * np.pi * self.variances).sum(axis=1)
        constant = constant + (np.square(self.means) * inverse).sum(axis=1)
        squares = np.square(features) @ inverse.T
        result = -0.5 * (squares - 2 * features @ (self.means * inverse).T + constant)
        return np.asarray(result, np.float32)


def learn(symbols: Sequence[str], features: Floats, states: NDArray[np.intp]) -> SoundModels:
    """Models of frames whose state is known: row `STATES × symbol + state`, -1 for none.

    A state that was seldom seen leans on what all speech is like.
    """
    count = len(symbols) * STATES
    known = states >= 0
    values, rows = features[known].astype(np.float64), states[known]
    seen = np.bincount(rows, minlength=count).astype(np.float64)[:, None]
    sums, squares = (np.zeros((count, values.shape[1])) for _ in range(2))
    np.add.at(sums, rows, values)
    np.add.at(squares, rows, np.square(values))
    overall = values.mean(axis=0)
    spread = values.var(axis=0) + 1e-6
    means = (sums + _PRIOR_FRAMES / 8 * overall) / (seen + _PRIOR_FRAMES / 8)
    own = squares - 2 * means * sums + seen * np.square(means)
    variances = (own + _PRIOR_FRAMES * spread) / (seen + _PRIOR_FRAMES)
    variances = np.maximum(variances, _LEAST_SHARE * spread)
    return SoundModels(tuple(symbols), means.astype(np.float32), variances.astype(np.float32))
