"""What came of making all lessons, and what is asked of their clips and facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.errors import Problem
from builder.lesson.course import Course
from builder.lesson.loading import Outline
from builder.lesson.utterance import Language
from builder.narration.chain import take_key
from builder.narration.clip import Narrated
from builder.narration.narrator import ClipKey
from builder.website.ledger import Facts

Clips = Mapping[ClipKey, Narrated]


@dataclass
class Made:
    """What came of all lessons, in their order, and of what is said beside them."""

    outline: Outline
    course: Course
    """Without its lessons."""
    facts: list[Facts]
    common: Clips
    base: str
    """The digest of `common`."""
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


class Wanted:
    """The takes that somebody asks for, without a second copy of them all."""

    def __init__(self, facts: Sequence[Facts], common: Clips) -> None:
        self._takes = {one.card.id: one.takes for one in facts}
        self._others = {take_key(one.utterance) for one in common.values()}
        for one in facts:
            self._others |= {key for key in one.takes if key[1] != one.card.id}

    def __contains__(self, key: object) -> bool:
        return key in self._others or (
            isinstance(key, tuple) and key in self._takes.get(key[1], frozenset())
        )


def pages_of(facts: Iterable[Facts]) -> set[str]:
    return {page for one in facts for page in one.pages}


def clips_of(clips: Clips, source: str, language: Language) -> Iterator[Narrated]:
    for (told_by, _, said_in), narrated in clips.items():
        if (told_by, said_in) == (source, language):
            yield narrated


def digest_of(clips: Clips) -> str:
    """Of all that these clips put into a page."""
    told = "\n".join(
        f"{key} {one.utterance.text} {one.clip and (one.clip.fingerprint, one.clip.origin)}"
        for key, one in clips.items()
    )
    return hashlib.sha256(told.encode()).hexdigest()
