"""What an author should look at in a lesson as a whole: no single text shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from builder.errors import Problem
from builder.lesson.activity import Decision
from builder.lesson.cast import read_cast
from builder.lesson.course import Course, Lesson
from builder.lesson.utterance import Language
from builder.proofreading.minutes import played_minutes

MOST_MINUTES = 11
"""A lesson of eight to eleven minutes for who plays it alone; rounded."""
LEAST_GENUINE = 1 / 3
"""Fewer true messages teach to believe nothing. Source: FACTS-2.md § 5, after Hoes et al. 2024."""
FEWEST_DECISIONS = 3
FEWEST_MARKED = 4
_WEAK_PARTS = frozenset({"victime", "vend"})


def course_problems(course: Course) -> Iterator[Problem]:
    """Everything that only a whole lesson or course can be asked."""
    language = course.languages.tags[0]
    for lesson in course.lessons:
        for tag in filter(lesson.is_in, course.languages.tags):
            yield from _too_long(lesson, tag)
        yield from _guessable(lesson, language)
        yield from _overly_false(lesson)
        if lesson.sensitive and lesson.care and not any(lesson.contacts()):
            yield Problem(
                "care-empty",
                "La carte d'aide de cette leçon sensible ne nomme personne.",
                "Ajoute « help: » sous « care: », avec des id de aide.yaml.",
                lesson.position("care"),
                "warning",
            )
    yield from _only_victims(course)


def _too_long(lesson: Lesson, language: Language) -> Iterator[Problem]:
    minutes = round(played_minutes(lesson, language))
    if minutes > MOST_MINUTES:
        yield Problem(
            "lesson-too-long",
            f"La leçon « {lesson.id} » dure environ {minutes} minutes ({language}).",
            f"Partage-la en deux leçons : {MOST_MINUTES} minutes au plus.",
            lesson.position("id"),
            "warning",
        )


def _guessable(lesson: Lesson, language: Language) -> Iterator[Problem]:
    """A lesson that is got through without listening: the first, or the longest, is right."""
    decisions = [one for step in lesson.steps for one in step.decisions() if one.can_be_wrong]
    if len(decisions) < FEWEST_DECISIONS:
        return
    ways: tuple[tuple[str, str, Callable[[Decision], bool]], ...] = (
        ("answer-always-first", "première", lambda one: one.options[0].right),
        ("answer-always-longest", "plus longue", lambda one: _longest_is_right(one, language)),
    )
    for slug, name, holds in ways:
        if all(holds(one) for one in decisions):
            yield Problem(
                slug,
                f"La réponse la {name} est toujours bonne dans « {lesson.id} ».",
                "Change des réponses : on peut finir sans écouter.",
                decisions[0].position,
                "warning",
            )


def _longest_is_right(decision: Decision, language: Language) -> bool:
    return max(decision.options, key=lambda one: len(one.text.shown_or_first(language))).right


def _overly_false(lesson: Lesson) -> Iterator[Problem]:
    marks = [mark for step in lesson.steps for mark in step.genuine_marks()]
    if len(marks) >= FEWEST_MARKED and sum(marks) / len(marks) < LEAST_GENUINE:
        yield Problem(
            "few-genuine",
            f"Dans « {lesson.id} », {sum(marks)} message(s) sur {len(marks)} sont vrais.",
            "Ajoute de vrais messages, la moitié si possible : sinon on apprend à ne rien croire.",
            lesson.position("steps"),
            "warning",
        )


def _only_victims(course: Course) -> Iterator[Problem]:
    for id, person in read_cast(course.folder).people.items():
        played = [part for parts in person.parts.values() for part in parts]
        if played and _WEAK_PARTS.issuperset(played):
            yield Problem(
                "person-only-victim",
                f"« {person.name} » est seulement victime ou marchande dans tout le cours.",
                f"Donne-lui ailleurs un choix, un métier ou une aide à porter ({id}).",
                person.position("parts"),
                "warning",
            )
