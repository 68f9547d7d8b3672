"""An afternoon's work: how many strings an hour, and how many are left."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.lesson.signatures import Opinion
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
