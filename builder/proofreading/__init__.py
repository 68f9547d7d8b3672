"""What an author should look at in correct YAML: each text, and the course as a whole."""

from collections.abc import Iterable, Iterator
from datetime import date

from builder.errors import Problem
from builder.lesson.course import Course
from builder.lesson.utterance import Utterance
from builder.narration.voices.bambara import PronunciationTable
from builder.proofreading.course import course_problems
from builder.proofreading.facts import fact_problems
from builder.proofreading.repeated import repeated_pieces
from builder.proofreading.terms import term_problems
from builder.proofreading.texts import (
    long_steps,
    reading_problems,
    uncredited_pictures,
    unknown_tones,
)

__all__ = [
    "course_problems", "fact_problems", "long_steps", "proofread", "reading_problems",
    "repeated_pieces", "term_problems", "uncredited_pictures", "unknown_tones",
]  # fmt: skip


def proofread(
    course: Course, said: Iterable[Utterance], table: PronunciationTable | None
) -> Iterator[Problem]:
    """All that is told of the lessons: as wholes, then each of the texts that are `said`."""
    yield from uncredited_pictures(course)
    yield from course_problems(course)
    yield from repeated_pieces(course)
    yield from term_problems(course)
    yield from fact_problems(course, date.today())
    for utterance in said:
        yield from reading_problems(utterance, table)
    yield from unknown_tones(course.utterances(), table)
