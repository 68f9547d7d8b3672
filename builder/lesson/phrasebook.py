"""Phrases of the software itself, not of a lesson: `strings.yaml` of the player, of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter

from pydantic import Field

from builder.errors import Problem
from builder.lesson.file import read_file
from builder.lesson.placed import Placed
from builder.lesson.text import Reviews, Text


class PhraseBook(Placed):
    """Des phrases par id ; `{nom}` dans un texte est rempli à la construction du site."""

    review: Reviews = Field(default=Reviews(), description="Relecture de toutes les phrases.")
    phrases: dict[str, Text] = Field(min_length=1, description="Les phrases, par id.")

    def filled(self, values: Mapping[str, object]) -> Iterator[tuple[str, Text]]:
        """Each phrase whose placeholders are all in `values`, filled in; others are left out."""
        for id, text in self.phrases.items():
            try:
                yield id, fill(text, values)
            except KeyError:
                continue

    def standing_review(self) -> Reviews:
        return self.review.standing(self.phrases.values())

    def check(self) -> Iterator[Problem]:
        for text in self.phrases.values():
            for language in text.words:
                if not _is_template(text.shown(language)) or not _is_template(
                    text.spoken(language)
                ):
                    yield Problem(
                        "bad-placeholder",
                        "Une accolade de ce texte n'entoure pas un simple nom.",
                        "Écris par exemple « {count} », avec les deux accolades.",
                        text.position(language),
                    )


def _is_template(text: str) -> bool:
    """Whether braces surround plain names only: no attribute, index or format."""
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        return False
    return all(
        name is None or (name.isidentifier() and not spec and not conversion)
        for _, name, spec, conversion in fields
    )


def fill(text: Text, values: Mapping[str, object]) -> Text:
    """The text with its placeholders replaced, at the same place in the source. Raises KeyError."""
    said = text.say.words if text.say else {}
    return text.filled(
        {language: words.format_map(values) for language, words in text.words.items()},
        {language: words.format_map(values) for language, words in said.items()},
    )


@lru_cache(maxsize=32)
def read_phrasebook(path: Path) -> PhraseBook:
    """The phrases in `path`. Raises ProblemsFound."""
    return read_file(path, PhraseBook)
