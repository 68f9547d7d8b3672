"""The JSON Schemas that editors use to help an author while she types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from builder.lesson.activity import Kinds
from builder.lesson.aid import AidFile
from builder.lesson.course import CourseFile
from builder.lesson.languages import Languages, VoiceOrder
from builder.lesson.loading import model_for
from builder.lesson.placed import ByLanguage
from builder.lesson.sittings import Sittings
from builder.lesson.text import Reviews, Spoken, Text

LESSON_SCHEMA = "lesson.schema.json"
COURSE_SCHEMA = "course.schema.json"
AID_SCHEMA = "aid.schema.json"
SITTINGS_SCHEMA = "sittings.schema.json"


_BY_LANGUAGE: tuple[type[ByLanguage], ...] = (Text, Spoken, Reviews, VoiceOrder)


def lesson_schema(kinds: Kinds, languages: Languages) -> str:
    """The schema of a lesson file in a course's languages, as the text that is committed."""
    return _schema(model_for(kinds), "Une leçon Kalankan, format 1", languages)


def course_schema(languages: Languages) -> str:
    """The schema of course.yaml, as the text that is committed."""
    return _schema(CourseFile, "Un cours Kalankan, format 1", languages)


def aid_schema(languages: Languages) -> str:
    """The schema of aide.yaml, as the text that is committed."""
    return _schema(AidFile, "L'aide d'un cours Kalankan, format 1", languages)


def sittings_schema(languages: Languages) -> str:
    """The schema of avant-apres.yaml, as the text that is committed."""
    return _schema(Sittings, "Avant et après un cours Kalankan, format 1", languages)


def schemas(kinds: Kinds, languages: Languages) -> Mapping[str, str]:
    """Every schema, by the name of its file."""
    return {
        LESSON_SCHEMA: lesson_schema(kinds, languages),
        COURSE_SCHEMA: course_schema(languages),
        AID_SCHEMA: aid_schema(languages),
        SITTINGS_SCHEMA: sittings_schema(languages),
    }


def write_schemas(folder: Path, kinds: Kinds, languages: Languages) -> None:
    """Writes all schemas, where the first line of each file of a course looks for them."""
    for name, text in schemas(kinds, languages).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _schema(model: type[BaseModel], title: str, languages: Languages) -> str:
    schema: dict[str, Any] = model.model_json_schema()
    for piece in _BY_LANGUAGE:
        if piece.__name__ in schema["$defs"]:
            _name_languages(schema["$defs"][piece.__name__], piece, languages)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
    return (
        json.dumps(_without_titles(schema, title), ensure_ascii=False, indent=1, sort_keys=True)
        + "\n"
    )


def _name_languages(schema: dict[str, Any], piece: type[ByLanguage], languages: Languages) -> None:
    """Puts a key for each language in the place of the field that holds them all."""
    holder = piece.tagged_field()
    held = schema["properties"].pop(holder)
    for language in languages:
        words = held["description"].replace("{language}", language.french)
        schema["properties"][language.tag] = {**held["additionalProperties"], "description": words}
    required = [key for key in schema.pop("required", []) if key != holder]
    required += languages.whole if piece.complete else ()
    if required:
        schema["required"] = required


def _without_titles(schema: Any, keep: str) -> Any:
    """Without the English titles that pydantic makes of field names."""
    if isinstance(schema, dict):
        return {
            key: _without_titles(value, keep)
            for key, value in schema.items()
            if not (key == "title" and isinstance(value, str) and value != keep)
        }
    if isinstance(schema, list):
        return [_without_titles(item, keep) for item in schema]
    return schema
