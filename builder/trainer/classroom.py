"""Class mode: a lesson for everybody at once, on a big screen or a phone that goes round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.lesson.activity import Activity
from builder.lesson.course import Lesson
from builder.lesson.moments import Moment
from builder.lesson.utterance import Language
from builder.page import LearnerPage, Renderer, addresses
from builder.page.pieces import Clips
from builder.trainer.words import OPENING

SCRIPTS = ("voice.js", "records.js", "keeping.js", "class.js")


@dataclass(frozen=True)
class ClassMoment:
    """A moment, the step it belongs to, and whether hands are counted."""

    step: Activity
    moment: Moment
    counted: bool
    is_last: bool
    """Of its step: here the trainer has something to ask."""


def class_page(
    renderer: Renderer, language: Language, number: int, lesson: Lesson, clips: Clips
) -> LearnerPage:
    """The page of lesson `number` in one language. In a sensitive lesson nothing is counted."""
    path = addresses.class_mode(language, number)
    scripts = tuple(map(addresses.shared, SCRIPTS))
    return renderer.speaking(
        path, language, lesson, "classroom/class.html", clips,
        scripts=scripts,
        loads=scripts,
        moments=list(_moments(lesson)),
        key=key_in,
        opening=[f"interface/{id}" for id in OPENING],
        words_of_record=_words(lesson, renderer.languages.trainer_tag),
        up=addresses.up(path),
        addresses=addresses,
        neutral=addresses.up(path) + addresses.neutral(renderer.languages, language),
        tongues=[tag for tag in renderer.languages.tags if tag != language and lesson.is_in(tag)],
        number=number,
    )  # fmt: skip


def key_in(step: Activity, phrase: str) -> str:
    """The key that says a phrase of the step; one of somebody else's is a key already."""
    return phrase if "/" in phrase else f"{step.id}.{phrase}"


def _moments(lesson: Lesson) -> Iterator[ClassMoment]:
    for step in lesson.steps:
        moments = list(step.moments())
        for moment in moments:
            counted = bool(moment.answers) and moment.counted and not lesson.sensitive
            yield ClassMoment(step, moment, counted, moment is moments[-1])


def _words(lesson: Lesson, language: Language) -> Mapping[str, object]:
    """What a group's record says of each moment that is counted, in the trainer's language."""
    told: dict[str, object] = {}
    for one in _moments(lesson):
        if one.counted:
            texts = {phrase.id: phrase.text for phrase in one.step.phrases()}
            for phrase, _ in one.step.own_phrases():
                texts[f"{one.step.kind}/{phrase.id}"] = phrase.text
            told[f"{one.step.id}/{one.moment.id}"] = {
                "asks": texts[one.moment.says[-1]].shown_or_first(language),
                "answers": {
                    answer.id: texts[answer.says or answer.id].shown_or_first(language)
                    for answer in one.moment.answers
                },
            }
    return told
