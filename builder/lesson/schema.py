"""The JSON Schema that editors use to help an author while she types."""

from __future__ import annotations

import json
from typing import Any

from builder.lesson.activity import Kinds
from builder.lesson.loading import _frozen, lesson_model


def lesson_schema(kinds: Kinds) -> str:
    """The schema of a lesson file, as the text that is committed."""
    schema: dict[str, Any] = lesson_model(_frozen(kinds)).model_json_schema()
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    schema["title"] = "Une leçon Kalankan, format 1"
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
