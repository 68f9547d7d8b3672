"""What a class goes through together in a step: moments, some of which ask for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Effect = Literal["protects", "waits", "exposes"]


@dataclass(frozen=True)
class Answer:
    """What a class can choose, by a number that is the one of the lesson's screen."""

    number: int
    id: str
    """The phrase of the step that says it, and what counts are kept by: `answer-2`."""
    picture: str
    """A file in the lessons' folder; empty for none."""
    right: bool
    why: str = ""
    """The phrase that gives the reason; empty where the moment has one for all."""
    effect: Effect | None = None
    """What the act does for the one who chooses it, where it is more than right or not."""
    says: str = ""
    """What says it where `id` is not it: `inbox/genuine`, a phrase of the kind."""


@dataclass(frozen=True)
class Moment:
    """Something said and shown to all, and, where there are answers, decided by each."""

    id: str
    """Tells it from the other moments of the step: `question`, `card-2`."""
    says: tuple[str, ...]
    """Phrases of the step, in the order they are heard; the last one asks. With `/`, somebody
    else's: `pledge/published`."""
    picture: str = ""
    """A file in the lessons' folder; empty for none."""
    answers: tuple[Answer, ...] = ()
    why: str = ""
    """The phrase said with the answer when answers have no reason of their own; may be empty."""
    counted: bool = True
    """Whether hands are counted; not where an answer would say something of a person."""
