"""One finding of pydantic, with its place in the source and the model that stands there."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from builder.errors import Position
from builder.lesson.languages import Languages
from builder.lesson.placed import ByLanguage
from builder.source.guesses import nearest
from builder.source.tree import PlacedList, PlacedMapping, Source


@dataclass(frozen=True)
class Finding:
    """What pydantic refused: `holder` is the mapping around it, `model` what belongs there.

    `in_union` is whether something of another form, a list for instance, may stand there too.
    """

    code: str
    at: Position
    key: str | int
    value: Any
    limits: Mapping[str, Any]
    holder: PlacedMapping
    model: type[BaseModel] | None
    in_union: bool = False
    languages: Languages | None = None

    @property
    def name(self) -> str:
        """The key as an author sees it."""
        return f"« {self.key} »" if isinstance(self.key, str) else f"L'élément n° {self.key + 1}"

    @property
    def typed(self) -> str:
        """The beginning of the line to type."""
        return f"{self.key}: " if isinstance(self.key, str) else "- "

    def known_keys(self) -> list[str]:
        """The keys that `model` has, in its order."""
        fields = self.model.model_fields if self.model else {}
        tagged = self.tagged_field()
        return [
            key
            for name, field in fields.items()
            for key in (self.tags() if name == tagged else [field.alias or name])
        ]

    def tagged_field(self) -> str | None:
        """The field of `model` that stands for the languages; None when it has none."""
        by_language = self.model is not None and issubclass(self.model, ByLanguage)
        return self.model.tagged_field() if by_language else None  # type: ignore[union-attr]

    def tags(self) -> tuple[str, ...]:
        """Those of the course, first to last."""
        return self.languages.tags if self.languages else ()

    def needed_tags(self) -> tuple[str, ...]:
        """Those without which a text is not whole."""
        return self.languages.whole if self.languages else ()

    def language_name(self, tag: str) -> str:
        """Its name in French."""
        return self.languages[tag].french if self.languages and tag in self.languages else tag

    def free_keys(self) -> list[str]:
        """The known keys that are not written yet."""
        return [key for key in self.known_keys() if key not in self.holder]

    def meant_key(self) -> str | None:
        """The key that an unknown one stands for; None when nobody can tell."""
        if self.code != "extra_forbidden":
            return None
        return self.glued_key() or self.nearest_key()

    def nearest_key(self) -> str | None:
        """The key still free that the one at hand looks like, or whose language it names."""
        free, said = self.free_keys(), str(self.key)
        named = {self.language_name(tag): tag for tag in self.tags() if tag in free}
        name = nearest(said, named)
        return nearest(said, free) or (named[name] if name else None)

    def glued_key(self) -> str | None:
        """`bm` of « bm:"…" », which YAML takes for a key without a value; None elsewhere."""
        key, colon, _ = str(self.key).partition(":")
        return key if colon and key in self.known_keys() else None

    def misnamed_kind(self) -> str | None:
        """The key under which a step's kind seems to stand; None when it has its own or none."""
        if "kind" in self.holder:
            return None
        known = [*self.known_keys(), "kind"]
        return next((key for key in self.holder if nearest(key, known) == "kind"), None)

    def may_be_set_aside(self, source: Source) -> bool:
        """Whether it only says that a piece which is not YAML is missing from the file."""
        empty = self.code in ("missing", "list_type", "too_short", "model_type")
        return empty and self.holder is source.data and not self.holder.get(str(self.key))


def find(
    detail: Mapping[str, Any],
    source: Source,
    model: type[BaseModel],
    kinds: Mapping[str, type[BaseModel]],
    languages: Languages | None = None,
) -> Finding:
    """Walks `detail` (one of pydantic's errors) back to the source.

    Parts of its path that name the branch of a union are in no file and are skipped.
    """
    value: Any = source.data
    at, key, holder = source.data.position, "", source.data
    current: Any = model
    parts = [*detail["loc"]]
    if detail["type"] in ("union_tag_invalid", "union_tag_not_found"):
        parts.append("kind")
    missing = detail["type"] in ("missing", "union_tag_not_found")
    found: str | int = key
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if isinstance(value, PlacedMapping) and isinstance(part, str):
            if missing and last:
                holder, found = value, part
                at = value.position
            elif part in value:
                unknown = last and detail["type"] == "extra_forbidden"
                holder, found = value, part
                at = (value.keys_at if unknown else value.values_at)[part]
                value = value[part]
                if not unknown:
                    current = _annotation(current, part)
            elif part in kinds:
                current = kinds[part]
        elif isinstance(value, PlacedList) and isinstance(part, int) and part < len(value):
            at, found = value.items_at[part], part
            value = value[part]
    return Finding(
        code=detail["type"],
        at=at,
        key=found,
        value=value,
        limits=detail.get("ctx", {}),
        holder=holder,
        model=_model_of(
            current, holder if missing or detail["type"] == "extra_forbidden" else value, kinds
        ),
        in_union=bool(parts) and parts[-1] != found,
        languages=languages,
    )


def _annotation(owner: Any, key: str) -> Any:
    """What may stand under `key` in `owner`; a mapping's values for an ordinary dict."""
    for model in models_in(owner):
        for name, field in model.model_fields.items():
            if key == (field.alias or name):
                return field.annotation
    arguments = typing.get_args(owner)
    return arguments[1] if typing.get_origin(owner) is dict else owner


def _model_of(
    annotation: Any, value: Any, kinds: Mapping[str, type[BaseModel]]
) -> type[BaseModel] | None:
    """The model that belongs there; of several, the one that `kind` names, or what they share."""
    models = list(models_in(annotation))
    said = value.get("kind") if isinstance(value, PlacedMapping) else None
    if isinstance(said, str) and kinds.get(said) in models:
        return kinds[said]
    if len(models) > 1 and set(models) <= set(kinds.values()):
        return models[0].__base__
    return models[0] if models else None


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that a type names, in order."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from models_in(argument)
