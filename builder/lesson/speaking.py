"""A text as utterances, one for each language in which it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.lesson.languages import VoiceOrder
from builder.lesson.text import Reviews, Text
from builder.lesson.utterance import Language, Role, Utterance


def utterances_of(
    source: str,
    id: str,
    text: Text,
    languages: Iterable[Language],
    role: Role = "narration",
    review: Reviews | None = None,
    voices: VoiceOrder | None = None,
) -> Iterator[Utterance]:
    """One utterance for each of `languages` in which the text was written."""
    for language in languages:
        if not text.has(language):
            continue
        yield Utterance(
            source=source,
            id=id,
            language=language,
            text=text.shown(language),
            spoken=text.spoken(language),
            role=role,
            review=text.review_in(language, review),
            position=text.position(language),
            voices=voices.of(language) if voices else (),
            fingerprint=text.hash_in(language),
        )
