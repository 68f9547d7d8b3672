"""Each thing that the two articles report is in the course, where the table says."""

from __future__ import annotations

import re

from builder.activities import find_kinds
from builder.lesson.loading import load_course
from tests.conftest import ROOT

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "articles.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Ce que")
]


def test_each_thing_of_the_articles_has_a_place_that_exists() -> None:
    course = load_course(ROOT / "lessons", find_kinds())
    steps = {f"{lesson.id}/{step.id}" for lesson in course.lessons for step in lesson.steps}
    assert len(ROWS) >= 20
    for told, where in ROWS:
        places = re.findall(r"`([^`]+)`", where)
        assert places, told
        lost = [place for place in places if place not in steps and not (ROOT / place).is_file()]
        assert not lost, told
