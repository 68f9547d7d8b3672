"""The help card of a sensitive lesson."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from builder.lesson.placed import Placed, Slug
from builder.lesson.text import Text

Grade = Literal["A", "B", "C"]


class Contact(Placed):
    """Quelqu'un à qui demander de l'aide, toujours avec la source et sa date."""

    name: Text = Field(description="Qui c'est.")
    number: str | None = Field(
        default=None, pattern=r"^[0-9 +]{2,20}$", description="Numéro de téléphone."
    )
    grade: Grade = Field(
        description="A ou B : vérifié par une source ; C : montré « non vérifié »."
    )
    source: str = Field(min_length=4, description="D'où vient l'information.")
    date: str = Field(
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="Date de la source : 2026-11-22."
    )


class Care(Placed):
    """La carte d'aide d'une leçon sensible."""

    lines: list[Text] = Field(
        min_length=1, max_length=6, description="Les phrases de la carte, une idée chacune."
    )
    help: list[Slug] = Field(
        default=[],
        max_length=6,
        description="À qui demander de l'aide : des id de aide.yaml, du plus proche au plus loin.",
    )
    contacts: list[Contact] = Field(
        default=[], max_length=6, description="Des contacts qui ne sont que dans cette leçon."
    )
