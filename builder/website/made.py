"""What came of making all lessons, and what is asked of their clips and facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from builder.errors import Problem
from builder.lesson.course import Course
from builder.lesson.loading import Outline
from builder.lesson.utterance import Language
from builder.narration.chain import take_key
from builder.narration.clip import Narrated
from builder.narration.narrator import ClipKey
from builder.narration.takes import TakeKey
from builder.page.pieces import Card
from builder.website.ledger import Entry, Facts, Ledger

Clips = Mapping[ClipKey, Narrated]


@dataclass
class Made:
    """What came of all lessons, in their order, and of what is said beside them."""

    outline: Outline
    course: Course
    """Without its lessons."""
    ledger: Ledger
    """Where each lesson's facts are."""
    entries: Sequence[Entry]
    common: Clips
    base: str
    """The digest of `common`."""
    settings: str
    """The digest of what course.yaml and the files beside the lessons say."""
    gone: tuple[str, ...]
    """Pages of lessons that are no longer there, or have another number."""
    dropped: set[str]
    """Clips and pictures that one of its users has given up."""
    problems: tuple[Problem, ...]
    told: tuple[str, ...]
    made: int = 0
    adopted: int = 0
    unused: tuple[str, ...] = ()
    """Those of `dropped` that nobody uses."""

    def facts(self, lessons: slice = slice(None)) -> Iterator[Facts]:
        """Of these lessons, one after another: a course of thousands is never in memory."""
        for name in self.outline.names[lessons]:
            yield self.ledger.facts(name)

    def cards(self, language: Language) -> list[Card]:
        return [
            Card(number, one.id, one.picture, one.sensitive, language not in one.there)
            for number, one in enumerate(self.entries, 1)
        ]

    @cached_property
    def listed(self) -> str:
        """The digest of what trainers' lists say."""
        return digest([self.base, self.settings, *(one.listed for one in self.entries)])


class Wanted:
    """The takes that somebody asks for; what a lesson asks for is looked up when it is asked."""

    def __init__(self, ledger: Ledger, entries: Mapping[str, Entry], common: Clips) -> None:
        self._ledger = ledger
        self._files = {entry.id: file for file, entry in entries.items()}
        self._beside = {take_key(one.utterance) for one in common.values()}

    @cached_property
    def _of_several(self) -> set[TakeKey]:
        """What lessons have the player say: positions, numbers, help."""
        facts = map(self._ledger.facts, self._files.values())
        return {key for one in facts for key in one.takes if key[1] != one.card.id}

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, tuple) or key in self._beside:
            return key in self._beside
        if key[1] in self._files:
            return key in self._ledger.facts(self._files[key[1]]).takes
        return key in self._of_several


def clips_of(clips: Clips, source: str, language: Language) -> Iterator[Narrated]:
    for (told_by, _, said_in), narrated in clips.items():
        if (told_by, said_in) == (source, language):
            yield narrated


def digest_of(clips: Clips) -> str:
    """Of all that these clips put into a page."""
    return digest(
        f"{key} {one.utterance.text} {one.clip and (one.clip.fingerprint, one.clip.origin)}"
        for key, one in clips.items()
    )


def digest(told: Iterable[object]) -> str:
    return hashlib.sha256("\n".join(map(str, told)).encode()).hexdigest()
