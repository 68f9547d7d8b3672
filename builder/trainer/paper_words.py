"""What papers say, as `site_overrides/trainer/papers.yaml` writes it."""

from __future__ import annotations

from pydantic import Field

from builder.lesson.placed import Placed
from builder.lesson.text import Reviews, Text


class Pictured(Placed):
    """Un dessin et ses mots."""

    picture: str = Field(
        pattern=r"^[a-z-]+$", description="Un dessin du dossier drawings/, sans « .svg »."
    )
    text: Text = Field(description="Les mots.")


class PosterWords(Placed):
    """L'affiche des engagements."""

    head: Text = Field(description="Le titre, pour le groupe.")
    ours: Text = Field(description="Dans chaque cadre vide.")
    hint: str = Field(description="Pour qui anime.")


class FeedbackWords(Placed):
    """L'avis du groupe, en images."""

    head: Text = Field(description="Le titre, pour le groupe.")
    hint: str = Field(description="Pour qui anime.")
    questions: list[Pictured] = Field(min_length=1, max_length=4, description="Les questions.")
    faces: list[Pictured] = Field(min_length=2, max_length=3, description="Les réponses.")


class CertificateWords(Placed):
    """L'attestation du groupe, sans aucun nom."""

    head: Text = Field(description="Le titre, pour le groupe.")
    hint: str = Field(description="Pour qui anime.")
    blanks: list[Text] = Field(max_length=4, description="Ce qu'on remplit à la main.")


class ParentsWords(Placed):
    """La carte des parents et des responsables."""

    head: Text = Field(description="Le titre, pour la famille.")
    hint: str = Field(description="Pour qui anime.")
    lines: list[Pictured] = Field(min_length=1, max_length=6, description="Une idée par ligne.")
    help: Text = Field(description="Devant l'aide du centre, ou la place où l'écrire.")
    source: str = Field(description="D'où cela vient.")


class PaperWords(Placed):
    """Ce que disent les papiers à imprimer."""

    review: Reviews = Field(default=Reviews(), description="Relecture de ces phrases.")
    poster: PosterWords = Field(description="L'affiche.")
    feedback: FeedbackWords = Field(description="L'avis du groupe.")
    certificate: CertificateWords = Field(description="L'attestation du groupe.")
    parents: ParentsWords = Field(description="La carte des parents.")
