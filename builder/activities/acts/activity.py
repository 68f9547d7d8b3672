"""Three drawn acts for the week, and someone to teach them to; asked again three weeks later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from builder.lesson.activity import Activity, Phrase
from builder.lesson.placed import PicturePath, Placed
from builder.lesson.text import Text


class WeekAct(Placed):
    """Un geste à faire cette semaine."""

    picture: PicturePath
    text: Text = Field(description="Le geste, à la première personne, en quelques mots.")


class Acts(Activity):
    """Trois gestes de la semaine, puis « apprends-le à quelqu'un »."""

    kind: Literal["acts"] = Field(description="acts : trois gestes de la semaine.")
    items: list[WeekAct] = Field(min_length=3, max_length=3, description="Les trois gestes.")
    teach: WeekAct = Field(description="Ce qu'on apprend à quelqu'un, et à qui.")

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        for number, item in enumerate(self.items, 1):
            yield Phrase(f"item-{number}", item.text)
        yield Phrase("teach", self.teach.text)
