"""Course and Lesson: what the authors wrote, checked, in the order it is learned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, PrivateAttr

from builder.errors import Position, Problem
from builder.lesson.activity import Activity, Phrase
from builder.lesson.aid import AID_SOURCE, Aid, AidFile, HelpCard, LocalAid
from builder.lesson.care import Care, Contact
from builder.lesson.course_file import CourseFile as CourseFile
from builder.lesson.languages import WINDOWS_NAMES, CourseLanguage, Languages, VoiceOrder
from builder.lesson.messages import duplicate_id
from builder.lesson.placed import PicturePath, Placed, Slug
from builder.lesson.session import LessonSession
from builder.lesson.shuffle import shuffle_steps
from builder.lesson.sittings import SITTINGS_SOURCE, Sittings
from builder.lesson.speaking import utterances_of as utterances_of
from builder.lesson.text import Reviews, Text, hash_of_texts
from builder.lesson.utterance import Language, Role, Utterance

MAX_STEPS = 40
# First parts of a lesson's own utterance ids.
RESERVED_STEP_IDS = frozenset({"title", "warning", "care", "tell"})


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
    listening: bool = Field(
        default=False,
        description="true : on écoute seulement, trois minutes environ ; rien n'est demandé.",
    )
    warning: Text | None = Field(default=None, description="Dit avant la première étape.")
    care: Care | None = Field(default=None, description="La carte d'aide.")
    tell: Text | None = Field(default=None, description="« Raconte-le à quelqu'un », à la fin.")
    trainer: str | None = Field(
        default=None, description="Note en français pour toute la leçon, sur la fiche de séance."
    )
    session: LessonSession = Field(
        default=LessonSession(), description="La séance avec un groupe, si tu veux la préciser."
    )
    steps: list[Activity] = Field(min_length=1, max_length=MAX_STEPS, description="Les étapes.")
    _aid: AidFile = PrivateAttr(default=AidFile(format=1))

    def model_post_init(self, context: Any, /) -> None:
        super().model_post_init(context)
        shuffle_steps(self.id, self.steps)

    def check(self) -> Iterator[Problem]:
        if self.sensitive and self.warning is None:
            yield Problem(
                "warning-missing",
                "Une leçon sensible prévient avant de commencer.",
                "Ajoute « warning: » avec ce texte dans chaque langue.",
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
        yield from self.session.unknown_steps([step.id for step in self.steps])
        texts = [phrase.text for phrase in self.phrases()]
        for language in self.review.notes:
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
                yield replace(phrase, id=f"{step.id}.{phrase.id}")
        if self.tell:
            yield Phrase("tell", self.tell)

    def is_in(self, language: Language) -> bool:
        """Whether every text of it was written in that language."""
        shared = [self._aid.aids[id] for id in self.named_aids() if id in self._aid.aids]
        quoted = [self._aid.commitments.get(id) for id in self.named_commitments()]
        texts = [
            *(text for aid in shared for text in (aid.name, aid.short) if text),
            *(one.text for one in quoted if one),
            *(phrase.text for phrase in self.phrases()),
        ]
        return all(text.has(language) for text in texts)

    def utterances(self, languages: Iterable[Language]) -> Iterator[Utterance]:
        """Everything it says, in those of `languages` in which it is complete."""
        phrases = list(self.phrases())
        complete = [language for language in languages if self.is_in(language)]
        review = self.review.standing(phrase.text for phrase in phrases)
        for phrase in phrases:
            said = utterances_of(
                self.id, phrase.id, phrase.text, complete, phrase.role, review, self.voices
            )
            yield from (replace(one, recording=phrase.recording) for one in said)

    def know(self, aid: AidFile) -> None:
        """Gives the lesson the course's help, which its help card names."""
        self._aid = aid
        for step in self.steps:
            step.know(aid)

    def named_aids(self) -> tuple[str, ...]:
        """Ids of the help that its card and its steps show."""
        shown = [*(self.care.help if self.care else ())]
        shown += [id for step in self.steps for id in step.named_aids()]
        return tuple(dict.fromkeys(shown))

    def named_commitments(self) -> tuple[str, ...]:
        """Ids of the published commitments that its steps quote."""
        return tuple(id for step in self.steps for id in step.named_commitments())

    def help_cards(self) -> list[HelpCard]:
        """Those of the help card, nearest first; the lesson's own contacts stand apart."""
        return list(self._aid.cards(self.care.help)) if self.care else []

    @property
    def aid(self) -> AidFile:
        """The course's help; nobody's before `know`."""
        return self._aid

    @property
    def local_help(self) -> LocalAid:
        """The person of the centre."""
        return self._aid.local

    def contacts(self) -> Iterator[tuple[str, Aid | Contact]]:
        """Who helps, each with the key of its name: those of `aide.yaml`, then the lesson's own."""
        if self.care:
            for id in self.care.help:
                if id in self._aid.aids:
                    yield f"{AID_SOURCE}/{id}", self._aid.aids[id]
            for number, contact in enumerate(self.care.contacts, 1):
                yield f"care.contact-{number}", contact

    def pictures(self) -> Iterator[tuple[str, Placed, str]]:
        """Each picture file with the piece and key that name it."""
        yield self.picture, self, "picture"
        for step in self.steps:
            yield from step.pictures()
        for id in self.named_aids():
            if (aid := self._aid.aids.get(id)) and aid.picture:
                yield aid.picture, aid, "picture"


def reserved_name(id: str, at: Position | None) -> Iterator[Problem]:
    """The problem of an id that cannot be a file's name on every machine."""
    if id in WINDOWS_NAMES:
        yield Problem(
            "reserved-id", f"Windows refuse le nom « {id} ».", "Choisis un autre mot.", at
        )


@dataclass(frozen=True)
class Course:
    """All lessons in order; `folder` is where their files and pictures are."""

    folder: Path
    file: CourseFile
    lessons: tuple[Lesson, ...]
    warnings: tuple[Problem, ...] = ()
    aid: AidFile = field(default_factory=lambda: AidFile(format=1))
    sittings: Sittings | None = None

    @property
    def title(self) -> Text:
        return self.file.title

    @cached_property
    def languages(self) -> Languages:
        entries = tuple(self.file.languages)
        return Languages(entries, self.file.trainers or entries[0].tag)

    def numbered_lessons(self, language: Language) -> Iterator[tuple[int, Lesson]]:
        """The lessons that are there in that language, with their numbers in the course."""
        for number, lesson in enumerate(self.lessons, 1):
            if lesson.is_in(language):
                yield number, lesson

    def utterances(self) -> Iterator[Utterance]:
        """Everything the authors wrote; the player's and activities' own phrases come beside."""
        yield from utterances_of(
            "course", "title", self.title, self.languages.tags, "narration", self.file.review
        )
        for language in self.languages:
            yield _own_name(language)
        for lesson in self.lessons:
            yield from lesson.utterances(self.languages.tags)
        yield from self._shared_utterances()
        yield from self._sittings_utterances()

    def _shared_utterances(self) -> Iterator[Utterance]:
        """What lessons take out of `aide.yaml`."""
        tags, review = self.languages.tags, self.aid_review()
        for id, aid in self.named_aids().items():
            yield from utterances_of(AID_SOURCE, id, aid.name, tags, review=review)
            if aid.short:
                short = f"{id}-short"
                yield from utterances_of(AID_SOURCE, short, aid.short, tags, "answer", review)
        quoted = {id for lesson in self.lessons for id in lesson.named_commitments()}
        for id, commitment in self.aid.commitments.items():
            if id in quoted:
                yield from utterances_of(AID_SOURCE, id, commitment.text, tags, "answer", review)

    def _sittings_utterances(self) -> Iterator[Utterance]:
        """What is asked before, after and three weeks later."""
        if self.sittings is None:
            return
        texts = list(self.sittings.phrases())
        review = self.sittings.review.standing([text for _, text in texts])
        for id, text in texts:
            role: Role = "answer" if ".answer-" in id else "question"
            yield from utterances_of(SITTINGS_SOURCE, id, text, self.languages.tags, role, review)

    def sittings_in(self, language: Language) -> Sittings | None:
        """The situations before and after, where they are whole in that language."""
        asked = self.sittings
        return asked if asked and all(text.has(language) for _, text in asked.phrases()) else None

    def named_aids(self) -> dict[str, Aid]:
        """What the lessons' help cards and steps name, by id, in the order of `aide.yaml`."""
        named = {id for lesson in self.lessons for id in lesson.named_aids()}
        return {id: aid for id, aid in self.aid.aids.items() if id in named}

    def aid_review(self) -> Reviews:
        return self.aid.review.standing(list(self.aid.texts()))


def name_id(language: Language) -> str:
    """The id, in source `course`, of what a language says of itself; there in no other one."""
    return f"language-{language}"


def _own_name(language: CourseLanguage) -> Utterance:
    return Utterance(
        "course",
        name_id(language.tag),
        language.tag,
        language.name,
        language.say or language.name,
        "control",
        position=language.position("name"),
    )


def lesson_fields(steps: Any) -> dict[str, Any]:
    """The one field of Lesson that depends on which kinds of activity are there."""
    return {"steps": (list[steps], Lesson.model_fields["steps"])}
