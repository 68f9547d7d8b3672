"""What an author should look at in correct YAML: each text, and the course as a whole."""

from collections.abc import Iterator
from datetime import date

from builder.errors import Problem
from builder.lesson.course import Course
from builder.proofreading.course import course_problems
from builder.proofreading.facts import fact_problems
from builder.proofreading.terms import term_problems
from builder.proofreading.texts import (
    long_steps,
    reading_problems,
    uncredited_pictures,
    unknown_tones,
)

__all__ = [
    "course_problems", "fact_problems", "long_steps", "reading_problems",
    "term_problems", "uncredited_pictures", "unknown_tones", "whole_course_problems",
]  # fmt: skip


def whole_course_problems(course: Course) -> Iterator[Problem]:
    """What no single text shows: the lessons as wholes, their pictures, terms and facts."""
    yield from uncredited_pictures(course)
    yield from course_problems(course)
    yield from term_problems(course)
    yield from fact_problems(course, date.today())
