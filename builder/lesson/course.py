"""Course and Lesson: what the authors wrote, checked, in the order it is learned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from builder.errors import Position, Problem
from builder.lesson.activity import Activity, Phrase
from builder.lesson.messages import duplicate_id
from builder.lesson.placed import PicturePath, Placed, Slug
from builder.lesson.text import Reviews, Text, hash_of_texts
from builder.lesson.utterance import LANGUAGES, Language, Role, Utterance

VoiceName = Literal["recording", "model", "embedded", "gtts"]
Grade = Literal["A", "B", "C"]

MAX_STEPS = 40
# First parts of a lesson's own utterance ids.
RESERVED_STEP_IDS = frozenset({"title", "warning", "care", "tell"})
# Names that Windows refuses for files; recordings are filed under lesson and step ids.
WINDOWS_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)


class VoiceOrder(Placed):
    """Les voix à essayer, de la première à la dernière, par langue."""

    bm: list[VoiceName] = Field(
        default=["recording", "model", "embedded"],
        min_length=1,
        description="Voix en bambara : recording, model, embedded.",
    )
    fr: list[VoiceName] = Field(
        default=["recording", "model", "embedded"],
        min_length=1,
        description="Voix en français : recording, model, embedded, gtts.",
    )

    def of(self, language: Language) -> tuple[str, ...]:
        return tuple(self.bm if language == "bm" else self.fr)

    def check(self) -> Iterator[Problem]:
        for index, name in enumerate(self.bm):
            if name == "gtts":
                yield Problem(
                    "voice-language",
                    "La voix « gtts » ne parle pas bambara.",
                    "Enlève-la de la liste « bm ».",
                    self.position_in("bm", index),
                )


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
    contacts: list[Contact] = Field(
        default=[], max_length=6, description="À qui demander de l'aide."
    )


class Lesson(Placed):
    """Une leçon : des étapes, l'une après l'autre."""

    format: Literal[1] = Field(description="Version du format : 1.")
    id: Slug
    title: Text = Field(description="Le titre, dit sur la page d'accueil.")
    picture: PicturePath
    minutes: int = Field(default=20, ge=1, le=240, description="Durée avec un groupe, en minutes.")
    sensitive: bool = Field(
        default=False,
        description="true : rien n'est gardé sur l'appareil ; écris aussi « warning » et « care ».",
    )
    review: Reviews = Field(
        default=Reviews(), description="Relecture de chaque texte qui n'a pas la sienne."
    )
    voices: VoiceOrder | None = Field(
        default=None, description="Les voix de cette leçon, si ce ne sont pas celles du cours."
    )
    warning: Text | None = Field(default=None, description="Dit avant la première étape.")
    care: Care | None = Field(default=None, description="La carte d'aide.")
    tell: Text | None = Field(default=None, description="« Raconte-le à quelqu'un », à la fin.")
    trainer: str | None = Field(
        default=None, description="Note en français pour toute la leçon, sur la fiche de séance."
    )
    steps: list[Activity] = Field(min_length=1, max_length=MAX_STEPS, description="Les étapes.")

    def check(self) -> Iterator[Problem]:
        if self.sensitive and self.warning is None:
            yield Problem(
                "warning-missing",
                "Une leçon sensible prévient avant de commencer.",
                'Ajoute « warning: {bm: "…", fr: "…"} ».',
                self.position("sensitive"),
            )
        if self.sensitive and self.care is None:
            yield Problem(
                "care-missing",
                "Une leçon sensible dit où trouver de l'aide.",
                "Ajoute « care: » avec des lignes et des contacts (voir le guide).",
                self.position("sensitive"),
            )
        yield from reserved_name(self.id, self.position("id"))
        seen: dict[str, Position | None] = {}
        for step in self.steps:
            at = step.position("id")
            if step.id in seen:
                yield duplicate_id(step.id, at, seen[step.id])
            seen.setdefault(step.id, at)
            yield from reserved_name(step.id, at)
            if step.id in RESERVED_STEP_IDS:
                yield Problem(
                    "reserved-id",
                    f"L'id « {step.id} » est déjà pris par la leçon.",
                    "Choisis un autre mot pour cette étape.",
                    at,
                )
        texts = [phrase.text for phrase in self.phrases()]
        for language in LANGUAGES:
            yield from self.review.outdated(language, hash_of_texts(texts, language))

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
        phrases = list(self.phrases())
        review = self.review.standing(phrase.text for phrase in phrases)
        for phrase in phrases:
            yield from utterances_of(
                self.id, phrase.id, phrase.text, phrase.role, review, self.voices
            )

    def pictures(self) -> Iterator[tuple[str, Placed, str]]:
        """Each picture file with the piece and key that name it."""
        yield self.picture, self, "picture"
        for step in self.steps:
            yield from step.pictures()


def reserved_name(id: str, at: Position | None) -> Iterator[Problem]:
    """The problem of an id that cannot be a file's name on every machine."""
    if id in WINDOWS_NAMES:
        yield Problem(
            "reserved-id", f"Windows refuse le nom « {id} ».", "Choisis un autre mot.", at
        )


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
    """Un modèle de voix, apporté par le responsable du site."""

    file: str = Field(description="Fichier ONNX (Piper ou MMS), depuis le dossier lessons/.")
    language: Language = Field(description="Sa langue : bm ou fr.")
    licence: str = Field(
        min_length=2, description="Nom ou texte de la licence, montré aux crédits."
    )
    speaker: int = Field(default=0, ge=0, description="Numéro de la voix dans le modèle.")


class CourseFile(Placed):
    """Le cours : son titre, l'ordre des leçons, les voix."""

    format: Literal[1] = Field(description="Version du format : 1.")
    title: Text = Field(description="Le titre du cours.")
    lessons: list[str] = Field(min_length=1, description="Les fichiers des leçons, dans l'ordre.")
    review: Reviews = Field(default=Reviews(), description="Relecture du titre.")
    voices: VoiceOrder = Field(default=VoiceOrder(), description="Les voix, par langue.")
    speakers: dict[str, Literal["woman", "man"]] = Field(
        default={}, description="Voix de femme ou d'homme par langue : {bm: woman, fr: woman}."
    )
    gtts: bool = Field(
        default=False, description="true : les phrases en français peuvent être envoyées à gTTS."
    )
    model: list[ModelVoice] = Field(default=[], description="Des modèles de voix, facultatifs.")
    dictionary: str | None = Field(default=None, description="Fichier Bamadaba (MDF), facultatif.")

    def voice_order(self, language: Language) -> tuple[str, ...]:
        """Voices to try, first to last; gTTS last where it is allowed and has no place."""
        order = self.voices.of(language)
        return (*order, "gtts") if language == "fr" and self.gtts and "gtts" not in order else order

    def check(self) -> Iterator[Problem]:
        for language in self.speakers:
            if language not in LANGUAGES:
                yield Problem(
                    "language-unknown",
                    f"« {language[:40]} » n'est pas une langue du cours.",
                    "Écris bm ou fr.",
                    self.position("speakers"),
                )
        if "gtts" in self.voices.fr and not self.gtts:
            yield Problem(
                "gtts-not-allowed",
                "La voix « gtts » envoie chaque phrase sur Internet.",
                "Ajoute « gtts: true » si tu l'acceptes, ou enlève-la.",
                self.voices.position_in("fr", self.voices.fr.index("gtts")),
            )


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
    return {"steps": (list[steps], Lesson.model_fields["steps"])}
