"""What the player says by itself: controls, numbers, positions, contacts' numbers and sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from builder.lesson.course import Contact, Course, Lesson, utterances_of
from builder.lesson.phrasebook import PhraseBook, fill, read_phrasebook
from builder.lesson.text import Text
from builder.lesson.utterance import Role, Utterance

SOURCE = "interface"
STRINGS_FILE = "strings.yaml"
MOST_CHOICES = 8
"""Numbers said before choices; home cards may need more."""

PLACEHOLDERS = frozenset({"position", "number", "lesson", "contact-source"})
"""Phrases that are filled in once for each number, step or contact that occurs."""


def interface_utterances(course: Course, overrides: Path) -> Iterator[Utterance]:
    """The player's phrases, each id once. Raises ProblemsFound when their file is wrong."""
    book = read_phrasebook(overrides / STRINGS_FILE)
    for id, text in book.phrases.items():
        if id not in PLACEHOLDERS:
            yield from _said(book, id, text, "control")
    for n in range(1, max(MOST_CHOICES, len(course.lessons)) + 1):
        yield from _said(book, f"number-{n}", fill(book.phrases["number"], {"n": n}), "answer")
    for n in range(1, len(course.lessons) + 1):
        yield from _said(book, f"lesson-{n}", fill(book.phrases["lesson"], {"n": n}), "control")
    for total in sorted({len(lesson.steps) for lesson in course.lessons}):
        for n in range(1, total + 1):
            text = fill(book.phrases["position"], {"n": n, "total": total})
            yield from _said(book, f"position-{n}-{total}", text, "position")
    for lesson in course.lessons:
        yield from _contacts(book, lesson)


def _said(book: PhraseBook, id: str, text: Text, role: Role) -> Iterator[Utterance]:
    return utterances_of(SOURCE, id, text, role, book.standing_review())


def _contacts(book: PhraseBook, lesson: Lesson) -> Iterator[Utterance]:
    """The number and the source of each contact; its name is the lesson's own utterance."""
    for at, contact in enumerate(lesson.care.contacts if lesson.care else (), 1):
        for part, text in _contact_texts(book, contact):
            yield from utterances_of(
                lesson.id,
                f"care.contact-{at}-{part}",
                text,
                "narration",
                lesson.review,
                lesson.voices,
            )


def _contact_texts(book: PhraseBook, contact: Contact) -> Iterator[tuple[str, Text]]:
    if contact.number:
        yield "number", Text(bm=contact.number, fr=contact.number)
    values = {"source": contact.source, "date": contact.date, "year": contact.date[:4]}
    yield "source", fill(book.phrases["contact-source"], values)
