"""`course.yaml`: what the course is called, its languages, its lessons in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from builder.errors import Problem
from builder.lesson.languages import CourseLanguage, listing_problems
from builder.lesson.messages import did_you_mean
from builder.lesson.placed import Placed
from builder.lesson.text import Reviews, Text
from builder.lesson.utterance import Language


class ModelVoice(Placed):
    """Un modèle de voix, apporté par le responsable du site."""

    file: str = Field(description="Fichier ONNX (Piper ou MMS), depuis le dossier lessons/.")
    language: Language = Field(description="Sa langue, une de celles du cours.")
    licence: str = Field(
        min_length=2, description="Nom ou texte de la licence, montré aux crédits."
    )
    speaker: int = Field(default=0, ge=0, description="Numéro de la voix dans le modèle.")


class ReleasePolicy(Placed):
    """Ce que « build --release » refuse, en plus des faits trop vieux ou sans source."""

    drafts: Literal["allowed", "refused"] = Field(
        default="allowed", description="refused : un texte que personne n'a relu est refusé."
    )


class CourseFile(Placed):
    """Le cours : son titre, ses langues, l'ordre des leçons."""

    format: Literal[1] = Field(description="Version du format : 1.")
    title: Text = Field(description="Le titre du cours.")
    languages: list[CourseLanguage] = Field(
        min_length=1,
        max_length=20,
        description="Les langues du cours ; la première parle où une autre n'a rien.",
    )
    trainers: Language | None = Field(
        default=None,
        description="La langue où formatrices et auteurs lisent les textes ; sinon la première.",
    )
    lessons: list[str] = Field(min_length=1, description="Les fichiers des leçons, dans l'ordre.")
    review: Reviews = Field(default=Reviews(), description="Relecture du titre.")
    release: ReleasePolicy = Field(
        default=ReleasePolicy(), description="Ce qui ne se publie pas : « build --release »."
    )
    gtts: bool = Field(
        default=False, description="true : les phrases en français peuvent être envoyées à gTTS."
    )
    model: list[ModelVoice] = Field(default=[], description="Des modèles de voix, facultatifs.")
    dictionary: str | None = Field(default=None, description="Fichier Bamadaba (MDF), facultatif.")

    def check(self) -> Iterator[Problem]:
        yield from listing_problems(self.languages)
        tags = [language.tag for language in self.languages]
        named = [(model.language, model.position("language")) for model in self.model]
        named += [(self.trainers, self.position("trainers"))] if self.trainers else []
        for tag, at in named:
            if tag not in tags:
                yield Problem(
                    "language-unknown",
                    f"« {tag[:40]} » n'est pas une langue du cours.",
                    did_you_mean(tag, tags, "Langues du cours"),
                    at,
                )
        for language in self.languages:
            if "gtts" in language.voices and not self.gtts:
                yield Problem(
                    "gtts-not-allowed",
                    "La voix « gtts » envoie chaque phrase sur Internet.",
                    "Ajoute « gtts: true » si tu l'acceptes, ou enlève-la.",
                    language.position_in("voices", language.voices.index("gtts")),
                )
