"""What is said, lesson by lesson, so that a course need not be in memory as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from builder.activities import find_kinds
from builder.errors import Problem
from builder.lesson.aid import AID_SOURCE
from builder.lesson.course import Course, Lesson, utterances_of
from builder.lesson.signatures import read_signatures
from builder.lesson.utterance import Utterance
from builder.narration.consent import read_consents
from builder.page.phrases import common_utterances, lesson_utterances
from builder.project import Project


def said_beside(project: Project, course: Course, kinds: Collection[str]) -> list[Utterance]:
    """What no lesson says: the course's own, these kinds' phrases, the player's."""
    said = list(replace(course, lessons=()).utterances())
    tags = course.languages.tags
    for name, kind in find_kinds().items():
        if name in kinds:
            for phrase, review in kind.own_phrases():
                said.extend(utterances_of(name, phrase.id, phrase.text, tags, phrase.role, review))
    said.extend(common_utterances(course, project.overrides, read_consents(project.recordings)))
    return read_signatures(project.lessons).signed(said)


def said_by(project: Project, course: Course, number: int, lesson: Lesson) -> list[Utterance]:
    """What one lesson says, and what the player says of it."""
    of_course = replace(course, lessons=(lesson,)).utterances()
    own = (one for one in of_course if one.source in (lesson.id, AID_SOURCE))
    said = [*own, *lesson_utterances(course, project.overrides, number, lesson)]
    return read_signatures(project.lessons).signed(said)


def by_lesson(
    problems: Iterable[Problem], project: Project, lessons: Mapping[str, Lesson]
) -> dict[str, list[Problem]]:
    """What a narration told, by the file of the lesson that it is of; "" for none alone."""
    files = {lesson.id: name for name, lesson in lessons.items()}
    sorted_out: dict[str, list[Problem]] = {}
    for problem in problems:
        at = problem.position.file if problem.position else None
        name = ""
        if at and at.parent == project.lessons and at.name in lessons:
            name = at.name
        elif at and at.is_relative_to(project.recordings):
            name = files.get(at.parent.name, "")
        sorted_out.setdefault(name, []).append(problem)
    return sorted_out
