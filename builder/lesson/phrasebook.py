"""Phrases that belong to the software, not to a lesson: `strings.yaml` of the player and of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import Field, ValidationError

from builder.errors import ProblemsFound
from builder.lesson.messages import problems_from
from builder.lesson.source import read_source
from builder.lesson.text import Placed, Reviews, Text


class PhraseBook(Placed):
    """Phrases by id, with their review state; `{name}` in a text is filled in at build time."""

    review: Reviews = Reviews()
    phrases: dict[str, Text] = Field(min_length=1)

    def filled(self, values: Mapping[str, object]) -> Iterator[tuple[str, Text]]:
        """Each phrase whose placeholders are all in `values`, filled in; those with others are left out."""
        for id, text in self.phrases.items():
            try:
                yield id, fill(text, values)
            except KeyError:
                continue


def fill(text: Text, values: Mapping[str, object]) -> Text:
    """The text with its placeholders replaced, at the same place in the source. Raises KeyError."""
    filled = Text(
        bm=text.bm.format_map(values),
        fr=text.fr.format_map(values),
        say=text.say and text.say.model_copy(
            update={
                language: said.format_map(values)
                for language in ("bm", "fr")
                if (said := getattr(text.say, language)) is not None
            }
        ),
        review=text.review,
    )  # fmt: skip
    filled._source = text._source
    return filled


@lru_cache(maxsize=32)
def read_phrasebook(path: Path) -> PhraseBook:
    """The phrases in `path`. Raises ProblemsFound."""
    source = read_source(path)
    try:
        book = PhraseBook.model_validate(source.data)
    except ValidationError as error:
        raise ProblemsFound(problems_from(error, source, PhraseBook, {})) from error
    problems = [problem for piece in book.pieces() for problem in piece.check()]
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsFound(problems)
    return book
