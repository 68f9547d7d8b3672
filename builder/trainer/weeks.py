"""How much was reviewed, week by week."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from builder.lesson.signatures import Signatures

MAX_WEEKS = 12


@dataclass(frozen=True)
class Week:
    """`monday` is its first day; `percent` is of the busiest one that is shown."""

    monday: datetime.date
    opinions: int
    percent: int


def weeks(signatures: Signatures) -> Sequence[Week]:
    """The last weeks up to the last opinion, those without any among them."""
    days = [
        datetime.date.fromisoformat(one.on)
        for opinions in signatures.by_language.values()
        for one in opinions
        if one.says != "left"
    ]
    if not days:
        return []
    counts = Counter(day - datetime.timedelta(days=day.weekday()) for day in days)
    last = max(counts)
    first = max(min(counts), last - datetime.timedelta(weeks=MAX_WEEKS - 1))
    shown = [
        first + datetime.timedelta(weeks=number) for number in range((last - first).days // 7 + 1)
    ]
    most = max(counts[monday] for monday in shown)
    return [Week(monday, counts[monday], round(100 * counts[monday] / most)) for monday in shown]
