"""What may stand in a draft and not in what is handed to people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from builder.errors import Position, Problem
from builder.lesson.course import Course, Lesson
from builder.lesson.utterance import Language
from builder.narration.consent import CONSENT_FILE, read_consents
from builder.narration.takes import find_takes, read_note
from builder.proofreading.facts import fact_problems


def release_problems(course: Course, recordings: Path, today: date) -> Iterator[Problem]:
    """All that a release refuses, but what stops any build already. Raises ProblemsFound."""
    yield from fact_problems(course, today)
    yield from _without_consent(recordings)
    if course.file.release.drafts == "refused":
        for lesson in course.lessons:
            for language in filter(lesson.is_in, course.languages.tags):
                yield from _drafts(lesson, language)


def _without_consent(recordings: Path) -> Iterator[Problem]:
    """Recorded voices of whom `voix.yaml` says nothing, or whose last day is over; each once."""
    consents = read_consents(recordings)
    seen: set[str] = set()
    for take in find_takes(recordings).values():
        note = None
        with suppress(ValueError):
            note = read_note(take)
        name = note.voice if note else ""
        if name in seen:
            continue
        seen.add(name)
        if not name:
            allowed = any(consents.lending("recordings"))
        else:
            lent = consents.find(name)
            allowed = lent is not None and lent.allows("recordings")
        if not allowed:
            yield Problem(
                "consent-missing",
                f"« {take.file.name} » : {name or 'personne'} n'a pas donné d'accord qui vaut.",
                f"Écris la personne dans audio/{CONSENT_FILE} (« consent »), ou retire ses prises.",
                Position(take.file),
            )


def _drafts(lesson: Lesson, language: Language) -> Iterator[Problem]:
    texts = [phrase.text for phrase in lesson.phrases() if phrase.text.has(language)]
    standing = lesson.review.standing(texts)
    drafts = [text for text in texts if text.review_in(language, standing).state != "reviewed"]
    if drafts:
        yield Problem(
            "text-unreviewed",
            f"« {lesson.id} » : {len(drafts)} texte(s) sur {len(texts)} non relus ({language}).",
            "Fais-les relire (« review »), ou écris « release: {drafts: allowed} » au cours.",
            drafts[0].position(language),
        )
