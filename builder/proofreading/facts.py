"""Facts that an author should look at again: too old, or told without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from builder.errors import Problem
from builder.lesson.course import Course, Lesson

# A telephone of six figures or more, or a code that is dialled: *144#.
_NUMBER = re.compile(r"(?<![\w.])(?:\+?\d(?:[ .]?\d){5,}|[*#]\d+(?:[*#]\d*)*#)(?!\w)")


def fact_problems(course: Course, today: date) -> Iterator[Problem]:
    """Facts of `aide.yaml` seen too long ago, and numbers that a text tells by itself."""
    for id, fact in course.aid.facts():
        if fact.is_old(today):
            yield Problem(
                "fact-old",
                f"« {id} » a été vu le {fact.seen} : il faut le revoir.",
                "Relis la source ou compose le numéro, puis mets le jour sous « seen ».",
                fact.position("seen"),
                "warning",
            )
    for lesson in course.lessons:
        yield from _numbers_without_source(lesson)


def _numbers_without_source(lesson: Lesson) -> Iterator[Problem]:
    for phrase in lesson.phrases():
        for language in phrase.text.words:
            found = _NUMBER.search(phrase.text.shown(language))
            if found:
                yield Problem(
                    "fact-without-source",
                    f"Le numéro « {found[0]} » est dit sans sa source.",
                    "Écris-le dans aide.yaml avec sa source, ou enlève-le.",
                    phrase.text.position(language),
                    "warning",
                )
