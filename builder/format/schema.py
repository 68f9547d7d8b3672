"""The JSON Schemas that editors use to help an author while she types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from builder.lesson.activity import Kinds
from builder.lesson.course import CourseFile
from builder.lesson.loading import model_for

LESSON_SCHEMA = "lesson.schema.json"
COURSE_SCHEMA = "course.schema.json"


def lesson_schema(kinds: Kinds) -> str:
    """The schema of a lesson file, as the text that is committed."""
    return _schema(model_for(kinds), "Une leçon Kalankan, format 1")


def course_schema() -> str:
    """The schema of course.yaml, as the text that is committed."""
    return _schema(CourseFile, "Un cours Kalankan, format 1")


def write_schemas(folder: Path, kinds: Kinds) -> None:
    """Writes both schemas, where the first line of each lesson looks for them."""
    for name, text in ((LESSON_SCHEMA, lesson_schema(kinds)), (COURSE_SCHEMA, course_schema())):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _schema(model: type[BaseModel], title: str) -> str:
    schema: dict[str, Any] = model.model_json_schema()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
    return (
        json.dumps(_without_titles(schema, title), ensure_ascii=False, indent=1, sort_keys=True)
        + "\n"
    )


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
