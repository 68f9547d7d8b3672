"""What an author writes to have a picture drawn: who, with what feeling, holding what, where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from builder.drawing.parts import parts
from builder.errors import Problem
from builder.lesson.placed import Placed
from builder.source.guesses import nearest

Size = Literal["card", "scene"]
SIZES: Mapping[Size, tuple[int, int]] = {"card": (200, 200), "scene": (400, 300)}
GROUNDS: Mapping[str, str] = {
    "cream": "#fbeecb", "sky": "#cfeaf5", "night": "#2b3a5c", "rose": "#f8dcdf", "leaf": "#dcefcf",
    "sand": "#eacb96", "gold": "#f7cf5c", "teal": "#4f9c94", "lilac": "#d9cbea", "grey": "#dfe3e6",
}  # fmt: skip
Spot = Annotated[list[Annotated[float, Field(ge=-400, le=800)]], Field(min_length=2, max_length=2)]
Degrees = Annotated[float, Field(ge=-360, le=360)]
Units = Annotated[float, Field(ge=4, le=900)]
_SEE = "Regarde la page que fait « python3 run.py draw --parts »."


class Piece(Placed):
    """Une personne ou une chose du dessin."""

    person: str | None = Field(default=None, description="Qui : awa, fanta, trainer…")
    thing: str | None = Field(default=None, description="Quoi : phone, tree, purse…")
    at: Spot = Field(description="Où : le bas du cou d'une personne, le milieu d'une chose.")
    size: float | None = Field(
        default=None,
        ge=0.1,
        le=900,
        description="Personne : 1 est la taille usuelle. Chose : sa hauteur.",
    )
    turn: Degrees = Field(default=0.0, description="De combien elle penche, en degrés.")
    flip: bool = Field(default=False, description="La montrer comme dans un miroir.")
    posture: Literal["bust", "stand", "sit", "portrait"] | None = Field(
        default=None,
        description="stand debout, sit assise, bust coupée en bas, portrait sans bras."
        " Sans rien : bust dans une carte, stand dans une scène.",
    )
    feeling: str = Field(default="calm", description="Ce que dit son visage : glad, worried…")
    looks: Literal["ahead", "left", "right", "up", "down"] = Field(
        default="ahead", description="Où vont ses yeux."
    )
    tilt: Degrees = Field(default=0.0, description="De combien sa tête penche.")
    left: str | None = Field(default="down", description="Le geste du bras de gauche, ou null.")
    right: str | None = Field(default="down", description="Le geste du bras de droite, ou null.")
    left_at: Spot | None = Field(default=None, description="Où va la main de gauche.")
    right_at: Spot | None = Field(default=None, description="Où va la main de droite.")
    left_hand: str | None = Field(default=None, description="Ce que fait la main de gauche.")
    right_hand: str | None = Field(default=None, description="Ce que fait la main de droite.")
    left_holds: str | None = Field(default=None, description="La chose dans la main de gauche.")
    right_holds: str | None = Field(default=None, description="La chose dans la main de droite.")
    held_size: Units | None = Field(default=None, description="La hauteur de ce qui est tenu.")
    held_turn: Degrees = Field(default=0.0, description="De combien penche ce qui est tenu.")

    def check(self) -> Iterator[Problem]:
        if (self.person is None) == (self.thing is None):
            yield Problem(
                "drawing-piece",
                "Un morceau est une personne ou une chose, l'une des deux.",
                "Écris « person: awa » ou « thing: phone ».",
                self.position(),
            )
        all = parts()
        for key, known in (
            ("person", all.people), ("thing", all.things), ("feeling", all.feelings),
            ("left", all.gestures), ("right", all.gestures),
            ("left_hand", all.hands), ("right_hand", all.hands),
            ("left_holds", all.things), ("right_holds", all.things),
        ):  # fmt: skip
            yield from unknown(self, key, known)


class Composition(Placed):
    """Un dessin composé."""

    fr: str = Field(min_length=1, description="Ce qu'on voit, en quelques mots.")
    words: list[str] = Field(default=[], description="D'autres mots pour le trouver.")
    size: Size = Field(default="card", description="card (carré) ou scene (large).")
    place: str | None = Field(default=None, description="Le lieu : market, classroom…")
    ground: str | None = Field(default=None, description="Une couleur de fond.")
    night: bool = Field(default=False, description="C'est la nuit.")
    faces: bool = Field(
        default=False,
        description="true : trois visages de la première personne ; le sien, #pleased, #worried.",
    )
    parts: list[Piece] = Field(min_length=1, max_length=40, description="De l'arrière à l'avant.")

    def check(self) -> Iterator[Problem]:
        yield from unknown(self, "place", parts().places)
        yield from unknown(self, "ground", GROUNDS)


def unknown(piece: Placed, key: str, known: Mapping[str, object]) -> Iterator[Problem]:
    """The problem of a part that does not exist, with the one that was probably meant."""
    name = getattr(piece, key)
    if name is not None and name not in known:
        near = nearest(name, known)
        yield Problem(
            "drawing-part",
            f"« {key} » : il n'y a pas de « {name} ».",
            f"Voulais-tu écrire « {near} » ?" if near else _SEE,
            piece.position(key),
        )
