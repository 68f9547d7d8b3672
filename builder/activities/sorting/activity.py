"""Cards, one at a time, put into two or three places; a card may fit in several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from builder.errors import Position, Problem
from builder.lesson.activity import Phrase, Reported
from builder.lesson.messages import did_you_mean, duplicate_id
from builder.lesson.moments import Answer, Moment
from builder.lesson.placed import PicturePath, Placed, Slug
from builder.lesson.shuffle import Choices, Pinnable
from builder.lesson.text import Text
from builder.lesson.utterance import Language


def _place_form(place: Any) -> str:
    return "several" if isinstance(place, list) else "one"


OneOrMore = Annotated[
    Annotated[Slug, Tag("one")]
    | Annotated[list[Slug], Field(min_length=1, max_length=3), Tag("several")],
    Discriminator(_place_form),
]


class Place(Placed):
    """Un endroit où l'on range."""

    id: Slug
    picture: PicturePath
    text: Text = Field(description="Le nom de l'endroit.")


class Card(Placed):
    """Une carte à ranger."""

    picture: PicturePath
    text: Text = Field(description="La carte, en quelques mots.")
    place: OneOrMore = Field(description="L'id du bon endroit, ou une liste quand « ça dépend ».")
    feedback: Text = Field(description="Dit pourquoi, une fois la carte rangée.")

    @property
    def places(self) -> tuple[str, ...]:
        return (self.place,) if isinstance(self.place, str) else tuple(self.place)


class Sorting(Pinnable):
    """Des cartes à ranger, une à une, dans deux ou trois endroits."""

    kind: Literal["sorting"] = Field(description="sorting : des cartes à ranger.")
    question: Text = Field(description="Ce qu'on demande, en une phrase.")
    places: list[Place] = Field(min_length=2, max_length=3, description="Les endroits.")
    cards: list[Card] = Field(
        min_length=2, max_length=6, description="Les cartes, montrées une à une."
    )

    def check(self) -> Iterator[Problem]:
        ids: dict[str, Position | None] = {}
        for place in self.places:
            if place.id in ids:
                yield duplicate_id(place.id, place.position("id"), ids[place.id])
            ids.setdefault(place.id, place.position("id"))
        for card in self.cards:
            for index, name in enumerate(card.places):
                if name not in ids:
                    yield Problem(
                        "place-unknown",
                        f"L'endroit « {name} » n'existe pas dans cette étape.",
                        did_you_mean(name, ids, "Endroits"),
                        card.position_in("place", index),
                    )

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question, "question")
        for number, place in enumerate(self.places, 1):
            yield Phrase(f"place-{number}", place.text, "answer")
        for number, card in enumerate(self.cards, 1):
            yield Phrase(f"card-{number}", card.text, "question")
            yield Phrase(f"card-{number}-feedback", card.feedback, "feedback")

    def reports(self) -> Iterator[Reported]:
        for number, card in enumerate(self.cards, 1):
            for at, place in enumerate(self.places, 1):
                yield Reported(f"card-{number}-place-{at}", place.id in card.places)

    def moments(self) -> Iterator[Moment]:
        """Each card by itself, in the order of the screen; the places are its answers."""
        for shown, number in enumerate(self.order("cards"), 1):
            card = self.cards[number - 1]
            answers = tuple(
                Answer(at, f"place-{at}", place.picture, place.id in card.places)
                for at, place in enumerate(self.places, 1)
            )
            says = ("question", f"card-{number}") if shown == 1 else (f"card-{number}",)
            yield Moment(f"card-{number}", says, card.picture, answers, f"card-{number}-feedback")

    def choices(self) -> Iterator[Choices]:
        """The cards; the places stay, as what was learned of them does."""
        yield Choices("cards", (False,) * len(self.cards))

    def sheet(self, language: Language) -> Iterator[str]:
        yield self.question.shown(language)
        named = {
            place.id: f"{n} {place.text.shown(language)}" for n, place in enumerate(self.places, 1)
        }
        for number in self.order("cards"):
            card = self.cards[number - 1]
            right = " ou ".join(named[place] for place in card.places)
            yield f"{card.text.shown(language)} → ✓ {right} — {card.feedback.shown(language)}"
