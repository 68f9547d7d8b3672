"""Published commitments with their source, then our own: chosen among drawings or said aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field, PrivateAttr

from builder.errors import Problem
from builder.lesson.activity import Activity, Phrase
from builder.lesson.aid import AidFile
from builder.lesson.moments import Moment
from builder.lesson.placed import PicturePath, Placed, Slug
from builder.lesson.text import Text
from builder.lesson.utterance import Language


class Promise(Placed):
    """Une promesse que la classe peut choisir."""

    picture: PicturePath
    text: Text = Field(description="La promesse, en quelques mots.")


class Pledge(Activity):
    """Les engagements publiés, puis les nôtres, choisis parmi des dessins ou dits à voix haute."""

    kind: Literal["pledge"] = Field(description="pledge : des engagements, puis les nôtres.")
    question: Text = Field(description="Ce qu'on demande, en une phrase.")
    published: list[Slug] = Field(
        default=[],
        max_length=6,
        description="Des engagements publiés : des id de aide.yaml, sous « commitments: ».",
    )
    promises: list[Promise] = Field(
        min_length=2, max_length=8, description="Les dessins parmi lesquels choisir."
    )
    blank: int = Field(
        default=3, ge=1, le=3, description="Combien de cartes blanches a l'affiche : 1 à 3."
    )
    _aid: AidFile = PrivateAttr(default=AidFile(format=1))

    def know(self, aid: AidFile) -> None:
        self._aid = aid

    def named_commitments(self) -> tuple[str, ...]:
        return tuple(self.published)

    def check(self) -> Iterator[Problem]:
        if self.blank > len(self.promises):
            yield Problem(
                "too-few-promises",
                f"{self.blank} cartes blanches, mais {len(self.promises)} dessins à choisir.",
                "Ajoute des promesses, ou mets un plus petit nombre sous « blank ».",
                self.position("blank"),
            )

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question, "question")
        for number, promise in enumerate(self.promises, 1):
            yield Phrase(f"promise-{number}", promise.text, "answer")

    def moments(self) -> Iterator[Moment]:
        """What others have promised, with its source, then what we could: told, never counted."""
        known = [id for id in self.published if id in self._aid.commitments]
        for number, id in enumerate(known, 1):
            one = self._aid.commitments[id]
            says = ("pledge/published", f"aide/{id}") if number == 1 else (f"aide/{id}",)
            yield Moment(f"published-{number}", says, one.picture)
        if known:
            sources = {self._aid.commitments[id].source: f"aide/{id}-source" for id in known}
            yield Moment("source", tuple(sources.values()))
        yield Moment("question", ("question",), self.picture.file if self.picture else "")
        for number, promise in enumerate(self.promises, 1):
            yield Moment(f"promise-{number}", (f"promise-{number}",), promise.picture)

    def sheet(self, language: Language) -> Iterator[str]:
        for id in self.published:
            if one := self._aid.commitments.get(id):
                quoted = f"« {one.quote} » (source : {one.source}, {one.date})"
                yield f"{one.text.shown_or_first(language)} — {quoted}"
        yield self.question.shown(language)
        for number, promise in enumerate(self.promises, 1):
            yield f"{number} {promise.text.shown(language)}"

    def context(self) -> Mapping[str, Any]:
        known = self._aid.commitments
        quoted = [(f"aide/{id}", known[id]) for id in self.published if id in known]
        sources = {one.source: f"{key}-source" for key, one in reversed(quoted)}
        return {"quoted": quoted, "sources": list(sources.values())}
