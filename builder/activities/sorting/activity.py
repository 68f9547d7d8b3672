"""Cards, one at a time, put into two or three places; a card may fit in several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from builder.errors import Problem
from builder.lesson.activity import Activity, Phrase
from builder.lesson.text import PicturePath, Placed, Slug, Text


class Place(Placed):
    """Un endroit où l'on range."""

    id: Slug
    picture: PicturePath
    text: Text


class Card(Placed):
    """Une carte à ranger."""

    picture: PicturePath
    text: Text
    place: Slug | list[Slug] = Field(
        description="L'id du bon endroit, ou une liste quand « ça dépend »."
    )
    feedback: Text = Field(description="Dit pourquoi, une fois la carte rangée.")

    @property
    def places(self) -> tuple[str, ...]:
        return (self.place,) if isinstance(self.place, str) else tuple(self.place)


class Sorting(Activity):
    """Des cartes à ranger, une à une, dans deux ou trois endroits."""

    kind: Literal["sorting"]
    question: Text
    places: list[Place] = Field(min_length=2, max_length=3)
    cards: list[Card] = Field(min_length=2, max_length=6)

    def check(self) -> Iterator[Problem]:
        ids = [place.id for place in self.places]
        for place in self.places:
            if ids.count(place.id) > 1:
                yield Problem("duplicate-id", f"Deux endroits s'appellent « {place.id} ».",
                              "Donne un autre « id » à l'un des deux.", place.position("id"))  # fmt: skip
        for card in self.cards:
            if not card.places:
                yield Problem("no-right-answer", "Cette carte ne va nulle part.",
                              f"Écris « place: {ids[0]} ».", card.position("place"))  # fmt: skip
            for name in card.places:
                if name not in ids:
                    yield Problem("place-unknown", f"L'endroit « {name} » n'existe pas dans cette étape.",
                                  f"Endroits : {', '.join(ids)}.", card.position("place"))  # fmt: skip

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question, "question")
        for number, place in enumerate(self.places, 1):
            yield Phrase(f"place-{number}", place.text, "answer")
        for number, card in enumerate(self.cards, 1):
            yield Phrase(f"card-{number}", card.text, "question")
            yield Phrase(f"card-{number}-feedback", card.feedback, "feedback")
