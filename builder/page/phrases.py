"""What the player says by itself: controls, numbers, positions, contacts' numbers and sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from builder.lesson.aid import AID_SOURCE, Aid, Checkable
from builder.lesson.care import Contact
from builder.lesson.course import Course, Lesson, utterances_of
from builder.lesson.phrasebook import PhraseBook, fill, read_phrasebook
from builder.lesson.sittings import SITTINGS
from builder.lesson.text import Spoken, Text
from builder.lesson.utterance import Language, Role, Utterance
from builder.narration.consent import ConsentFile

SOURCE = "interface"
STRINGS_FILE = "strings.yaml"
MOST_CHOICES = 8
"""Numbers said before choices; home cards may need more."""

PLACEHOLDERS = frozenset(
    {
        "position",
        "number",
        "lesson",
        "contact-source",
        "contact-undated",
        "contact-local",
        "own-voice",
    }
)
"""Phrases that are filled in once for each number, step or contact that occurs."""


@dataclass(frozen=True)
class _Interface:
    """The player's phrase book, in the languages of the course."""

    book: PhraseBook
    languages: tuple[Language, ...]

    def said(self, id: str, text: Text, role: Role) -> Iterator[Utterance]:
        review = self.book.standing_review()
        return utterances_of(SOURCE, id, text, self.languages, role, review)

    def filled(self, phrase: str, **values: object) -> Text:
        return fill(self.book.phrases[phrase], values)


def interface_utterances(
    course: Course, overrides: Path, consents: ConsentFile | None = None
) -> Iterator[Utterance]:
    """The player's phrases, each id once. Raises ProblemsFound when their file is wrong."""
    book = read_phrasebook(overrides / STRINGS_FILE)
    spoken = _Interface(book, course.languages.tags)
    yield from common_utterances(course, overrides, consents)
    for n in range(MOST_CHOICES + 1, len(course.lessons) + 1):
        yield from spoken.said(f"number-{n}", spoken.filled("number", n=n), "answer")
    for n in range(1, len(course.lessons) + 1):
        yield from spoken.said(f"lesson-{n}", spoken.filled("lesson", n=n), "control")
    for total in sorted({len(lesson.steps) for lesson in course.lessons}):
        yield from _positions(spoken, total)
    for lesson in course.lessons:
        yield from _contacts(spoken, lesson)
    yield from _aids(spoken, course)


def common_utterances(
    course: Course, overrides: Path, consents: ConsentFile | None = None
) -> Iterator[Utterance]:
    """What the player says whatever the lessons are; of the course, only its languages count.

    `consents` say of whose takes a voice may be made.
    """
    book = read_phrasebook(overrides / STRINGS_FILE)
    spoken = _Interface(book, course.languages.tags)
    for id, text in book.phrases.items():
        if id not in PLACEHOLDERS:
            yield from spoken.said(id, text, "control")
    if course.sittings:
        counts = {course.sittings.steps(sitting) for sitting in SITTINGS}
        for total in sorted(counts - {len(lesson.steps) for lesson in course.lessons}):
            yield from _positions(spoken, total)
    for n in range(1, MOST_CHOICES + 1):
        yield from spoken.said(f"number-{n}", spoken.filled("number", n=n), "answer")
    for voice in consents.lending("own-voice") if consents else ():
        own = [tag for tag in spoken.languages if tag in voice.languages]
        yield from replace(spoken, languages=tuple(own)).said(
            f"own-voice-{voice.id}", spoken.filled("own-voice", name=voice.name), "narration"
        )


def lesson_utterances(
    course: Course, overrides: Path, number: int, lesson: Lesson
) -> Iterator[Utterance]:
    """What the player says of this lesson: its number, its positions, its contacts."""
    spoken = _Interface(read_phrasebook(overrides / STRINGS_FILE), course.languages.tags)
    yield from spoken.said(f"number-{number}", spoken.filled("number", n=number), "answer")
    yield from spoken.said(f"lesson-{number}", spoken.filled("lesson", n=number), "control")
    yield from _positions(spoken, len(lesson.steps))
    yield from _contacts(spoken, lesson)
    yield from _aids(spoken, replace(course, lessons=(lesson,)))


def _positions(spoken: _Interface, total: int) -> Iterator[Utterance]:
    for n in range(1, total + 1):
        text = spoken.filled("position", n=n, total=total)
        yield from spoken.said(f"position-{n}-{total}", text, "position")


def _contacts(spoken: _Interface, lesson: Lesson) -> Iterator[Utterance]:
    """The number and the source of each contact; its name is the lesson's own utterance."""
    languages = [language for language in spoken.languages if lesson.is_in(language)]
    for at, contact in enumerate(lesson.care.contacts if lesson.care else (), 1):
        for part, text in _contact_texts(spoken, contact):
            yield from utterances_of(
                lesson.id,
                f"care.contact-{at}-{part}",
                text,
                languages,
                "narration",
                lesson.review,
                lesson.voices,
            )


def _aids(spoken: _Interface, course: Course) -> Iterator[Utterance]:
    """The person of the centre, and the number and source of each help that lessons name."""
    texts: list[tuple[str, Text]] = []
    if course.aid.local.filled and any(
        lesson.care or lesson.named_aids() for lesson in course.lessons
    ):
        texts.append(("local", spoken.filled("contact-local", who=course.aid.local.words)))
    for id, aid in course.named_aids().items():
        texts.extend((f"{id}-{part}", text) for part, text in _contact_texts(spoken, aid))
    quoted = {id for lesson in course.lessons for id in lesson.named_commitments()}
    for id, one in course.aid.commitments.items():
        if id in quoted:
            texts.append((f"{id}-source", _source_text(spoken, one)))
    for id, text in texts:
        yield from utterances_of(
            AID_SOURCE, id, text, spoken.languages, "narration", course.aid_review()
        )


def _contact_texts(spoken: _Interface, contact: Contact | Aid) -> Iterator[tuple[str, Text]]:
    if contact.number:
        # Pair by pair, so that it can be noted.
        slowly = Spoken(words=dict.fromkeys(spoken.languages, ", ".join(contact.number.split())))
        yield "number", Text(words=dict.fromkeys(spoken.languages, contact.number), say=slowly)
    yield "source", _source_text(spoken, contact)


def _source_text(spoken: _Interface, fact: Contact | Checkable) -> Text:
    phrase = "contact-source" if fact.date else "contact-undated"
    year = (fact.date or "")[:4]
    return spoken.filled(phrase, source=fact.source, date=fact.date, year=year)
