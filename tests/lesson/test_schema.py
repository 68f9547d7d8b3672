"""The committed schemas are the models, and editors say what the loader says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builder.activities import find_kinds
from builder.format.examples import read_examples
from builder.format.reference import described_models, reference_markdown
from builder.format.schema import (
    AID_SCHEMA,
    COURSE_SCHEMA,
    LESSON_SCHEMA,
    SITTINGS_SCHEMA,
    lesson_schema,
    schemas,
)
from builder.lesson.aid import AID_FILE
from builder.lesson.loading import COURSE_FILE, OTHER_FILES
from builder.lesson.placed import ByLanguage
from builder.lesson.sittings import SITTINGS_FILE
from builder.source.tree import parse_source
from tests.languages import TWO
from tests.lesson.faults import GOOD, TINY_LESSONS

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "lessons").glob("*.yaml")) + sorted(TINY_LESSONS.glob("*.yaml"))
SCHEMA_OF = {COURSE_FILE: COURSE_SCHEMA, AID_FILE: AID_SCHEMA, SITTINGS_FILE: SITTINGS_SCHEMA}
FILES = [path for path in LESSONS if path.name not in OTHER_FILES - SCHEMA_OF.keys()]
WHEN_OLD = "write them again: builder.format.schema.write_schemas"


def test_the_committed_schema_is_what_the_models_give() -> None:
    for name, made in schemas(find_kinds(), TWO).items():
        assert (ROOT / name).read_text(encoding="utf-8") == made, f"{name}: {WHEN_OLD}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_first_line_of_each_file_leads_its_editor_to_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    prefix, _, target = first.partition("$schema=")
    assert prefix == "# yaml-language-server: "
    assert (path.parent / target).resolve() == ROOT / SCHEMA_OF.get(path.name, LESSON_SCHEMA)


def validator(text: str) -> Any:
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    return jsonschema.Draft202012Validator(json.loads(text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_schema_accepts_the_real_files(path: Path) -> None:
    schema = schemas(find_kinds(), TWO)[SCHEMA_OF.get(path.name, LESSON_SCHEMA)]
    data = parse_source(path, path.read_text(encoding="utf-8")).data
    assert [error.message for error in validator(schema).iter_errors(data)] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("minutes: 20", "minuts: 20"),
        ("minutes: 20", "minutes: vingt"),
        ("kind: choice", "kind: choise"),
        ('{bm: "I ni ce.", fr: "Bonjour."}', '{fr: "Bonjour."}'),
        ("id: essai", "id: Été"),
        ("format: 1", "format: 2"),
        ("right: true", "right: oui"),
        ("    answers:", "    responses:"),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(old: str, new: str) -> None:
    checks = validator(lesson_schema(find_kinds(), TWO))
    assert checks.is_valid(parse_source(Path("essai.yaml"), GOOD).data)
    assert not checks.is_valid(parse_source(Path("essai.yaml"), GOOD.replace(old, new)).data)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (AID_FILE, "grade: A", "grade: D"),
        (AID_FILE, "    source:", "    sourse:"),
        (SITTINGS_FILE, "effect: waits", "effect: wait"),
        (SITTINGS_FILE, "genuine: true", "genuin: true"),
        (SITTINGS_FILE, "    before:", "    befor:"),
    ],
)
def test_the_schemas_beside_the_lessons_refuse_a_slip(name: str, old: str, new: str) -> None:
    checks = validator(schemas(find_kinds(), TWO)[SCHEMA_OF[name]])
    path = ROOT / "lessons" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    assert not checks.is_valid(parse_source(path, text.replace(old, new, 1)).data)


def test_the_schema_asks_no_other_host_and_speaks_french() -> None:
    text = lesson_schema(find_kinds(), TWO)
    assert text.count("http") == 1  # the name of the schema language itself
    assert "Le texte en bambara" in text


def test_every_key_and_every_piece_is_described_in_french() -> None:
    for model in described_models(find_kinds()):
        assert (model.__doc__ or "").strip().endswith("."), model
        for name, field in model.model_fields.items():
            description = field.description or ""
            assert len(description) >= 8, f"{model.__name__}.{name} needs a French description"


def test_the_reference_has_every_key_and_an_example_of_each_kind() -> None:
    page = reference_markdown(find_kinds())
    for model in described_models(find_kinds()):
        tagged = model.tagged_field() if issubclass(model, ByLanguage) else None
        for name, field in model.model_fields.items():
            assert f"`{field.alias or name}`" in page or name == tagged
    assert "le code d'une langue" in page
    for name, kind in find_kinds().items():
        assert f"### `kind: {name}`" in page
        first = next(example for example in read_examples(kind) if example.is_good)
        assert f"**{first.name}**" in page
    assert "**`from`**" in page
    assert "{by: nom" not in page.replace("`{", "")


def test_an_example_of_the_reference_can_be_pasted_under_steps() -> None:
    page = reference_markdown(find_kinds())
    block = page.split("```yaml\n")[1].split("```")[0]
    head = GOOD[: GOOD.index("  - id: debut")]
    (step,) = parse_source(Path("essai.yaml"), head + block).data["steps"]
    assert step["kind"] in find_kinds()
