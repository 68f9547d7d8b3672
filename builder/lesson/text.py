"""Author-facing pieces that every part of a lesson is made of: texts and pictures."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator
from pydantic.functional_validators import ModelWrapValidatorHandler

from builder.errors import Position, Problem
from builder.lesson.source import PlacedMapping
from builder.lesson.utterance import LANGUAGES, Language, Review

MAX_TEXT_CHARACTERS = 600

Slug = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=60,
        description="Petites lettres a–z, chiffres et tirets.",
    ),
]
PicturePath = Annotated[
    str, Field(min_length=1, description="Image SVG, JPEG, PNG ou WebP, depuis le dossier lessons/.")
]


class Placed(BaseModel):
    """A piece of a lesson that knows where it was written."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    _source: PlacedMapping | None = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _remember_source(cls, data: Any, handler: ModelWrapValidatorHandler[Any]) -> Any:
        piece = handler(data)
        if isinstance(data, PlacedMapping):
            piece._source = data
        return piece

    def position(self, key: str | None = None) -> Position | None:
        """Where the piece, or the value of `key` in it, was written; None outside a file."""
        if self._source is None:
            return None
        if key is None:
            return self._source.position
        return self._source.values_at.get(key, self._source.position)

    def check(self) -> Iterator[Problem]:
        """Problems that no type can tell, of this piece alone."""
        yield from ()

    def pieces(self) -> Iterator[Placed]:
        """This piece and all pieces below it, in source order."""
        yield self
        for name in type(self).model_fields:
            yield from _pieces_in(getattr(self, name))


def _pieces_in(value: Any) -> Iterator[Placed]:
    if isinstance(value, Placed):
        yield from value.pieces()
    elif isinstance(value, list):
        for item in value:
            yield from _pieces_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _pieces_in(item)


class Reviewed(Placed):
    """A named native reviewer has passed the text; `of` is the hash of what was read."""

    by: str = Field(min_length=2, description="Nom de la personne qui a relu.")
    on: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="Date, par exemple 2026-12-01.")
    of: str = Field(default="", description="Empreinte du texte relu, donnée par « status ».")


ReviewNote = Literal["machine-draft", "draft"] | Reviewed


class Reviews(Placed):
    """Review state per language."""

    bm: ReviewNote = "machine-draft"
    fr: ReviewNote = "machine-draft"


class Spoken(Placed):
    """What is said where it differs from what is shown; tone marks are allowed in Bambara."""

    bm: str | None = Field(default=None, min_length=1)
    fr: str | None = Field(default=None, min_length=1)


class Text(Placed):
    """One text in Bambara and French."""

    example: ClassVar[str] = '{bm: "…", fr: "…"}'
    bm: str = Field(description="Le texte en bambara, dans l'orthographe officielle (ɛ ɔ ɲ ŋ).")
    fr: str = Field(description="Le texte en français, simple, en « tu ».")
    say: Spoken | None = Field(default=None, description="Ce qui est dit, si c'est autre chose.")
    review: Reviews | None = Field(default=None, description="Qui a relu ce texte.")

    def shown(self, language: Language) -> str:
        return self.bm if language == "bm" else self.fr

    def spoken(self, language: Language) -> str:
        said = getattr(self.say, language) if self.say else None
        return said or self.shown(language)

    def review_in(self, language: Language, default: Reviews | None) -> Review:
        """The state of this text, from itself or from its file's default."""
        own = self.review is not None and language in self.review.model_fields_set
        reviews = self.review if own else default
        note = getattr(reviews, language) if reviews else "machine-draft"
        if isinstance(note, Reviewed):
            if own and note.of and note.of != text_hash(self.shown(language)):
                return Review("draft")
            return Review("reviewed", note.by, note.on)
        return Review(note)

    def check(self) -> Iterator[Problem]:
        for language in LANGUAGES:
            yield from _text_problems(self.shown(language), language, self.position(language))
        if self.review:
            for language in LANGUAGES:
                note = getattr(self.review, language)
                if isinstance(note, Reviewed) and note.of not in ("", text_hash(self.shown(language))):
                    yield Problem(
                        "review-outdated",
                        f"Ce texte a changé depuis sa relecture par {note.by}.",
                        f"Fais-le relire, puis écris « of: {text_hash(self.shown(language))} ».",
                        note.position("of"),
                        "warning",
                    )


def text_hash(text: str) -> str:
    """Eight hexadecimal digits that change when the text does."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:8]


def _text_problems(text: str, language: Language, at: Position | None) -> Iterator[Problem]:
    if not text.strip():
        yield Problem("empty-text", f"Le texte « {language} » est vide.",
                      f'Écris la phrase : {language}: "…".', at)  # fmt: skip
    if len(text) > MAX_TEXT_CHARACTERS:
        yield Problem("text-too-long", f"Le texte a {len(text)} caractères ; on en écoute {MAX_TEXT_CHARACTERS} au plus.",
                      "Coupe-le en plusieurs lignes courtes, une idée chacune.", at)  # fmt: skip
    for index, character in enumerate(text):
        if character == "<" and index + 1 < len(text) and (text[index + 1].isalpha() or text[index + 1] in "/!?"):
            yield Problem("markup-in-text", "Un texte ne contient pas de balise « <…> ».",
                          "Écris seulement des mots.", at)  # fmt: skip
            break
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") and character not in "\n\u200b":
            yield Problem("bad-character", f"Le texte contient le caractère invisible U+{ord(character):04X}.",
                          "Efface la ligne et retape-la.", at)  # fmt: skip
            break


class Picture(Placed):
    """A drawing or photo with its description, which is spoken too."""

    file: PicturePath
    alt: Text = Field(description="Ce que montre l'image, en une phrase courte.")
