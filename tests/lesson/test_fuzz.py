"""Whatever stands in a file, an author gets problems to mend, never a crash."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.activities import find_kinds
from builder.errors import ProblemsFound, render
from builder.lesson.course import Lesson
from builder.lesson.loading import load_lesson
from builder.lesson.phrasebook import read_phrasebook
from tests.languages import TWO
from tests.lesson.faults import GOOD, TINY_LESSONS, assert_reads_well

TINY = (TINY_LESSONS / "petite.yaml").read_text(encoding="utf-8")
# What YAML, paths, templates and pages give a meaning to.
SIGNS = "\t\n\r\0 :-#?&*!|>'\"%@`{}[],~<\\/.=é’ɛ\u2028\u202e\ufeff\U0001f600"
WORDS = [
    *(": ", " #", "- ", "\n- ", "\n  ", "---\n", "...", "!!int ", "<<: *a", "&a ", "*a", "\\x00"),
    *("null", "true", "1e999", "0x10", "12:30", "fr:", "bm:", "id: ", "kind: chat\n", "next: m1"),
    *("right: true\n", "{{ 1 }}", "<script>", "../", "pictures/", "con", "\\ud800", "{a: [b]}"),
]
PIECES = st.sampled_from(SIGNS) | st.sampled_from(WORDS)
EXAMPLES = int(os.environ.get("KALANKAN_BROKEN_LESSONS", "120"))
"""Of each test; more find more, and are then other ones each time."""
quiet = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES <= 120,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def read(tmp_path: Path, content: bytes) -> Lesson | None:
    """The lesson; None when problems were told, each with a place and readable."""
    path = tmp_path / "essai.yaml"
    path.write_bytes(content)
    try:
        return load_lesson(path, find_kinds(), TWO)
    except ProblemsFound as found:
        assert found.problems
        for problem in found.problems:
            assert problem.position is not None
            assert problem.position.line >= 1
            assert problem.position.column >= 1
            assert problem.slug in render(problem)
        return None


def is_usable(lesson: Lesson) -> bool:
    """Whether it can be said and drawn: ids are unique and every text can be written."""
    utterances = list(lesson.utterances(TWO.tags))
    places = {(utterance.id, utterance.language) for utterance in utterances}
    for step in lesson.steps:
        step.context()
    return len(places) == len(utterances) and all(
        utterance.spoken.encode("utf-8") for utterance in utterances
    )


@quiet
@given(content=st.binary(max_size=400))
def test_any_bytes_are_told(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) is None


@quiet
@given(content=st.lists(PIECES, max_size=60).map("".join))
def test_any_mixture_of_signs_is_told(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content.encode()) is None


@st.composite
def spoilt(draw: st.DrawFn, good: str) -> str:
    """The good lesson with a few cuts, doubled parts and foreign signs."""
    text = good
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.sampled_from([0, 0, 1, 1, 2, 5, 20, 80]))
        put = draw(st.one_of(PIECES, st.just(text[start : start + length] * 2), st.just("")))
        text = text[:start] + put + text[start + length :]
    return text


@quiet
@given(text=spoilt(GOOD))
def test_a_spoilt_lesson_is_told_or_can_be_used(pictured: Path, text: str) -> None:
    lesson = read(pictured, text.encode())
    assert lesson is None or is_usable(lesson)


@quiet
@given(text=spoilt(TINY))
def test_a_spoilt_course_of_every_kind_is_told_or_can_be_used(pictured: Path, text: str) -> None:
    lesson = read(pictured, text.encode())
    assert lesson is None or is_usable(lesson)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("pictures/awa.svg"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["bm", "fr", "file", "alt", "text", "id", "by"]), inner)
    ),
    max_leaves=6,
)


@quiet
@given(data=st.data())
def test_any_value_in_any_place_is_told_in_french_or_can_be_used(
    pictured: Path, data: st.DataObject
) -> None:
    lines = TINY.splitlines()
    index = data.draw(st.sampled_from([n for n, line in enumerate(lines) if ": " in line]))
    key, _, _ = lines[index].partition(": ")
    lines[index] = f"{key}: {_flow(data.draw(VALUES))}"
    path = pictured / "essai.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        assert is_usable(load_lesson(path, find_kinds(), TWO))
    except ProblemsFound as found:
        for problem in found.problems:
            assert_reads_well(problem)


def _flow(value: object) -> str:
    """The value as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, str):
        return "'" + "".join(c for c in value if c.isprintable()).replace("'", "''") + "'"
    return "null" if value is None else str(value).lower()


@quiet
@given(content=st.lists(PIECES, max_size=40).map("".join))
def test_a_phrase_book_of_any_signs_is_told_or_can_be_filled(tmp_path: Path, content: str) -> None:
    path = tmp_path / "strings.yaml"
    path.write_text(f"phrases:\n  a: {{bm: b, fr: {content}}}\n", encoding="utf-8", newline="")
    read_phrasebook.cache_clear()
    try:
        list(read_phrasebook(path).filled({"count": 3}))
    except ProblemsFound as found:
        assert found.problems
