"""Three or four drawn acts, tapped from the first to the last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from builder.lesson.activity import Activity, Phrase, Reported
from builder.lesson.placed import PicturePath, Placed
from builder.lesson.text import Text
from builder.lesson.utterance import Language


class Item(Placed):
    """Un geste à remettre dans l'ordre."""

    picture: PicturePath
    text: Text = Field(description="Le geste, en quelques mots.")


class Ordering(Activity):
    """Des gestes à remettre dans l'ordre ; écris-les dans le bon ordre."""

    kind: Literal["ordering"] = Field(description="ordering : des gestes à mettre dans l'ordre.")
    question: Text = Field(description="Ce qu'on demande, en une phrase.")
    items: list[Item] = Field(
        min_length=3, max_length=4, description="Les gestes, dans le bon ordre."
    )
    feedback: Text = Field(description="Dit pourquoi c'est le bon ordre.")

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question, "question")
        for number, item in enumerate(self.items, 1):
            yield Phrase(f"item-{number}", item.text, "answer")
        yield Phrase("feedback", self.feedback, "feedback")

    def reports(self) -> Iterator[Reported]:
        """Each item touched when each place was asked for; those behind are only named again."""
        for place in range(1, len(self.items) + 1):
            for number in range(place, len(self.items) + 1):
                yield Reported(f"item-{number}-at-{place}", number == place)

    def sheet(self, language: Language) -> Iterator[str]:
        yield self.question.shown(language)
        shown = self.shown_order()
        for number, item in enumerate(self.items, 1):
            rank = "1er" if number == 1 else f"{number}e"
            yield f"En {rank} : {shown.index(number) + 1} {item.text.shown(language)}"
        yield self.feedback.shown(language)

    def context(self) -> Mapping[str, Any]:
        return {"shown_order": self.shown_order()}

    def shown_order(self) -> tuple[int, ...]:
        """Item numbers (from 1) as they are laid out: the same on each build, never the answer."""
        numbers = list(range(1, len(self.items) + 1))
        shuffled = sorted(numbers, key=lambda n: hashlib.sha256(f"{self.id}/{n}".encode()).digest())
        return tuple(shuffled[1:] + shuffled[:1] if shuffled == numbers else shuffled)
