"""`pictures/credits.yaml`: where each picture comes from, and what was done to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from builder.errors import Problem
from builder.lesson.file import read_file
from builder.lesson.placed import Placed

CREDITS_FILE = "pictures/credits.yaml"


class PictureSet(Placed):
    """Ce que beaucoup d'images ont en commun."""

    title: str = Field(min_length=1, description="Le nom de l'ensemble.")
    author: str = Field(min_length=1, description="Qui a fait ces images.")
    licence: str = Field(min_length=1, description="Sous quelle licence, par exemple CC BY-SA 4.0.")
    url: str = Field(default="", description="Où l'ensemble, ou sa licence, se trouve.")


class PictureCredit(Placed):
    """D'où vient une image."""

    set: str = Field(min_length=1, description="Un des ensembles nommés sous « sets ».")
    elements: str = Field(default="", description="Ce qui a été pris de l'ensemble.")
    changed: str = Field(default="", description="Ce qui a été changé.")
    fr: str = Field(default="", description="Ce qu'on voit ; un dessin composé le dit lui-même.")
    words: list[str] = Field(default=[], description="D'autres mots pour trouver l'image.")


class CreditsFile(Placed):
    """L'origine de chaque image d'un dossier."""

    sets: dict[str, PictureSet] = Field(description="Les ensembles, par nom.")
    pictures: dict[str, PictureCredit] = Field(description="Les images, par nom de fichier.")

    def check(self) -> Iterator[Problem]:
        for credit in self.pictures.values():
            if credit.set not in self.sets:
                yield Problem(
                    "credit-set-unknown",
                    f"L'ensemble « {credit.set} » n'est pas sous « sets ».",
                    f"Écris un de ceux-ci : {', '.join(self.sets)}, ou ajoute-le sous « sets ».",
                    credit.position("set"),
                )


def read_credits(path: Path) -> CreditsFile:
    """The credits in `path`; none at all when there is no such file. Raises ProblemsFound."""
    if not path.is_file():
        return CreditsFile(sets={}, pictures={})
    return read_file(path, CreditsFile)
