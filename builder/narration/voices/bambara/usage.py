"""What usage decides of a word's tone, written by hand: before what was learnt from examples."""

from __future__ import annotations

from importlib.resources import files

from builder.narration.voices.bambara.context import ALWAYS


def decide(tones: dict[str, str], rules: dict[str, list[tuple[str, str]]]) -> None:
    """Puts `usage.tsv` before what was learnt, and its readings that always hold in their place."""
    decided: dict[str, list[tuple[str, str]]] = {}
    text = files("builder.narration.voices.bambara").joinpath("usage.tsv")
    for line in text.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        form, feature, word_tones = line.split("\t")
        decided.setdefault(form, []).append((feature, word_tones))
    for form, first in decided.items():
        feature, always = first[-1]
        if feature != ALWAYS:
            raise ValueError(f"usage.tsv: « {form} » needs a last row with {ALWAYS}")
        tones[form] = always
        learnt = rules.get(form, []) if len(first) > 1 else []
        rules[form] = [*first[:-1], *(rule for rule in learnt if rule[0] != ALWAYS), first[-1]]
