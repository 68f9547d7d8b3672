"""Where pictures come from: a file like the others, with models, places and French."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import Problem, ProblemsFound
from builder.lesson.credits import read_credits
from tests.lesson.faults import assert_reads_well

GOOD = "sets:\n  nous: {title: Nos dessins, author: Nous, licence: CC BY-SA 4.0}\n"


def problems_of(folder: Path, text: str) -> list[Problem]:
    path = folder / "credits.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_credits(path)
    for problem in found.value.problems:
        assert_reads_well(problem)
    return list(found.value.problems)


def test_a_folder_without_credits_has_none(tmp_path: Path) -> None:
    assert not read_credits(tmp_path / "credits.yaml").pictures


def test_credits_are_read(tmp_path: Path) -> None:
    path = tmp_path / "credits.yaml"
    path.write_text(GOOD + "pictures:\n  awa.svg: {set: nous, changed: réduit}\n", "utf-8")
    assert read_credits(path).pictures["awa.svg"].changed == "réduit"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("sets:\n  nous: {title: 2024, author: Nous, licence: libre}\npictures: {}\n", 2),
        (GOOD + "pictures:\n  awa.svg: {set: eux}\n", 4),
        (GOOD + "pictures:\n  awa.svg: nous\n", 4),
        (GOOD + "pictures:\n  awa.svg: {set: nous, autor: Awa}\n", 4),
        (GOOD, 1),
        ("- nous\n", 1),
    ],
)
def test_a_mistake_is_told_at_its_line(tmp_path: Path, text: str, line: int) -> None:
    at = problems_of(tmp_path, text)[0].position
    assert at is not None and at.line == line
