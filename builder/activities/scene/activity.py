"""A picture and a narration: one idea, shown and told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from builder.lesson.activity import Activity, Phrase
from builder.lesson.text import Picture, Text


class Scene(Activity):
    """Une image et une à quatre phrases qui la racontent."""

    kind: Literal["scene"] = Field(description="scene : une image et une narration.")
    picture: Picture = Field(description="Ce qu'on voit pendant la narration.")
    lines: list[Text] = Field(
        min_length=1,
        max_length=4,
        description="Les phrases, une idée chacune, 20 secondes en tout.",
    )

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        for number, line in enumerate(self.lines, 1):
            yield Phrase(f"line-{number}", line)
