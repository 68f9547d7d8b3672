"""Tone of a word: its own marks, else the table, else its parts, else the rule."""

from __future__ import annotations

from builder.narration.voices.bambara.spelling import has_marks, read_letters

HIGH, LOW = "H", "L"


def spread(marks: str, last_part: int = 1) -> str:
    """Surface tones from dictionary notation, where only some nuclei are marked.

    `marks` has H, L, F, R or "." (unmarked) for each nucleus. A high mark holds until the next
    mark; a low one too, but the last `last_part` nuclei of a low word are high (compact words of
    several parts rise on their last part).
    Source: Dumestre, Grammaire fondamentale du bambara (2003), on tonal compactness.
    """
    # The mark of a word in n- or m- stands on its first vowel and holds for the nasal too.
    before_first = len(marks) - len(marks.lstrip("."))
    if 0 < before_first < len(marks):
        first = {"F": HIGH, "R": LOW}.get(marks[before_first], marks[before_first])
        marks = first + marks[1:]
    tones: list[str] = []
    start_of_low: int | None = None
    for index, mark in enumerate(marks):
        if mark == LOW:
            start_of_low = index
        elif mark != ".":
            start_of_low = None
        if mark == ".":
            previous = tones[-1] if tones else HIGH
            tones.append({"F": LOW, "R": HIGH}.get(previous, previous))
        else:
            tones.append(mark)
    if start_of_low is not None:
        first_high = max(start_of_low + 1, len(tones) - last_part)
        for index in range(first_high, len(tones)):
            tones[index] = HIGH
    return "".join(tones)


def default_last_part(count: int) -> int:
    """How many nuclei rise at the end of a low word of unknown parts."""
    return 2 if count >= 4 else 1


def toned_spelling_tones(spelling: str) -> str:
    """Surface tones of a spelling with marks; unmarked syllables follow the compact notation."""
    if not has_marks(spelling):
        return ""
    marks = "".join(p.tone or "." for p in read_letters(spelling) if p.is_nucleus)
    return spread(marks, default_last_part(len(marks)))
