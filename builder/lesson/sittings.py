"""`avant-apres.yaml`: the same situations before the course, after it, and three weeks later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from builder.errors import Position, Problem
from builder.lesson.file import read_file
from builder.lesson.messages import duplicate_id
from builder.lesson.moments import Effect
from builder.lesson.placed import PicturePath, Placed, Slug
from builder.lesson.text import Reviews, Text

SITTINGS_FILE = "avant-apres.yaml"
SITTINGS_SOURCE = "avant-apres"
"""The source of its utterances."""

Sitting = Literal["before", "after", "later"]
SITTINGS: tuple[Sitting, ...] = get_args(Sitting)
EFFECTS: tuple[Effect, ...] = get_args(Effect)
_LAID_OUT = ((3, 1, 2), (2, 3, 1), (1, 2, 3), (2, 1, 3), (3, 2, 1), (1, 3, 2))
"""Orders of three answers: over six situations each effect stands twice at each place."""


class Way(Placed):
    """Une réponse possible, et ce qu'elle fait."""

    picture: PicturePath
    text: Text = Field(description="La réponse, en quelques mots, sans nom de personne.")
    effect: Effect = Field(
        description="protects : protège ; waits : attend ; exposes : expose, ou a peur pour rien."
    )


class Told(Placed):
    """La situation, avec ses personnes."""

    picture: PicturePath
    text: Text = Field(description="Ce qui arrive, et « que ferais-tu ? ».")
    answers: list[Way] | None = Field(
        default=None, description="Refusé ici : les réponses sont les mêmes avant et après."
    )

    def check(self) -> Iterator[Problem]:
        if self.answers is not None:
            yield Problem(
                "asks-otherwise",
                "Ici, on demanderait autre chose qu'aux autres moments : rien ne se compare plus.",
                "Garde une seule liste « answers: », à côté de « before: » et « after: ».",
                self.position("answers"),
            )


class Situation(Placed):
    """Une situation, racontée avant et après avec d'autres personnes."""

    id: Slug
    sensitive: bool = Field(
        default=False, description="true : on peut la passer, et sa réponse n'est pas gardée."
    )
    genuine: bool = Field(
        default=False, description="true : rien n'est faux ici ; avoir peur ne protège pas."
    )
    before: Told = Field(description="Avant le cours.")
    after: Told = Field(description="Après le cours : d'autres personnes.")
    later: Told | None = Field(
        default=None, description="Trois semaines après ; sinon comme avant le cours."
    )
    answers: list[Way] = Field(
        min_length=3, max_length=3, description="Trois réponses, une pour chaque effet."
    )

    def told(self, sitting: Sitting) -> tuple[Sitting, Told]:
        """What is told then, and the sitting for which it was written."""
        if sitting == "after":
            return sitting, self.after
        if sitting == "later" and self.later is not None:
            return sitting, self.later
        return "before", self.before

    def check(self) -> Iterator[Problem]:
        if sorted(way.effect for way in self.answers) != sorted(EFFECTS):
            yield Problem(
                "effects-not-each-once",
                f"Les réponses de « {self.id} » n'ont pas chacune leur effet.",
                "Écris une fois « protects », une fois « waits », une fois « exposes ».",
                self.position("answers"),
            )
        if self.before.picture == self.after.picture or _same(self.before.text, self.after.text):
            yield Problem(
                "same-people",
                f"« {self.id} » raconte la même chose avant et après.",
                "Après, mets d'autres personnes : un autre dessin et un autre texte.",
                self.after.position("text"),
            )

    def phrases(self) -> Iterator[tuple[str, Text]]:
        for sitting in SITTINGS:
            written, told = self.told(sitting)
            if written == sitting:
                yield f"{self.id}.{sitting}", told.text
        for number, way in enumerate(self.answers, 1):
            yield f"{self.id}.answer-{number}", way.text


class AskedAct(Placed):
    """Un geste de la semaine, redemandé trois semaines après."""

    id: Slug
    picture: PicturePath
    text: Text = Field(description="Le geste, à la première personne.")


class Sittings(Placed):
    """Les mêmes situations avant, après, et trois semaines après."""

    format: Literal[1] = Field(description="Version du format : 1.")
    review: Reviews = Field(default=Reviews(), description="Relecture des textes.")
    tree: list[PicturePath] = Field(
        min_length=5,
        max_length=5,
        description="Cinq dessins : l'arbre qui pousse, du petit au grand.",
    )
    situations: list[Situation] = Field(
        min_length=2, max_length=8, description="Les situations, dans l'ordre."
    )
    acts: list[AskedAct] = Field(
        default=[], max_length=6, description="Les gestes redemandés trois semaines après."
    )

    def check(self) -> Iterator[Problem]:
        seen: dict[str, Position | None] = {}
        pieces: list[Situation | AskedAct] = [*self.situations, *self.acts]
        for piece in pieces:
            if piece.id in seen:
                yield duplicate_id(piece.id, piece.position("id"), seen[piece.id])
            seen.setdefault(piece.id, piece.position("id"))
        if not any(situation.genuine for situation in self.situations):
            yield Problem(
                "no-genuine-situation",
                "Toutes les situations sont des pièges : la peur de tout ne se verrait pas.",
                "Ajoute une situation vraie, avec « genuine: true ».",
                self.position("situations"),
            )

    def phrases(self) -> Iterator[tuple[str, Text]]:
        """Every text, with its id in the source `avant-apres`."""
        for situation in self.situations:
            yield from situation.phrases()
        for act in self.acts:
            yield act.id, act.text

    def order(self, number: int) -> tuple[int, ...]:
        """Numbers of the answers, from 1, as they are laid out in situation `number`."""
        return _LAID_OUT[(number - 1) % len(_LAID_OUT)]

    def steps(self, sitting: Sitting) -> int:
        """How many screens ask something."""
        return len(self.situations) + (len(self.acts) if sitting == "later" else 0)


def _same(one: Text, other: Text) -> bool:
    return any(words == other.words.get(tag) for tag, words in one.words.items())


def read_sittings(folder: Path) -> Sittings | None:
    """None where the course has none. Raises ProblemsFound with all that is wrong in the file."""
    path = folder / SITTINGS_FILE
    return read_file(path, Sittings) if path.is_file() else None
