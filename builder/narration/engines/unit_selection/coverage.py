"""Which joins of two sounds, tones included, a narrator has said; what she should read next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from builder.narration.engines.unit_selection.reading import ReadPhone

Diphone = tuple[str, str]
"""Two neighbouring sounds, each with its tone; "" for a pause."""

Key = TypeVar("Key")
_SPARE_WEIGHT = 0.15
_ENOUGH = 3
"""A join said that often leaves a choice."""


def diphones(phones: Sequence[ReadPhone], *, is_tonal: bool) -> list[Diphone]:
    """Of a text, in order, those with the silences around it too; tones only where they tell
    words apart."""
    found: list[Diphone] = []
    before = ""
    for phone in phones:
        here = phone.symbol + (phone.tone if is_tonal else "")
        found.append((before, here))
        before = here
        if phone.pause:
            found.append((here, ""))
            before = ""
    if before:
        found.append((before, ""))
    return found


def covered_share(wanted: Iterable[Diphone], said: Iterable[Diphone]) -> float:
    """How much of what is wanted, as often as it occurs, was said at least once."""
    known, asked = set(said), list(wanted)
    return sum(one in known for one in asked) / len(asked) if asked else 1.0


def covered_by_others(sentences: Iterable[Sequence[Diphone]]) -> float:
    """How much of each sentence stands in another one, over all of them: each is held out in
    turn, which tells more than holding out a few."""
    counts = [Counter(sentence) for sentence in sentences]
    holders = Counter(one for sentence in counts for one in sentence)
    total = sum(sentence.total() for sentence in counts)
    shared = sum(times for one in counts for key, times in one.items() if holders[key] > 1)
    return shared / total if total else 0.0


def next_to_read(
    offered: Mapping[Key, Sequence[Diphone]],
    said: Iterable[Diphone],
    wanted: Iterable[Diphone],
    *,
    most: int,
    share: float = 1.0,
) -> list[tuple[Key, float]]:
    """Sentences that add most for their length, best first, until `share` of what is wanted is
    covered; each with the share covered once it is read."""
    counts, weights = Counter(said), Counter(wanted)
    total = sum(weights.values()) or 1
    left = {key: Counter(sounds) for key, sounds in offered.items()}
    chosen: list[tuple[Key, float]] = []
    while left and len(chosen) < most:
        covered = sum(times for one, times in weights.items() if counts[one]) / total
        if covered >= share:
            break
        gains = {key: _gain(sounds, counts, weights) for key, sounds in left.items()}
        best = max(gains, key=lambda key: gains[key])
        if gains[best] <= 0:
            break
        counts += left.pop(best)
        covered = sum(times for one, times in weights.items() if counts[one]) / total
        chosen.append((best, covered))
    return chosen


def _gain(sounds: Counter[Diphone], counts: Counter[Diphone], weights: Counter[Diphone]) -> float:
    """New joins that are wanted, often wanted ones first; a second example is worth less."""
    gain = 0.0
    for one in sounds:
        if not weights[one]:
            continue
        if not counts[one]:
            gain += 1 + 0.1 * min(weights[one], 10)
        elif counts[one] < _ENOUGH:
            gain += _SPARE_WEIGHT
    return gain / (12 + sum(sounds.values()))
