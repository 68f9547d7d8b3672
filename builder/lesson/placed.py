"""What every piece of a lesson shares: it knows where it was written and can be checked.

The docstrings of the models are French: they are the help that an author's editor shows.
"""

from __future__ import annotations

import re
import typing
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as part
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler
from pydantic_core import InitErrorDetails

from builder.errors import Position, Problem
from builder.source.tree import PlacedMapping, invisible_character

if TYPE_CHECKING:
    from builder.lesson.languages import Languages

_MARKUP = re.compile(r"<(?:[^\W\d_]|[/!?])")
WORD_QUOTES = ("“", "”", "„", "‟")
_VISIBLE_CONTROLS = "\n\u200b"


class PictureFile:
    """Marks the fields that name a picture."""


Slug = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=60,
        description="Un nom court : petites lettres a–z, chiffres et tirets.",
    ),
]
PicturePath = Annotated[
    str,
    Field(min_length=1, description="Image SVG, JPEG, PNG ou WebP, depuis le dossier lessons/."),
    PictureFile(),
]


@dataclass(frozen=True)
class Reading:
    """What is known while a file is read: the course's languages (None: any may be written),
    and the good pieces so far. A phrase book is read before a course says its languages."""

    languages: Languages | None = None
    pieces: list[Placed] = part(default_factory=list)


class Placed(BaseModel):
    """Un morceau de leçon."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    _source: PlacedMapping | None = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _remember_source(
        cls, data: Any, handler: ModelWrapValidatorHandler[Any], info: ValidationInfo
    ) -> Any:
        piece = cls._validated(data, handler, info.context)
        if isinstance(data, PlacedMapping):
            piece._source = data
            # Good pieces of a bad lesson are checked too: an author hears of everything at once.
            if info.context is not None:
                info.context.pieces.append(piece)
        return piece

    @classmethod
    def _validated(
        cls, data: Any, handler: ModelWrapValidatorHandler[Any], reading: Reading | None
    ) -> Any:
        return handler(data)

    def position(self, key: str | None = None) -> Position | None:
        """Where the piece, or the value of `key` in it, was written; None outside a file."""
        if self._source is None:
            return None
        if key is None:
            return self._source.position
        return self._source.values_at.get(key, self._source.position)

    def position_in(self, key: str, index: int) -> Position | None:
        """Where item `index` of the list `key` was written; None outside a file."""
        items = self._source.get(key) if self._source is not None else None
        places: list[Position] = getattr(items, "items_at", [])
        return places[index] if index < len(places) else self.position(key)

    def check(self) -> Iterator[Problem]:
        """Problems that no type can tell, of this piece alone."""
        yield from ()

    def pieces(self) -> Iterator[Placed]:
        """This piece and all pieces below it, in source order."""
        yield self
        for name in type(self).model_fields:
            yield from _pieces_in(getattr(self, name))

    def picture_files(self) -> Iterator[tuple[str, str]]:
        """Each picture that this piece alone names, with the key that names it."""
        for name, key in _picture_fields(type(self)):
            value = getattr(self, name)
            for file in value if isinstance(value, list) else [value]:
                if file is not None:
                    yield file, key

    def strings(self) -> Iterator[tuple[str, str, Position | None]]:
        """Each text that was written in this piece alone, with its key and place."""
        for name, field in type(self).model_fields.items():
            if name not in self.model_fields_set:
                continue
            value, key = getattr(self, name), field.alias or name
            if isinstance(value, str):
                yield key, value, self.position(key)
            elif isinstance(value, list):
                for index, item in enumerate(value):
                    if isinstance(item, str):
                        yield key, item, self.position_in(key, index)


class ByLanguage(Placed):
    """Un morceau dont les clés sont des langues du cours."""

    # The keys that are no fields of the model go into its one field that is a mapping.
    complete: ClassVar[bool] = False
    """Whether each whole language of the course must be among them."""

    @classmethod
    def tagged_field(cls) -> str:
        """The field that holds what stands under each language."""
        return next(
            name
            for name, field in cls.model_fields.items()
            if typing.get_origin(field.annotation) is dict
        )

    @classmethod
    def _validated(
        cls, data: Any, handler: ModelWrapValidatorHandler[Any], reading: Reading | None
    ) -> Any:
        holder = cls.tagged_field()
        if not isinstance(data, dict) or isinstance(data.get(holder), dict):
            return handler(data)
        plain = {key: data[key] for key in data if key in cls.model_fields}
        tagged = {key: data[key] for key in data if key not in cls.model_fields}
        faults = list(cls._language_faults(data, reading.languages if reading else None))
        unknown = {str(fault["loc"][0]) for fault in faults if fault["type"] == "extra_forbidden"}
        words = {tag: value for tag, value in tagged.items() if tag not in unknown}
        try:
            piece = handler({**plain, holder: words})
        except ValidationError as error:
            raise _with(error, faults) from error
        if faults:
            raise ValidationError.from_exception_data(cls.__name__, faults)
        return piece

    @classmethod
    def _language_faults(
        cls, data: dict[str, Any], languages: Languages | None
    ) -> Iterator[InitErrorDetails]:
        if languages is None:
            return
        for tag in languages.whole if cls.complete else ():
            if tag not in data:
                yield InitErrorDetails(type="missing", loc=(tag,), input=data)
        for key, value in data.items():
            if key not in cls.model_fields and key not in languages:
                yield InitErrorDetails(type="extra_forbidden", loc=(key,), input=value)

    def strings(self) -> Iterator[tuple[str, str, Position | None]]:
        for tag, value in getattr(self, self.tagged_field()).items():
            if isinstance(value, str):
                yield tag, value, self.position(tag)


def _with(error: ValidationError, faults: list[InitErrorDetails]) -> ValidationError:
    """Every finding of pydantic, and ours."""
    found = [
        InitErrorDetails(
            type=one["type"], loc=one["loc"], input=one["input"], ctx=one.get("ctx", {})
        )
        for one in error.errors(include_url=False)
    ]
    return ValidationError.from_exception_data(error.title, [*found, *faults])


def _pieces_in(value: Any) -> Iterator[Placed]:
    if isinstance(value, Placed):
        yield from value.pieces()
    elif isinstance(value, list):
        for item in value:
            yield from _pieces_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _pieces_in(item)


@lru_cache(maxsize=256)
def _picture_fields(model: type[Placed]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if any(isinstance(mark, PictureFile) for mark in field.metadata)
        or _names_picture(field.annotation)
    )


def _names_picture(annotation: Any) -> bool:
    metadata = getattr(annotation, "__metadata__", ())
    return any(isinstance(mark, PictureFile) for mark in metadata) or any(
        _names_picture(argument) for argument in typing.get_args(annotation)
    )


def check_pieces(
    pieces: typing.Iterable[Placed], languages: Languages | None = None
) -> Iterator[Problem]:
    """Problems of each piece alone: its texts first, then what it checks itself."""
    named = languages.french_names if languages else {}
    for piece in pieces:
        for key, value, at in piece.strings():
            yield from string_problems(key, value, at, named)
        yield from piece.check()


def string_problems(
    key: str, text: str, at: Position | None, named: Mapping[str, str]
) -> Iterator[Problem]:
    """What no text of any file may be; `named` are languages in French, by the keys of texts."""
    if not text.strip():
        what = f"Le texte en {named[key]}" if key in named else f"« {key} »"
        yield Problem("empty-text", f"{what} est vide.", f'Écris « {key}: "…" ».', at)
    if _MARKUP.search(text):
        yield Problem(
            "markup-in-text",
            "Un texte ne contient pas de balise « <…> ».",
            "Écris seulement des mots.",
            at,
        )
    if text[:1] in WORD_QUOTES and text[-1:] in WORD_QUOTES:
        yield Problem(
            "curly-quotes",
            f"Les guillemets « {text[0]}…{text[-1]} » de Word restent dans le texte.",
            f'Tape des guillemets droits : {key}: "…".',
            at,
            "warning",
        )
    elif text.count('"') % 2:
        yield Problem(
            "quote-left",
            'Il reste un guillemet « " » dans ce texte.',
            f'Mets-en un au début et un à la fin : {key}: "…".',
            at,
            "warning",
        )
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cc", "Cf", "Co", "Cs") and character not in _VISIBLE_CONTROLS:
            yield invisible_character(character, at)
            break
