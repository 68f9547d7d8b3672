"""What every kind of activity promises, whoever adds it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from builder.activities import FOLDER, find_kinds
from builder.errors import ProblemsFound
from builder.format.examples import Example, read_examples
from builder.lesson.activity import Activity
from tests.languages import TWO

ROOT = Path(__file__).parents[2]
LESSONS = ROOT / "lessons"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name[0] not in "_.")
FILES = (
    "activity.py",
    "template.html",
    "activity.js",
    "style.css",
    "icon.svg",
    "strings.yaml",
    "examples.yaml",
)

each_kind = pytest.mark.parametrize("name", NAMES)


def kind(name: str) -> type[Activity]:
    return find_kinds()[name]


def test_every_folder_is_a_kind_and_bears_its_name() -> None:
    assert sorted(find_kinds()) == NAMES
    for name, cls in find_kinds().items():
        assert cls.folder().name == name == cls.kind_name()


def test_the_kinds_of_format_1_are_there() -> None:
    assert {"scene", "choice", "sorting", "ordering", "chat", "passphrase"} <= set(NAMES)


@each_kind
@pytest.mark.parametrize("file", FILES)
def test_each_folder_has_the_files_that_the_design_names(name: str, file: str) -> None:
    assert (FOLDER / name / file).is_file()


@each_kind
def test_an_activity_imports_only_the_lesson_and_the_errors(name: str) -> None:
    tree = ast.parse((FOLDER / name / "activity.py").read_text(encoding="utf-8"))
    imported = [
        node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    ] + [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    ]
    own = [module for module in imported if module.split(".")[0] == "builder"]
    allowed = ("builder.errors", "builder.source", "builder.lesson", f"builder.activities.{name}")
    assert [module for module in own if not module.startswith(allowed)] == []


@each_kind
def test_there_are_examples_to_copy_and_examples_to_learn_from(name: str) -> None:
    examples = read_examples(kind(name))
    assert sum(example.is_good for example in examples) >= 2
    assert sum(not example.is_good for example in examples) >= 2
    assert len({example.name for example in examples}) == len(examples)
    assert all(bool(example.speaks) == example.is_good for example in examples)


def examples(*, good: bool) -> list[object]:
    return [
        pytest.param(example, id=f"{name}: {example.name}")
        for name in NAMES
        for example in read_examples(kind(name))
        if example.is_good == good
    ]


@pytest.mark.parametrize("example", examples(good=True))
def test_a_good_example_speaks_exactly_as_written(example: Example) -> None:
    (step,) = example.lesson(LESSONS, find_kinds(), TWO).steps
    assert [phrase.text.spoken("bm") for phrase in step.phrases()] == example.speaks


@pytest.mark.parametrize("example", examples(good=False))
def test_a_bad_example_fails_exactly_as_written(example: Example) -> None:
    with pytest.raises(ProblemsFound) as caught:
        example.lesson(LESSONS, find_kinds(), TWO)
    told = [
        f"{problem.position.line}:{problem.position.column} {problem.slug}"
        for problem in caught.value.problems
        if problem.position
    ]
    assert ", ".join(told) == example.problem


@pytest.mark.parametrize("example", examples(good=True))
def test_a_step_says_each_text_that_its_author_wrote_once(example: Example) -> None:
    (step,) = example.lesson(LESSONS, find_kinds(), TWO).steps
    from builder.lesson.text import Text

    written = [piece for piece in step.pieces() if isinstance(piece, Text)]
    said = [phrase.text for phrase in step.phrases()]
    assert sorted(map(id, said)) == sorted(map(id, written))


@pytest.mark.parametrize("example", examples(good=True))
def test_a_step_gives_each_phrase_an_id_of_its_own(example: Example) -> None:
    (step,) = example.lesson(LESSONS, find_kinds(), TWO).steps
    ids = [phrase.id for phrase in step.phrases()]
    assert len(set(ids)) == len(ids)


@each_kind
def test_a_kind_says_its_own_phrases_in_both_languages(name: str) -> None:
    phrases = [phrase for phrase, _ in kind(name).own_phrases()]
    assert len({phrase.id for phrase in phrases}) == len(phrases)
    for phrase in phrases:
        for language in TWO.tags:
            assert phrase.text.shown(language).strip()
            assert "{" not in phrase.text.shown(language)


@each_kind
def test_every_phrase_of_a_kind_can_be_filled_in(name: str) -> None:
    from builder.lesson.phrasebook import read_phrasebook

    book = read_phrasebook(FOLDER / name / "strings.yaml")
    filled = {id for id, _ in book.filled(kind(name).values())}
    assert filled == set(book.phrases)
