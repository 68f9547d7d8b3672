"""What pages are made of, and what is asked of lessons and clips for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.lesson.activity import Activity
from builder.lesson.course import Lesson
from builder.lesson.utterance import Language
from builder.narration.clip import Narrated
from builder.narration.narrator import ClipKey
from builder.page.record import Record

SHELF_LESSONS = 8
"""Cards on one home page: a key for each, and no more than an eye takes in."""


Clips = Mapping[ClipKey, Narrated]


@dataclass(frozen=True)
class Card:
    """What the home page shows of a lesson; `picture` is a file in the lessons' folder, `absent`
    whether the lesson isn't in the page's language yet."""

    number: int
    id: str
    picture: str
    sensitive: bool
    absent: bool = False


@dataclass(frozen=True)
class Screen:
    """One screen of a lesson; `kind` and `position` are None for the warning and the end."""

    name: str
    kind: str | None = None
    position: str | None = None
    html: str = ""


def shelf_count(lessons: int) -> int:
    return max(1, -(-lessons // SHELF_LESSONS))


def first_of_each_kind(steps: Sequence[Activity]) -> list[Activity]:
    """In order of kind."""
    first = {step.kind: step for step in reversed(steps)}
    return [step for _, step in sorted(first.items())]


def has_machine_voice(clips: Clips, language: Language, source: str) -> bool:
    """Whether a machine says any of it; then the help card tells so."""
    return any(
        narrated.clip is not None and narrated.clip.origin == "machine"
        for (told_by, _, lang), narrated in clips.items()
        if (told_by, lang) == (source, language)
    )


def own_voices(clips: Clips, language: Language, source: str) -> list[str]:
    """Ids of those of whose recordings a voice was made that says any of it, in order."""
    people = {
        narrated.clip.person
        for (told_by, _, lang), narrated in clips.items()
        if (told_by, lang) == (source, language) and narrated.clip
    }
    return sorted(people - {""})


def first_clip(lesson: Lesson, record: Record) -> str:
    """What is said first, asked for before the scripts are there."""
    if lesson.warning:
        return record.clip("warning")
    step = lesson.steps[0]
    first = next(phrase for phrase in step.phrases() if phrase.role != "picture")
    return record.clip(f"{step.id}.{first.id}")
