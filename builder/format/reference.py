"""The author's reference: every key of the format, from the models' own descriptions."""

from __future__ import annotations

import re
import textwrap
import typing
from collections.abc import Iterator, Mapping
from typing import Any

import annotated_types
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from builder.format.examples import read_examples
from builder.lesson.activity import Activity, Kinds
from builder.lesson.course import CourseFile, Lesson
from builder.lesson.findings import models_in
from builder.lesson.placed import ByLanguage, PictureFile
from builder.lesson.text import Picture, Reviewed, Reviews, Spoken, Text

# Markdown would take them for attributes.
_BRACES = re.compile(r"\{[^}]*\}")
# Described once, not in each kind: what nearly every piece is made of.
SHARED: Mapping[type[BaseModel], str] = {
    Text: "un texte",
    Spoken: "say",
    Picture: "une image avec description",
    Reviews: "review",
    Reviewed: "review, quand quelqu'un a relu",
}


def reference_markdown(kinds: Kinds) -> str:
    """Every key: whether it is required, what it is; and each kind with its examples."""
    lines = [
        "# Référence du format",
        "",
        "Cette page est faite à partir du logiciel : elle dit tout ce qu'une leçon peut contenir.",
        "Les clés en **gras** sont obligatoires.",
        "",
        "## La leçon : un fichier `lessons/….yaml`",
        "",
        *_tables(Lesson),
        "## Les textes et les images",
        "",
    ]
    for model, label in SHARED.items():
        lines += [f"**{label}** : {_sentence(model)}", "", *_table(model)]
    lines += ["## Les étapes", ""]
    for name, kind in kinds.items():
        lines += [f"### `kind: {name}`", "", *_tables(kind), *_examples(kind)]
    lines += ["## Le cours : `lessons/course.yaml`", "", *_tables(CourseFile)]
    return "\n".join(lines).rstrip() + "\n"


def described_models(kinds: Kinds) -> set[type[BaseModel]]:
    """Every model that an author's files are made of."""
    roots: tuple[type[BaseModel], ...] = (CourseFile, Lesson, *SHARED, *kinds.values())
    return {part for root in roots for part, _ in _parts(root)}


def _parts(model: type[BaseModel]) -> Iterator[tuple[type[BaseModel], str]]:
    """The model and those in its fields that are not shared, with the keys that lead to them."""
    waiting, seen = [(model, "")], {model, Activity, *SHARED}
    while waiting:
        current, path = waiting.pop(0)
        yield current, path
        for name, field in current.model_fields.items():
            for part in models_in(field.annotation):
                if part not in seen:
                    seen.add(part)
                    waiting.append((part, f"{path} → {field.alias or name}".removeprefix(" → ")))


def _tables(model: type[BaseModel]) -> list[str]:
    """A table for the model and one for each model in it that is not described elsewhere."""
    lines: list[str] = []
    for part, path in _parts(model):
        label = f"**{path}** : " if path else ""
        lines += [f"{label}{_sentence(part)}", "", *_table(part)]
    return lines


def _table(model: type[BaseModel]) -> list[str]:
    tagged = model.tagged_field() if issubclass(model, ByLanguage) else None
    rows = [
        _row("le code d'une langue" if name == tagged else f"`{field.alias or name}`", field)
        for name, field in model.model_fields.items()
    ]
    return ["| clé | forme | ce que c'est |", "|---|---|---|", *rows, ""]


def _sentence(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").split())


def _row(key: str, field: FieldInfo) -> str:
    shown = f"**{key}**" if field.is_required() else key
    said = (field.description or "").replace("{language}", "cette langue")
    cells = (shown, _form(field), said)
    quoted = tuple(_BRACES.sub(r"`\g<0>`", cell).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(quoted)} |"


def _form(field: FieldInfo) -> str:
    """What is written after the key, in words."""
    form = "image" if any(isinstance(m, PictureFile) for m in field.metadata) else ""
    form = form or _type_words(field.annotation)
    limits = [mark for mark in field.metadata if isinstance(mark, annotated_types.BaseMetadata)]
    low = next((m.min_length for m in limits if isinstance(m, annotated_types.MinLen)), None)
    high = next((m.max_length for m in limits if isinstance(m, annotated_types.MaxLen)), None)
    if form.startswith("liste") and high is not None:
        form += f" ({low or 0} à {high})"
    default = field.default
    if not field.is_required() and isinstance(default, (bool, int, str)):
        said = str(default).lower() if isinstance(default, bool) else default
        form += f", sinon {said}" if said != "" else ""
    return form


def _type_words(annotation: Any) -> str:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _type_words(arguments[0])
    if origin is typing.Literal:
        return " ou ".join(str(argument) for argument in arguments)
    if origin is list:
        return f"liste : {_type_words(arguments[0])}"
    if origin is dict:
        return _type_words(arguments[1])
    models = list(models_in(annotation))
    if origin is None and models:
        return _PLAIN_WORDS.get(models[0], "clés")
    words = [_type_words(argument) for argument in arguments if argument is not type(None)]
    return " ou ".join(words) if words else _PLAIN_WORDS.get(annotation, "texte")


_PLAIN_WORDS: dict[Any, str] = {
    str: "texte",
    int: "nombre",
    bool: "true ou false",
    Text: "un texte",
    Picture: "une image avec description",
    Activity: "étape",
}


def _examples(kind: type[Activity]) -> list[str]:
    """The first good example, to copy; `examples.yaml` has the others."""
    example = next(example for example in read_examples(kind) if example.is_good)
    block = textwrap.indent(example.yaml.rstrip("\n"), "  ")
    return [f"**{example.name}**", "", "```yaml", *block.split("\n"), "```", ""]
