"""What an author may add for a session with a group; whatever is left out has a default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import Field

from builder.errors import Problem
from builder.lesson.placed import Placed, Slug
from builder.lesson.text import Text
from builder.source.guesses import did_you_mean

RUN_MINUTES = (60, 90, 120)
"""How long sessions are."""


class StepSession(Placed):
    """Comment jouer cette étape avec un groupe ; ce qui manque est rempli selon la sorte."""

    minutes: int | None = Field(
        default=None, ge=1, le=60, description="Minutes avec un groupe ; sinon on les compte."
    )
    ask: Text | None = Field(default=None, description="La question à poser au groupe.")
    avoid: str | None = Field(default=None, description="Ce qu'on ne demande pas, en français.")
    blind: str | None = Field(
        default=None, description="Comment faire pour qui ne voit pas, en français."
    )
    deaf: str | None = Field(
        default=None, description="Comment faire pour qui n'entend pas, en français."
    )
    meanwhile: str | None = Field(
        default=None, description="Ce que font les autres pendant ce temps, en français."
    )


class LessonSession(Placed):
    """La séance : à quoi elle sert, ce qu'il faut, ce qu'on laisse quand le temps est court."""

    aim: str | None = Field(default=None, description="Le but, en français, en une phrase.")
    material: list[str] = Field(
        default=[], max_length=12, description="Ce qu'il faut en plus de l'ordinateur, en français."
    )
    closing: list[str] = Field(
        default=[], max_length=6, description="Les gestes de la fin, en français."
    )
    without_device: str | None = Field(
        default=None, description="L'activité de groupe sans appareil, en français."
    )
    leave_out_60: list[Slug] = Field(
        default=[], description="Les id des étapes laissées en 60 minutes ; sinon on les choisit."
    )
    leave_out_90: list[Slug] = Field(
        default=[], description="Les id des étapes laissées en 90 minutes ; sinon on les choisit."
    )

    @property
    def left_out(self) -> Mapping[int, list[str]]:
        """Ids of steps by minutes of the session; none where the author says nothing."""
        return {60: self.leave_out_60, 90: self.leave_out_90, 120: []}

    def unknown_steps(self, steps: Sequence[str]) -> Iterator[Problem]:
        """What is left out though no step has that id."""
        for minutes, left_out in self.left_out.items():
            for index, id in enumerate(left_out):
                if id not in steps:
                    yield Problem(
                        "step-unknown",
                        f"L'étape « {id} » n'existe pas dans cette leçon.",
                        did_you_mean(id, steps, "Étapes"),
                        self.position_in(f"leave_out_{minutes}", index),
                    )
