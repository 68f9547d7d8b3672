"""Three or four drawn acts, tapped from the first to the last; some may change places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from builder.errors import Problem
from builder.lesson.activity import Phrase, Reported
from builder.lesson.moments import Answer, Moment
from builder.lesson.placed import PicturePath, Placed
from builder.lesson.shuffle import Choices, Shuffled
from builder.lesson.text import Text
from builder.lesson.utterance import Language


class Item(Placed):
    """Un geste à remettre dans l'ordre."""

    picture: PicturePath
    text: Text = Field(description="Le geste, en quelques mots.")
    with_previous: bool = Field(
        default=False, description="true si ce geste peut aussi venir avant celui d'avant."
    )
    early: Text | None = Field(
        default=None, description="Dit pourquoi ce geste, touché trop tôt, vient plus tard."
    )


class Ordering(Shuffled):
    """Des gestes à remettre dans l'ordre ; écris-les dans le bon ordre."""

    kind: Literal["ordering"] = Field(description="ordering : des gestes à mettre dans l'ordre.")
    question: Text = Field(description="Ce qu'on demande, en une phrase.")
    items: list[Item] = Field(
        min_length=3, max_length=4, description="Les gestes, dans le bon ordre."
    )
    feedback: Text = Field(description="Dit pourquoi c'est le bon ordre.")

    def check(self) -> Iterator[Problem]:
        first = self.items[0]
        if first.with_previous:
            yield Problem(
                "nothing-before",
                "Le premier geste n'a pas de geste avant lui.",
                "Enlève « with_previous », ou mets-le sous le geste d'après.",
                first.position("with_previous"),
            )
        elif all(item.with_previous for item in self.items[1:]):
            yield Problem(
                "no-order",
                f"Tous les gestes de « {self.id} » peuvent changer de place.",
                "Enlève un « with_previous » : un geste au moins a sa place.",
                self.position("items"),
            )

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question, "question")
        for number, item in enumerate(self.items, 1):
            yield Phrase(f"item-{number}", item.text, "answer")
            if item.early:
                yield Phrase(f"item-{number}-early", item.early, "feedback")
        yield Phrase("feedback", self.feedback, "feedback")

    def reports(self) -> Iterator[Reported]:
        """Each item touched when each place was asked for; those behind are only named again."""
        ranks = self.ranks()
        for place, asked in enumerate(ranks, 1):
            for number, rank in enumerate(ranks, 1):
                if rank >= asked:
                    yield Reported(f"item-{number}-at-{place}", rank == asked)

    def ranks(self) -> tuple[int, ...]:
        """The rank of each item, from 1: those of one rank may come in any order."""
        ranks: list[int] = []
        for item in self.items:
            last = ranks[-1] if ranks else 0
            ranks.append(last if item.with_previous else last + 1)
        return tuple(ranks)

    def moments(self) -> Iterator[Moment]:
        """What comes first, what comes next; the last one is left over, and told with the why."""
        rights = {report.answer: report.right for report in self.reports()}
        picture = self.picture.file if self.picture else ""
        last = len(self.items) - 1
        for place in range(1, last + 1):
            answers = tuple(
                Answer(number, f"item-{written}", self.items[written - 1].picture,
                       rights[f"item-{written}-at-{place}"])
                for number, written in enumerate(self.order("items"), 1)
                if written >= place
            )  # fmt: skip
            why = "feedback" if place == last else ""
            yield Moment(f"place-{place}", ("question",), picture, answers, why)

    def choices(self) -> Iterator[Choices]:
        """The items; those of the first rank are what is looked for first."""
        yield Choices("items", tuple(rank == 1 for rank in self.ranks()), is_order=True)

    def sheet(self, language: Language) -> Iterator[str]:
        yield self.question.shown(language)
        shown, ranks = self.order("items"), self.ranks()
        for number, item in enumerate(self.items, 1):
            places = [n for n, rank in enumerate(ranks, 1) if rank == ranks[number - 1]]
            when = " ou ".join("1er" if n == 1 else f"{n}e" for n in places)
            yield f"En {when} : {shown.index(number) + 1} {item.text.shown(language)}"
        yield self.feedback.shown(language)

    def context(self) -> Mapping[str, Any]:
        return {**super().context(), "ranks": self.ranks()}
