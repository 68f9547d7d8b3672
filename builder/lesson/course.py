"""Course and Lesson: what the authors wrote, checked, in the order it is learned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from builder.errors import Position, Problem
from builder.lesson.activity import Activity, Phrase
from builder.lesson.text import PicturePath, Placed, Reviews, Slug, Text
from builder.lesson.utterance import LANGUAGES, Language, Role, Utterance

VoiceName = Literal["recording", "model", "embedded", "gtts"]
Grade = Literal["A", "B", "C"]


class VoiceOrder(Placed):
    """Voices to try, first to last, per language."""

    bm: list[VoiceName] = Field(default=["recording", "model", "embedded"], min_length=1)
    fr: list[VoiceName] = Field(default=["recording", "model", "embedded"], min_length=1)

    def of(self, language: Language) -> tuple[str, ...]:
        return tuple(self.bm if language == "bm" else self.fr)


class Contact(Placed):
    """Someone to turn to. A number or an address is never shown without source and date."""

    name: Text
    number: str | None = Field(default=None, pattern=r"^[0-9 +]{2,20}$", description="Numéro de téléphone.")
    grade: Grade = Field(description="A ou B : vérifié par une source ; C : montré « non vérifié ».")
    source: str = Field(min_length=4, description="D'où vient l'information.")
    date: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="Date de la source : 2026-11-22.")


class Care(Placed):
    """The card behind the help control of a sensitive lesson."""

    lines: list[Text] = Field(min_length=1, max_length=6)
    contacts: list[Contact] = Field(default=[], max_length=6)


class Lesson(Placed):
    """A straight line of steps."""

    format: Literal[1] = Field(description="Version du format : 1.")
    id: Slug
    title: Text
    picture: PicturePath
    minutes: int = Field(default=20, ge=1, le=240, description="Durée avec un groupe, en minutes.")
    sensitive: bool = Field(default=False, description="true : rien n'est gardé sur l'appareil.")
    review: Reviews = Field(default=Reviews(), description="Relecture, par défaut, de chaque texte.")
    voices: VoiceOrder | None = None
    warning: Text | None = Field(default=None, description="Dit avant la première étape.")
    care: Care | None = None
    tell: Text | None = Field(default=None, description="« Raconte-le à quelqu'un », à la fin.")
    trainer: str | None = Field(default=None, description="Note pour toute la leçon.")
    steps: list[Activity] = Field(min_length=1, max_length=40)

    def check(self) -> Iterator[Problem]:
        if self.sensitive and self.warning is None:
            yield Problem("warning-missing", "Une leçon sensible prévient avant de commencer.",
                          'Ajoute « warning: {bm: "…", fr: "…"} ».', self.position("sensitive"))  # fmt: skip
        if self.sensitive and self.care is None:
            yield Problem("care-missing", "Une leçon sensible dit où trouver de l'aide.",
                          "Ajoute « care: » avec des lignes et des contacts (voir le guide).", self.position("sensitive"))  # fmt: skip
        seen: dict[str, Position | None] = {}
        for step in self.steps:
            if step.id in seen:
                first = seen[step.id]
                yield Problem("duplicate-id", f"Deux étapes s'appellent « {step.id} »"
                              + (f" (déjà ligne {first.line})." if first else "."),
                              "Donne un autre « id » à l'une des deux.", step.position("id"))  # fmt: skip
            seen.setdefault(step.id, step.position("id"))

    def phrases(self) -> Iterator[Phrase]:
        """Every text of the lesson, with ids unique in it, in the order it is met."""
        yield Phrase("title", self.title, "narration")
        if self.warning:
            yield Phrase("warning", self.warning)
        if self.care:
            for number, line in enumerate(self.care.lines, 1):
                yield Phrase(f"care.line-{number}", line)
            for number, contact in enumerate(self.care.contacts, 1):
                yield Phrase(f"care.contact-{number}", contact.name)
        for step in self.steps:
            for phrase in step.phrases():
                yield Phrase(f"{step.id}.{phrase.id}", phrase.text, phrase.role)
        if self.tell:
            yield Phrase("tell", self.tell)

    def utterances(self) -> Iterator[Utterance]:
        for phrase in self.phrases():
            yield from utterances_of(
                self.id, phrase.id, phrase.text, phrase.role, self.review, self.voices
            )

    def pictures(self) -> Iterator[tuple[str, Placed, str]]:
        """Each picture file with the piece and key that name it."""
        yield self.picture, self, "picture"
        for step in self.steps:
            yield from step.pictures()


def utterances_of(
    source: str,
    id: str,
    text: Text,
    role: Role = "narration",
    review: Reviews | None = None,
    voices: VoiceOrder | None = None,
) -> Iterator[Utterance]:
    """One utterance per language."""
    for language in LANGUAGES:
        yield Utterance(
            source=source,
            id=id,
            language=language,
            text=text.shown(language),
            spoken=text.spoken(language),
            role=role,
            review=text.review_in(language, review),
            position=text.position(language),
            voices=voices.of(language) if voices else (),
        )


class ModelVoice(Placed):
    """A speech model that the owner of the site brings."""

    file: str = Field(description="Fichier ONNX (Piper ou MMS), depuis le dossier lessons/.")
    language: Language
    licence: str = Field(min_length=2, description="Texte ou nom de la licence, montré dans les crédits.")
    speaker: int = Field(default=0, ge=0)


class CourseFile(Placed):
    """`lessons/course.yaml`."""

    format: Literal[1]
    title: Text
    lessons: list[str] = Field(min_length=1, description="Les fichiers des leçons, dans l'ordre.")
    review: Reviews = Reviews()
    voices: VoiceOrder = VoiceOrder()
    speakers: dict[str, Literal["woman", "man"]] = Field(
        default={}, description="Voix de femme ou d'homme par langue : {bm: woman, fr: woman}."
    )
    model: list[ModelVoice] = Field(default=[])
    dictionary: str | None = Field(default=None, description="Fichier Bamadaba (MDF), facultatif.")

    def check(self) -> Iterator[Problem]:
        for language in self.speakers:
            if language not in LANGUAGES:
                yield Problem("unknown-language", f"« {language} » n'est pas une langue du cours.",
                              "Écris bm ou fr.", self.position("speakers"))  # fmt: skip


@dataclass(frozen=True)
class Course:
    """All lessons in order; `folder` is where their files and pictures are."""

    folder: Path
    file: CourseFile
    lessons: tuple[Lesson, ...]
    warnings: tuple[Problem, ...] = ()

    @property
    def title(self) -> Text:
        return self.file.title

    def utterances(self) -> Iterator[Utterance]:
        """Everything the authors wrote; the player's and activities' own phrases come beside."""
        yield from utterances_of("course", "title", self.title, "narration", self.file.review)
        for lesson in self.lessons:
            yield from lesson.utterances()


def lesson_fields(steps: Any) -> dict[str, Any]:
    """The one field of Lesson that depends on which kinds of activity are there."""
    return {"steps": (list[steps], Field(min_length=1, max_length=40))}
