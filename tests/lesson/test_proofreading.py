"""What an author should look at in a text that is correct YAML: once, and at the word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.errors import Problem
from builder.project import Project
from tests.languages import IN_A_COURSE
from tests.lesson.faults import GOOD, TINY_LESSONS, assert_reads_well

COURSE = 'format: 1\ntitle: {bm: "Kalan", fr: "Cours"}\nlessons: [essai.yaml]\n' + IN_A_COURSE
LINE = '{bm: "I ni ce.", fr: "Bonjour."}'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(TINY_LESSONS / "pictures", tmp_path / "lessons" / "pictures")
    (tmp_path / "lessons" / "course.yaml").write_text(COURSE, encoding="utf-8")
    root = Path(__file__).parents[2]
    shutil.copytree(root / "site_overrides", tmp_path / "site_overrides")
    return tmp_path


def noticed(root: Path, line: str) -> list[str]:
    """Columns and slugs of what is said of that line of the good lesson."""
    (root / "lessons" / "essai.yaml").write_text(GOOD.replace(LINE, line), encoding="utf-8")
    project = Project(root)
    problems = [found for found in project.check(project.load_course()) if _is_there(found)]
    for problem in problems:
        assert_reads_well(problem)
        assert problem.severity == "warning"
    return [f"{p.position.column} {p.slug}" for p in problems if p.position]


def _is_there(problem: Problem) -> bool:
    at = problem.position
    return at is not None and (at.file.name, at.line) == ("essai.yaml", 11)


def test_a_word_of_unknown_tone_is_shown_at_the_word(project: Path) -> None:
    assert noticed(project, '{bm: "A bɛ zakurabo feere.", fr: "Bonjour."}') == ["20 tone-unknown"]


def test_french_in_place_of_bambara_is_told_once(project: Path) -> None:
    line = '{bm: "Les messages arrivent sur ton téléphone.", fr: "Bonjour."}'
    assert noticed(project, line) == ["15 text-french"]


def test_bambara_in_place_of_french_is_told(project: Path) -> None:
    assert noticed(project, '{bm: "I ni ce.", fr: "Cikan bɛ na."}') == ["37 text-bambara"]


def test_a_bambara_word_or_letter_in_a_french_text_may_be_quoted(project: Path) -> None:
    assert noticed(project, '{bm: "I ni ce.", fr: "Dis « Awa bɛ na », sans ɛ."}') == []


def test_an_old_spelling_is_not_said_to_have_an_unknown_tone_too(project: Path) -> None:
    line = '{bm: "A bɛ nyini sugu la.", fr: "Bonjour."}'
    assert noticed(project, line) == ["20 text-old-spelling"]
