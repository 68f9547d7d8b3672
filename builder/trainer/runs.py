"""How a lesson fits a session of 60, 90 or 120 minutes: what is played, what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.lesson.activity import Activity
from builder.lesson.session import RUN_MINUTES, LessonSession

_CHARACTERS_PER_SECOND = 12
"""As the embedded voices speak, pauses between lines included."""
_TIMES_SAID = 2
"""By the voice, then again by the trainer or someone of the group."""
_SECONDS_PER_DECISION = 60
"""Question, answers, hands counted, the right answer and why: what trainers are told."""
# Minutes beside the lesson: welcome and rules, activity without a device, closing.
_AROUND: Mapping[int, tuple[int, int, int]] = {60: (5, 0, 5), 90: (10, 10, 10), 120: (10, 20, 15)}


@dataclass(frozen=True)
class Part:
    """Part of a session: which one, and its minutes."""

    name: str
    minutes: int


@dataclass(frozen=True)
class Run:
    """A session of `minutes`: its parts, the steps played and left out by number from 1.

    `over` is by how many minutes what is played is longer than what is left for it.
    """

    minutes: int
    parts: tuple[Part, ...]
    played: tuple[int, ...]
    left_out: tuple[int, ...]
    over: int


def minutes_of(step: Activity, talk_seconds: int, spoken_characters: int) -> int:
    """What a step takes with a group, told by its author or counted."""
    if step.session.minutes:
        return step.session.minutes
    decisions = sum(bool(moment.answers) for moment in step.moments())
    seconds = _TIMES_SAID * spoken_characters / _CHARACTERS_PER_SECOND + talk_seconds
    return max(1, round((seconds + decisions * _SECONDS_PER_DECISION) / 60))


def runs_of(
    steps: Sequence[Activity], minutes: Sequence[int], session: LessonSession
) -> tuple[Run, ...]:
    """One for each length of a session; `minutes` are those of each step."""
    return tuple(_run(length, steps, minutes, session) for length in RUN_MINUTES)


def _run(
    length: int, steps: Sequence[Activity], minutes: Sequence[int], session: LessonSession
) -> Run:
    opening, aside, closing = _AROUND[length]
    room = length - opening - aside - closing
    said = session.left_out[length]
    if said:
        played = [place for place, step in enumerate(steps) if step.id not in said]
    else:
        played = _fitting(steps, minutes, room)
    total = sum(minutes[place] for place in played)
    parts = (
        Part("opening", opening),
        Part("lesson", total),
        *((Part("without_device", aside),) if aside else ()),
        Part("closing", closing),
        *((Part("spare", room - total),) if total < room else ()),
    )
    return Run(
        length,
        parts,
        tuple(place + 1 for place in played),
        tuple(place + 1 for place in range(len(steps)) if place not in played),
        max(0, total - room),
    )


def _fitting(steps: Sequence[Activity], minutes: Sequence[int], room: int) -> list[int]:
    """What fits, by place: the first and the last step stay; of the others one goes whose kind is
    met most often, the longest first."""
    played = list(range(len(steps)))
    while sum(minutes[place] for place in played) > room and len(played) > 2:
        often = Counter(steps[place].kind for place in played[1:-1])
        played.remove(
            max(played[1:-1], key=lambda place: (often[steps[place].kind], minutes[place], place))
        )
    return played
