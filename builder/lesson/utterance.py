"""What is said: one sentence or two, in one language, with its place in the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from builder.errors import Position

Language = str
"""A tag of BCP 47, as a course lists it: `bm`, `ff`, `ses`."""
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$"

Role = Literal["narration", "question", "answer", "feedback", "picture", "control", "position"]

ReviewState = Literal["machine-draft", "draft", "reviewed"]


@dataclass(frozen=True)
class Review:
    """Who has passed a text; `by` is the reviewer's name and `on` a date, None for drafts."""

    state: ReviewState = "machine-draft"
    by: str | None = None
    on: str | None = None


@dataclass(frozen=True)
class Utterance:
    """One spoken unit.

    `source` is the lesson's id, an activity's kind (its own phrases), or "interface" (the
    player's phrases); `id` is unique and stable within it, like `which-one.answer-2`.
    `text` is what is shown, `spoken` what is said: they differ only where an author wrote `say`.
    """

    source: str
    id: str
    language: Language
    text: str
    spoken: str
    role: Role = "narration"
    review: Review = field(default_factory=Review)
    position: Position | None = field(default=None, compare=False)
    voices: tuple[str, ...] = ()
    """The lesson's own voice order; empty when the course's applies."""
    recording: Path | None = field(default=None, compare=False)
    """The file that says it in any language, which a lesson names; None for voices and takes."""
    fingerprint: str = field(default="", compare=False)
    """Of the written text (`Text.hash_in`): what a reviewer signs."""
