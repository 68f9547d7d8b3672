"""Every problem that the program can tell is explained, with something to type."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.cli import main
from builder.commands import find_commands
from builder.format.explaining import near_slugs, read_explanations
from builder.narration import remarks

BUILDER = Path(__file__).parents[1] / "builder"
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
TELLING = ("Problem", "_say", "_add", "_refusal")
"""What makes a problem of its first argument."""
WORDS = ("lesson/messages.py", "lesson/language_messages.py", "proofreading/course.py")
"""Where a problem is first three words in a row: slug, message, hint."""
FINDINGS = "narration/voices/bambara/checks.py"
FAMILIES = {
    "recording": (*remarks._REFUSALS, *remarks._USED_ALL_THE_SAME),
    "own-voice": tuple(remarks._NOT_WELL_SAID),
    "voice": ("failed", "refused", "unavailable"),
}
"""Slugs that are put together: `recording-{slug}`."""


def told_slugs() -> set[str]:
    """Every slug that the code has."""
    found = {f"{family}-{one}" for family, ones in FAMILIES.items() for one in ones}
    for path in sorted(BUILDER.rglob("*.py")):
        place = path.relative_to(BUILDER).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in TELLING:
                found |= set(_words(node.args[:1]))
                found |= set(_words([word.value for word in node.keywords if word.arg == "slug"]))
            elif isinstance(node, ast.Tuple) and place in WORDS and len(node.elts) == 3:
                found |= {word for word in _words(node.elts[:1]) if "-" in word}
            elif place == FINDINGS and isinstance(node, ast.Constant):
                found |= {word for word in _words([node]) if word.startswith("text-")}
    return found


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _words(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and SLUG.fullmatch(value):
            yield value


def test_every_problem_is_explained() -> None:
    assert told_slugs() - set(read_explanations()) == set()


def test_no_explanation_is_of_a_problem_that_is_gone() -> None:
    assert set(read_explanations()) - told_slugs() == set()


def test_slugs_that_tests_and_examples_expect_are_among_those_found() -> None:
    told = told_slugs()
    assert {"tab", "comma-in-text", "kind-unknown", "text-emoji", "recording-clipped"} <= told
    expected = {
        slug
        for path in (BUILDER / "activities").glob("*/examples.yaml")
        for line in re.findall(r"problem: \"(.+)\"", path.read_text("utf-8"))
        for slug in re.findall(r"\d+:\d+ ([a-z-]+)", line)
    }
    assert expected and expected <= told


def test_a_command_that_an_explanation_names_is_there() -> None:
    named = {
        command
        for explanation in read_explanations().values()
        for command in re.findall(r"run\.py ([a-z-]+)", explanation.write + explanation.means)
    }
    assert named - {*find_commands(), "add"} == set()


@pytest.mark.parametrize("typed", ["comma-in-text", "[comma-in-text]"])
def test_explain_tells_what_it_is_and_what_to_type(
    typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", typed]) == 0
    told = capsys.readouterr().out
    assert "virgule" in told
    assert 'feedback: {bm: "Ayi.", fr: "Non, jamais."}' in told


def test_an_unknown_name_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "coma-in-text"]) == 1
    assert "comma-in-text" in capsys.readouterr().err
    assert near_slugs("picture_missing")[0] == "picture-missing"
    assert main(["explain", "zzzz"]) == 1
    assert "run.py explain" in capsys.readouterr().err


def test_explain_alone_lists_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(read_explanations())
