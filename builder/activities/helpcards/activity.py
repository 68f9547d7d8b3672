"""Who can help, as pictured cards, nearest first: read once from `aide.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field, PrivateAttr

from builder.lesson.activity import Activity, Phrase
from builder.lesson.aid import AidFile
from builder.lesson.moments import Moment
from builder.lesson.placed import Slug
from builder.lesson.text import Text
from builder.lesson.utterance import Language

MOST_CARDS = 5
"""Beside the person of the centre: six numbers can be pressed."""


class Helpcards(Activity):
    """Les cartes d'aide, de la plus proche à la plus lointaine."""

    kind: Literal["helpcards"] = Field(description="helpcards : les cartes d'aide.")
    question: Text = Field(description="Ce qu'on demande, en une phrase.")
    help: list[Slug] = Field(
        min_length=1,
        max_length=MOST_CARDS,
        description="Des id de aide.yaml, du plus proche au plus loin ; la personne du centre "
        "vient d'elle-même en premier.",
    )
    _aid: AidFile = PrivateAttr(default=AidFile(format=1))

    def know(self, aid: AidFile) -> None:
        self._aid = aid

    def named_aids(self) -> tuple[str, ...]:
        return tuple(self.help)

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question, "question")

    def moments(self) -> Iterator[Moment]:
        """The question, then who helps, one at a time; nobody says whom she would go to."""
        yield Moment("question", ("question",), self.picture.file if self.picture else "")
        for number, card in enumerate(self._aid.cards(self.help), 1):
            says = [card.name]
            if card.fact and card.fact.grade == "C":
                says.insert(0, "interface/contact-unverified")
            if card.fact and card.fact.number:
                says.append(f"{card.name}-number")
            yield Moment(f"card-{number}", tuple(says), card.picture or "")

    def sheet(self, language: Language) -> Iterator[str]:
        yield self.question.shown(language)
        for number, card in enumerate(self._aid.cards(self.help), 1):
            if card.fact is None:
                yield f"{number} {self._aid.local.words}"
                continue
            fact = card.fact
            doubt = " — non vérifié" if fact.grade == "C" else ""
            dated = fact.date or "on ne sait pas de quand"
            told = [fact.name.shown_or_first(language), fact.number or ""]
            named = " : ".join(part for part in told if part)
            yield f"{number} {named}{doubt} (source : {fact.source}, {dated})"

    def context(self) -> Mapping[str, Any]:
        return {"cards": list(self._aid.cards(self.help))}
