"""Class mode: a lesson for everybody at once, on a big screen or a phone that goes round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.lesson.course import Lesson
from builder.lesson.moments import Answer, Moment
from builder.lesson.sittings import SITTINGS_SOURCE, Sitting, Sittings
from builder.lesson.text import Text
from builder.lesson.utterance import Language
from builder.page import LearnerPage, Renderer, addresses
from builder.page.pieces import Clips
from builder.trainer.words import OPENING

SCRIPTS = ("voice.js", "records.js", "keeping.js", "class.js")


@dataclass(frozen=True)
class ClassMoment:
    """A moment, the id of its step, and whether hands are counted."""

    id: str
    moment: Moment
    counted: bool
    note: str = ""
    """What the trainer has to ask now; only at the step's last moment."""


@dataclass(frozen=True)
class ClassTold:
    """What is told as a whole: keys of what is said, and the picture's file, empty for a face.

    `record` names it in a group's record; `when` is when it is counted, empty where the trainer
    says so; nothing is right or wrong where `judged` is false.
    """

    record: str
    name: str
    picture: str
    begin: tuple[str, ...]
    warning: tuple[str, ...]
    end: tuple[str, ...]
    sensitive: bool = False
    judged: bool = True
    when: str = ""


def class_page(
    renderer: Renderer, language: Language, number: int, lesson: Lesson, clips: Clips
) -> LearnerPage:
    """The page of lesson `number` in one language. In a sensitive lesson nothing is counted."""
    name = f"interface/lesson-{number}" if lesson.sensitive else "title"
    told = ClassTold(
        lesson.id,
        name,
        "" if lesson.sensitive else lesson.picture,
        tuple(f"interface/{id}" for id in OPENING),
        ("warning", "interface/leave-note") if lesson.warning else (),
        ("interface/finished", *(("tell",) if lesson.tell else ())),
        lesson.sensitive,
    )
    texts = {phrase.id: phrase.text for phrase in lesson.phrases()}
    for step in lesson.steps:
        texts.update({f"{step.kind}/{phrase.id}": phrase.text for phrase, _ in step.own_phrases()})
    path = addresses.class_mode(language, number)
    return _page(renderer, path, language, lesson, clips, told, list(_moments(lesson)), texts)


def sitting_page(
    renderer: Renderer, language: Language, sitting: Sitting, asked: Sittings, clips: Clips
) -> LearnerPage:
    """Before the course, after it, or later: what all would do, counted, without a verdict."""
    name = f"interface/sitting-{sitting}"
    told = ClassTold(
        SITTINGS_SOURCE, name, asked.tree[0], ("interface/sitting-how",), (),
        (f"interface/tree-{sitting}",), judged=False, when=sitting,
    )  # fmt: skip
    path = addresses.class_sitting(language, sitting)
    moments = list(_situations(asked, sitting))
    return _page(renderer, path, language, None, clips, told, moments, dict(asked.phrases()))


def _page(
    renderer: Renderer, path: str, language: Language, lesson: Lesson | None, clips: Clips,
    told: ClassTold, moments: Sequence[ClassMoment], texts: Mapping[str, Text],
) -> LearnerPage:  # fmt: skip
    scripts = tuple(map(addresses.shared, SCRIPTS))
    up = addresses.up(path)
    return renderer.speaking(
        path, language, lesson, "classroom/class.html", clips,
        source=told.record,
        scripts=scripts,
        loads=scripts,
        told_of=told,
        moments=moments,
        key=key_in,
        words_of_record=_words(moments, texts, renderer.languages.trainer_tag),
        up=up,
        addresses=addresses,
        neutral=up + addresses.neutral(renderer.languages, language),
    )  # fmt: skip


def key_in(step: str, phrase: str) -> str:
    """The key that says a phrase of the step; one of somebody else's is a key already."""
    return phrase if "/" in phrase else f"{step}.{phrase}"


def _moments(lesson: Lesson) -> Iterator[ClassMoment]:
    for step in lesson.steps:
        moments = list(step.moments())
        for moment in moments:
            counted = bool(moment.answers) and moment.counted and not lesson.sensitive
            note = step.trainer or "" if moment is moments[-1] else ""
            yield ClassMoment(step.id, moment, counted, note)


def _situations(asked: Sittings, sitting: Sitting) -> Iterator[ClassMoment]:
    """One each; of what is sensitive no hand is counted."""
    for at, situation in enumerate(asked.situations, 1):
        written, told = situation.told(sitting)
        ways = [(number, situation.answers[number - 1]) for number in asked.order(at)]
        answers = tuple(
            Answer(
                shown, f"answer-{number}", way.picture, way.effect == "protects", effect=way.effect
            )
            for shown, (number, way) in enumerate(ways, 1)
        )
        moment = Moment("situation", (written,), told.picture, answers)
        yield ClassMoment(situation.id, moment, not situation.sensitive)


def _words(
    moments: Sequence[ClassMoment], texts: Mapping[str, Text], language: Language
) -> Mapping[str, object]:
    """What a group's record says of each moment that is counted, in the trainer's language."""

    def said(step: str, phrase: str) -> str:
        return texts[key_in(step, phrase)].shown_or_first(language)

    return {
        f"{one.id}/{one.moment.id}": {
            "asks": said(one.id, one.moment.says[-1]),
            "answers": {
                answer.id: said(one.id, answer.says or answer.id) for answer in one.moment.answers
            },
        }
        for one in moments
        if one.counted
    }
