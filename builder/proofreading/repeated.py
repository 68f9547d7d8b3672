"""A piece of a list that stands there twice: it was pasted, and its words were not changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from builder.errors import Problem
from builder.lesson.course import Course
from builder.lesson.languages import Languages
from builder.lesson.text import Text
from builder.lesson.utterance import Language
from builder.source.guesses import shortened


def repeated_pieces(course: Course) -> Iterator[Problem]:
    """Each answer, card, line or message with the words of one before it in the same list."""
    for lesson in course.lessons:
        for step in lesson.steps:
            for piece in step.pieces():
                for key in type(piece).model_fields:
                    items = getattr(piece, key)
                    if isinstance(items, list):
                        yield from _twice(items, course.languages)


def _twice(items: list[object], languages: Languages) -> Iterator[Problem]:
    first: dict[tuple[Language, str, str], Text] = {}
    for item in items:
        text = _text_of(item)
        if text is None:
            continue
        speaker = repr(getattr(item, "from_", ""))  # two people may say the same words
        for language in filter(text.has, languages.tags):
            same = first.setdefault((language, _bare(text.shown(language)), speaker), text)
            if same is not text:
                yield _problem(text, same, language)
                break


def _text_of(item: object) -> Text | None:
    """The words of a piece of a list; None for what has none."""
    text = item if isinstance(item, Text) else getattr(item, "text", None)
    return text if isinstance(text, Text) else None


def _bare(words: str) -> str:
    """The same for texts that differ by case, spaces or a way to encode an accent."""
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def _problem(text: Text, same: Text, language: Language) -> Problem:
    at = same.position(language)
    where = f" (déjà à la ligne {at.line})" if at else ""
    return Problem(
        "said-twice",
        f"« {shortened(text.shown(language))} » est écrit deux fois dans la même liste{where}.",
        "Change les mots de l'un des deux, ou enlève-le.",
        text.position(language),
        "warning",
    )
