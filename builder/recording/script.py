"""The script: every line to read aloud, with what helps to read it well."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from builder.activities import find_kinds
from builder.lesson.activity import Activity
from builder.lesson.course import Course, Lesson
from builder.lesson.phrasebook import read_phrasebook
from builder.lesson.sittings import SITTINGS_SOURCE
from builder.lesson.text import Picture, Text
from builder.lesson.utterance import Language, Role, Utterance
from builder.narration.fingerprint import normal_form
from builder.narration.takes import TakeKey
from builder.project import Project

ROLE_WORDS: Mapping[Role, str] = {
    "narration": "Narration",
    "question": "Question",
    "answer": "Réponse à choisir",
    "feedback": "Ce qu'on répond à un choix",
    "picture": "Ce que montre un dessin",
    "control": "Bouton ou consigne",
    "position": "Où l'on en est",
}
_LESSON_PLACES = {
    "title": "Le titre de la leçon",
    "warning": "Avant la leçon",
    "care": "La carte d'aide",
    "tell": "La fin de la leçon",
}
_OWN_PHRASES = {
    "course": "Le titre du cours",
    "interface": "Les boutons et les phrases du lecteur",
    "aide": "Qui aide (aide.yaml)",
    SITTINGS_SOURCE: "Avant, après, trois semaines après",
}


@dataclass(frozen=True)
class Illustration:
    """A drawing that shows what a line speaks of; `alt` is empty when the line itself tells it."""

    file: Path
    alt: str = ""

    @property
    def name(self) -> str:
        """Where the page asks for it: nothing of a request ever becomes a path."""
        digest = hashlib.sha256(self.file.as_posix().encode()).hexdigest()[:16]
        return f"{digest}{self.file.suffix.lower()}"


@dataclass(frozen=True)
class Line:
    """`helping` is the same line in a language that trainers read; `place` says in French where
    it stands."""

    utterance: Utterance
    helping: Utterance | None = None
    place: str = ""
    illustration: Illustration | None = None

    @property
    def words(self) -> str:
        """Hexadecimal; another when what is to be said is another."""
        return hashlib.sha256(normal_form(self.utterance.spoken).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Script:
    """Lines in the order of the course; `parts` names each source, those of lessons first."""

    course: Course
    lines: Mapping[TakeKey, Line]
    parts: Mapping[str, str]

    def utterances(self) -> list[Utterance]:
        return [line.utterance for line in self.lines.values()]

    @cached_property
    def pictures(self) -> Mapping[str, Path]:
        """Every drawing by the name that the page asks for."""
        drawn = {line.illustration for line in self.lines.values() if line.illustration}
        return {one.name: one.file for one in drawn}

    def is_lesson(self, source: str) -> bool:
        return any(lesson.id == source for lesson in self.course.lessons)


def read_script(project: Project) -> Script:
    """Everything that is said, as the files say it now. Raises ProblemsFound."""
    read_phrasebook.cache_clear()
    course = project.load_course()
    said = project.utterances(course)
    trainers = course.languages.trainer_tag
    helping_order = (trainers, *course.languages.tags)
    every = {(one.source, one.id, one.language): one for one in said}
    lessons = {lesson.id: lesson for lesson in course.lessons}
    pictures = dict(_illustrations(course))
    lines = {
        (one.language, one.source, one.id): Line(
            one,
            next(
                (
                    every[one.source, one.id, tag]
                    for tag in helping_order
                    if tag != one.language and (one.source, one.id, tag) in every
                ),
                None,
            ),
            _place(lessons[one.source], one.id) if one.source in lessons else "",
            pictures.get((one.source, one.id)),
        )
        for one in said
    }
    return Script(course, lines, _parts(lessons, said, trainers))


def _parts(
    lessons: Mapping[str, Lesson], said: list[Utterance], language: Language
) -> dict[str, str]:
    named = {id: lesson.title.shown_or_first(language) for id, lesson in lessons.items()}
    for source in dict.fromkeys(utterance.source for utterance in said):
        if source not in named:
            kind = find_kinds().get(source)
            named[source] = _OWN_PHRASES.get(source) or (_about(kind) if kind else source)
    return named


def _about(kind: type[Activity]) -> str:
    words = " ".join((kind.__doc__ or "").split()).partition(" ; ")[0]
    return f"Activité « {kind.kind_name()} » : {words[:1].lower()}{words[1:].rstrip('.')}"


def _place(lesson: Lesson, id: str) -> str:
    first = id.partition(".")[0]
    for number, step in enumerate(lesson.steps, 1):
        if step.id == first:
            return f"Étape {number} sur {len(lesson.steps)} : {step.id}"
    return _LESSON_PLACES.get(first, "")


def _illustrations(course: Course) -> Iterator[tuple[tuple[str, str], Illustration]]:
    """For lines of lessons: the drawing that belongs to the very words, else that of the step."""
    for lesson in course.lessons:
        yield (lesson.id, "title"), Illustration(course.folder / lesson.picture)
        for step in lesson.steps:
            own = dict(_drawn_texts(step))
            for phrase in step.phrases():
                key = (lesson.id, f"{step.id}.{phrase.id}")
                if id(phrase.text) in own:
                    yield key, Illustration(course.folder / own[id(phrase.text)])
                elif step.picture:
                    file = course.folder / step.picture.file
                    alt = step.picture.alt.shown_or_first(course.languages.trainer_tag)
                    yield key, Illustration(file, alt)


def _drawn_texts(step: Activity) -> Iterator[tuple[int, str]]:
    """Texts, by identity, that were written in one piece with a drawing."""
    for piece in step.pieces():
        if isinstance(piece, Activity):
            continue
        file = next((file for file, _ in piece.picture_files()), None)
        if file is None:
            continue
        for name in type(piece).model_fields:
            value = getattr(piece, name)
            if isinstance(value, Text) and not (isinstance(piece, Picture) and name != "alt"):
                yield id(value), file
