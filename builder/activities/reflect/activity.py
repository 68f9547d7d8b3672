"""A question to talk about: nobody's answer is asked for, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from builder.lesson.activity import Activity, Phrase
from builder.lesson.placed import PicturePath, Placed
from builder.lesson.text import Text
from builder.lesson.utterance import Language


class Prompt(Placed):
    """Un dessin qui aide à parler."""

    picture: PicturePath
    text: Text = Field(description="De quoi l'on peut parler, en quelques mots.")


class Proverb(Placed):
    """Un proverbe, avec sa source."""

    text: Text = Field(description="Le proverbe, tel qu'il est attesté.")
    source: str = Field(min_length=4, description="D'où il vient ; montré sur la fiche.")


class Reflect(Activity):
    """Une question dont on parle ensemble ; rien n'est gardé."""

    kind: Literal["reflect"] = Field(description="reflect : une question dont on parle.")
    question: Text = Field(description="La question, en une phrase.")
    prompts: list[Prompt] = Field(
        default=[], max_length=4, description="Des dessins qui aident à parler, facultatifs."
    )
    proverb: Proverb | None = Field(default=None, description="Un proverbe, facultatif.")
    minutes: int = Field(default=3, ge=1, le=30, description="Minutes de causerie, en groupe.")

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question)
        for number, prompt in enumerate(self.prompts, 1):
            yield Phrase(f"prompt-{number}", prompt.text)
        if self.proverb:
            yield Phrase("proverb", self.proverb.text)

    def sheet(self, language: Language) -> Iterator[str]:
        yield f"{self.question.shown(language)} ({self.minutes} min, rien n'est gardé)"
        for prompt in self.prompts:
            yield prompt.text.shown(language)
        if self.proverb:
            yield f"{self.proverb.text.shown(language)} — {self.proverb.source}"
