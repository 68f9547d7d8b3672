"""Draw five picture words from a hundred, make a story, see how long guessing takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from builder.lesson.activity import Activity, Phrase
from builder.lesson.placed import PicturePath, Placed, Slug
from builder.lesson.text import Reviews, Text
from builder.source.tree import read_source

DRAWN = 5
SECONDS_PER_YEAR = 31_557_600
# Who guesses, and how fast. A neighbour types a try in ten seconds; a machine that asks a
# service can make a thousand tries a second. On average the right one comes half-way.
NEIGHBOUR_SECONDS_PER_TRY = 10
MACHINE_TRIES_PER_SECOND = 1_000
WORDS_FILE = Path(__file__).parent / "words.yaml"


class PictureWord(Placed):
    """One drawing and its word; `picture` is a path inside this activity's folder."""

    id: Slug
    picture: PicturePath
    text: Text


class PictureWords(Placed):
    """The sheet of a hundred."""

    review: Reviews = Reviews()
    words: list[PictureWord] = Field(min_length=100, max_length=100)


@lru_cache(maxsize=1)
def picture_words() -> PictureWords:
    return PictureWords.model_validate(read_source(WORDS_FILE).data)


class Passphrase(Activity):
    """Le tirage de cinq images pour faire un mot de passe."""

    kind: Literal["passphrase"] = Field(description="passphrase : le tirage de cinq images.")
    question: Text = Field(description="Ce qu'on demande, en une phrase.")

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        yield Phrase("question", self.question, "question")

    @classmethod
    def values(cls) -> Mapping[str, object]:
        """Times to guess, counted from the size of the draw: N pictures, k drawn, N**k draws."""
        sheet = len(picture_words().words)
        draws, three_draws = sheet**DRAWN, sheet**3
        return {
            "pictures": sheet,
            "drawn": DRAWN,
            "combinations": draws,
            "neighbour_years": draws * NEIGHBOUR_SECONDS_PER_TRY // 2 // SECONDS_PER_YEAR,
            "machine_days": draws // MACHINE_TRIES_PER_SECOND // 2 // 86_400,
            "three_machine_minutes": three_draws // MACHINE_TRIES_PER_SECOND // 2 // 60,
        }

    @classmethod
    def own_phrases(cls) -> Iterator[tuple[Phrase, Reviews]]:
        yield from super().own_phrases()
        sheet = picture_words()
        for word in sheet.words:
            yield Phrase(f"word-{word.id}", word.text, "answer"), sheet.review

    def context(self) -> Mapping[str, Any]:
        words = picture_words().words
        return {"words": words, **self.values()}
