"""Drawn screens of an app, one after another, each with the one place to touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from builder.errors import Problem
from builder.lesson.activity import Activity, Decision, Option, Phrase, Reported
from builder.lesson.moments import Answer, Moment
from builder.lesson.placed import PicturePath, Placed
from builder.lesson.text import Text
from builder.lesson.utterance import Language

# Drawn by the kind itself, in icons.html: nobody's own signs.
Icon = Literal[
    "back", "dots", "search", "camera", "call", "lock", "check", "gear", "person", "eye",
    "devices", "block", "flag", "key", "contacts", "lamp", "hand", "no", "bell", "once",
]  # fmt: skip
Part = Literal["bar", "name", "menu", "row", "button"]
# Where a part stands, as the kind's own phrases say it; rows are told by their number alone.
SPOTS: Mapping[Part, str] = {
    "bar": "top-right", "name": "top", "menu": "top-right", "button": "bottom",
}  # fmt: skip


class Place(Placed):
    """Un endroit de l'écran que l'on peut toucher."""

    part: Part = Field(
        default="row",
        description="bar : un signe en haut ; name : le nom, en haut ; menu : la liste des "
        "trois points ; row : une ligne ; button : un bouton en bas.",
    )
    icon: Icon | None = Field(default=None, description="Le signe dessiné à cet endroit.")
    picture: PicturePath | None = Field(default=None, description="Ou un dessin.")
    text: Text = Field(description="Le mot de l'écran, comme on le dit.")
    right: bool = Field(default=False, description="true : c'est là qu'il faut toucher.")
    feedback: Text | None = Field(
        default=None, description="Dit pourquoi pas là. Sans elle, on dit seulement où c'est."
    )

    @property
    def spot(self) -> str | None:
        """Where it is, as the kind says it; None for a row."""
        return "top-left" if self.icon == "back" else SPOTS.get(self.part)

    def check(self) -> Iterator[Problem]:
        if self.icon is None and self.picture is None and self.part == "bar":
            yield Problem(
                "place-without-sign",
                "En haut de l'écran, un endroit est un signe.",
                "Ajoute « icon: dots » ou un autre signe (voir « Toutes les clés »).",
                self.position("text"),
            )


class Screen(Placed):
    """Un écran de l'application, avec un seul bon endroit."""

    title: Text | None = Field(default=None, description="Le titre, en haut de l'écran.")
    picture: PicturePath | None = Field(default=None, description="Un dessin dans l'écran.")
    places: list[Place] = Field(
        min_length=2, max_length=5, description="Les endroits, de haut en bas."
    )

    def check(self) -> Iterator[Problem]:
        right = [place for place in self.places if place.right]
        if len(right) != 1:
            yield Problem(
                "one-right-place",
                f"Cet écran a {len(right)} bon(s) endroit(s) ; il en faut un.",
                "Écris « right: true » sous un seul endroit.",
                self.position("places"),
            )


class Practice(Activity):
    """Des écrans dessinés d'une application : toucher au bon endroit, l'un après l'autre."""

    kind: Literal["practice"] = Field(description="practice : des écrans d'une application.")
    question: Text = Field(description="Ce qu'on veut faire, en une phrase.")
    screens: list[Screen] = Field(min_length=1, max_length=5, description="Les écrans.")
    feedback: Text = Field(description="Dit à la fin ce qui est fait, et à quoi cela sert.")

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question, "question")
        for number, screen in enumerate(self.screens, 1):
            if screen.title:
                yield Phrase(f"screen-{number}-title", screen.title, "picture")
            for at, place in enumerate(screen.places, 1):
                yield Phrase(f"screen-{number}-place-{at}", place.text, "answer")
                if place.feedback:
                    yield Phrase(f"screen-{number}-place-{at}-feedback", place.feedback, "feedback")
        yield Phrase("feedback", self.feedback, "feedback")

    def reports(self) -> Iterator[Reported]:
        for number, screen in enumerate(self.screens, 1):
            for at, place in enumerate(screen.places, 1):
                yield Reported(f"screen-{number}-place-{at}", place.right)

    def decisions(self) -> Iterator[Decision]:
        for screen in self.screens:
            options = tuple(Option(place.text, place.right) for place in screen.places)
            yield Decision(options, screen.position("places"))

    def moments(self) -> Iterator[Moment]:
        """Each screen, with its places as answers."""
        for number, screen in enumerate(self.screens, 1):
            answers = tuple(
                Answer(
                    at,
                    f"screen-{number}-place-{at}",
                    place.picture or "",
                    place.right,
                    f"screen-{number}-place-{at}-feedback" if place.feedback else "",
                )
                for at, place in enumerate(screen.places, 1)
            )
            says = (f"screen-{number}-title",) if screen.title else ()
            asks = ("question", *says) if number == 1 or not says else says
            why = "feedback" if number == len(self.screens) else ""
            yield Moment(f"screen-{number}", asks, screen.picture or "", answers, why)

    def sheet(self, language: Language) -> Iterator[str]:
        yield self.question.shown(language)
        for number, screen in enumerate(self.screens, 1):
            title = f" ({screen.title.shown(language)})" if screen.title else ""
            for at, place in enumerate(screen.places, 1):
                mark = " ✓" if place.right else ""
                why = f" — {place.feedback.shown(language)}" if place.feedback else ""
                yield f"Écran {number}{title} : {at}{mark} {place.text.shown(language)}{why}"
        yield self.feedback.shown(language)

    def context(self) -> Mapping[str, Any]:
        return {"at_top": ("bar", "name")}
