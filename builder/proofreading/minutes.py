"""How long a lesson lasts for who plays it alone, counted from its texts: touches included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from builder.lesson.activity import Activity
from builder.lesson.aid import AidFile
from builder.lesson.course import Lesson
from builder.lesson.moments import Answer, Moment
from builder.lesson.text import Text
from builder.lesson.utterance import Language
from builder.narration.voices.bambara import BAMBARA
from builder.narration.voices.french import FRENCH

WORDS_A_MINUTE: Mapping[Language, int] = {BAMBARA: 143, FRENCH: 153}
"""Of the embedded voice. Source: all clips of the five lessons, 24.11.2026."""
OTHER_WORDS_A_MINUTE = 143
TOUCH_S = 1
"""One touch of who finds the place first. A choice takes two: the first names it."""
DECISION_S = 3
"""Of thinking, alone. In a class, trainers are told sixty."""
NEXT_S = 2 * TOUCH_S + 1
"""The arrow, which says its name between the two touches."""


def played_minutes(lesson: Lesson, language: Language) -> float:
    """One playing by who hears all that is told and every answer offered, and chooses well;
    pictures' descriptions and second tries apart."""
    seconds = sum(played_seconds(step, language, lesson.aid) for step in lesson.steps)
    around = [text for text in (lesson.warning, lesson.tell) if text]
    return (seconds + said_seconds(around, language)) / 60


def played_seconds(step: Activity, language: Language, aid: AidFile) -> float:
    """Of one step; where nothing is decided all of it is heard, each help and promise touched."""
    texts = {phrase.id: phrase.text for phrase in step.phrases()}
    heard: list[Text] = []
    choices = 0
    moments = list(step.moments())
    if not any(moment.answers for moment in moments):
        return _gone_through(step, language, aid)
    for moment in moments:
        heard += _of(texts, moment.says)
        if moment.answers:
            choices += 1
            chosen = _chosen(moment)
            heard += _of(texts, (answer.id for answer in moment.answers))
            heard += _of(texts, (chosen.id, chosen.why, moment.why))
    return said_seconds(heard, language) + choices * (DECISION_S + 2 * TOUCH_S) + NEXT_S


def _gone_through(step: Activity, language: Language, aid: AidFile) -> float:
    told = [phrase for phrase in step.phrases() if phrase.role != "picture"]
    shown = [aid.aids[id].name for id in step.named_aids() if id in aid.aids]
    quoted = [aid.commitments[id].text for id in step.named_commitments() if id in aid.commitments]
    touched = len(shown) + sum(phrase.role == "answer" for phrase in told)
    texts = [*(phrase.text for phrase in told), *shown, *quoted]
    return said_seconds(texts, language) + touched * 2 * TOUCH_S + NEXT_S


def _chosen(moment: Moment) -> Answer:
    """A right answer; the first, where none is."""
    return next((answer for answer in moment.answers if answer.right), moment.answers[0])


def _of(texts: Mapping[str, Text], ids: Iterable[str]) -> list[Text]:
    return [texts[id] for id in ids if id in texts]


def said_seconds(texts: Iterable[Text], language: Language) -> float:
    """Of texts read one after another, without touching anything."""
    words = sum(len(text.shown_or_first(language).split()) for text in texts)
    return words * 60 / WORDS_A_MINUTE.get(language, OTHER_WORDS_A_MINUTE)
