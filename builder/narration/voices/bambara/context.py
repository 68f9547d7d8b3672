"""Tone of words that have two, from their neighbours: a decision list learnt from examples."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_BOUNDARY = ""
_FEWEST = 2
_SMOOTHING = 0.2
_WEAKEST = 0.7
ALWAYS = "*"
_INFLECTIONS = ("ra", "la", "na", "w", "len", "nen")

Kinds = Mapping[str, str]
"""Word form → part of speech, as Bamadaba abbreviates it."""

Rules = Mapping[str, Sequence[tuple[str, str]]]
"""Word form → (feature, tones), the surest first; the feature `*` always holds."""


@dataclass(frozen=True)
class Example:
    """A word among others, with its surface tones."""

    form: str
    before: str
    after: str
    tones: str


def kind_of(form: str, kinds: Kinds) -> str:
    if form in kinds:
        return kinds[form]
    for suffix in _INFLECTIONS:
        if form.endswith(suffix) and (kind := kinds.get(form.removesuffix(suffix))):
            return kind + ("+" if suffix in ("ra", "la", "na") else "")
    head, apostrophe, _ = form.partition("’")
    return head + apostrophe if apostrophe else "?"


def features(before: str, after: str, kinds: Kinds) -> tuple[str, ...]:
    """What a rule may ask of the neighbours; "" is the edge of a clause."""
    left = "^" if before == _BOUNDARY else kind_of(before, kinds)
    right = "$" if after == _BOUNDARY else kind_of(after, kinds)
    return (f"{before}_", f"_{after}", f"<{left}", f">{right}", f"{left}<>{right}")


def tones_in_context(form: str, before: str, after: str, kinds: Kinds, rules: Rules) -> str:
    """The tones the surest rule gives; "" for a word without rules."""
    held = {*features(before, after, kinds), ALWAYS}
    return next((tones for feature, tones in rules.get(form, ()) if feature in held), "")


def learn(examples: Iterable[Example], kinds: Kinds) -> dict[str, list[tuple[str, str]]]:
    """A decision list for each word with two readings among the examples.

    Source: Yarowsky, Decision lists for lexical ambiguity resolution (1994).
    """
    examples = tuple(examples)
    readings: dict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        readings[example.form][example.tones] += 1
    ambiguous = {
        form for form, counts in readings.items()
        if sum(counts.values()) - counts.most_common(1)[0][1] > _FEWEST
    }  # fmt: skip
    evidence: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for example in examples:
        if example.form in ambiguous:
            for feature in features(example.before, example.after, kinds):
                evidence[example.form, feature][example.tones] += 1
    scored: dict[str, list[tuple[float, str, str]]] = defaultdict(list)
    for (form, feature), counts in evidence.items():
        tones, count = counts.most_common(1)[0]
        others = sum(counts.values()) - count
        strength = math.log((count + _SMOOTHING) / (others + _SMOOTHING))
        if count >= _FEWEST and strength > _WEAKEST:
            scored[form].append((-round(strength, 6), feature, tones))
    return {
        form: [(feature, tones) for _, feature, tones in sorted(scored[form])]
        + [(ALWAYS, readings[form].most_common(1)[0][0])]
        for form in sorted(ambiguous)
    }
