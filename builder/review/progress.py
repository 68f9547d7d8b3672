"""An afternoon's work: how many strings an hour, and how many are left."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.lesson.languages import Languages
from builder.lesson.signatures import Opinion, Signatures
from builder.review.strings import ReviewString

PAUSE_MIN = 20
"""A longer one is no work."""


@dataclass(frozen=True)
class Progress:
    """Of one reviewer in one language; `an_hour` is None before a few minutes of work."""

    total: int
    left: int
    today: int
    an_hour: int | None


def progress(strings: Sequence[ReviewString], opinions: Iterable[Opinion], by: str) -> Progress:
    """Where somebody is; `opinions` are all of the language."""
    done = sum(any(one.by == by for one in string.opinions) for string in strings)
    today = datetime.date.today().isoformat()
    times = sorted(one.at for one in opinions if one.by == by and one.on == today and one.at)
    minutes = [int(at[:2]) * 60 + int(at[3:]) for at in times]
    steps = [later - before for before, later in pairwise(minutes)]
    worked = sum(step for step in steps if step <= PAUSE_MIN)
    an_hour = round(60 * len(minutes) / worked) if worked >= 2 else None
    return Progress(len(strings), len(strings) - done, len(minutes), an_hour)


@dataclass(frozen=True)
class Reviewer:
    """A person in one language, given in French; `last` is her last day."""

    name: str
    language: str
    passed: int
    otherwise: int
    asked: int
    last: str


def reviewers(signatures: Signatures, languages: Languages) -> list[Reviewer]:
    """Those who have said most first; what an author has left is no reviewing."""
    told = []
    for language in languages:
        by_name: dict[str, list[Opinion]] = {}
        for opinion in signatures.by_language.get(language.tag, ()):
            if opinion.says != "left":
                by_name.setdefault(opinion.by, []).append(opinion)
        for name, opinions in by_name.items():
            says = Counter(one.says for one in opinions)
            told.append(
                Reviewer(
                    name,
                    language.french,
                    says["accept"],
                    says["propose"],
                    says["question"],
                    max(one.on for one in opinions),
                )
            )
    return sorted(told, key=lambda one: (-(one.passed + one.otherwise + one.asked), one.name))
