"""A good example works when it is pasted into a lesson of the shipped course, as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.errors import Problem, render
from builder.format.examples import read_examples
from tests.learner.course_site import Elsewhere

ROOT = Path(__file__).resolve().parents[2]
LESSON = (
    'format: 1\nid: {id}\ntitle: {{bm: "Kalan", fr: "Leçon"}}\n'
    "picture: pictures/lesson-passwords.svg\nsteps:\n{steps}\n"
)
OF_A_WHOLE_COURSE = {"answer-always-first", "answer-always-longest", "few-genuine", "tone-unknown"}
"""What is told of many steps together, or of a word that authors may add to the lexicon."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Problem]]:
    """What `check` says of each example, by the name of its lesson."""
    root = tmp_path_factory.mktemp("coller")
    lessons = root / "lessons"
    shutil.copytree(ROOT / "lessons", lessons)
    course = (lessons / "course.yaml").read_text("utf-8")
    names = []
    for kind, cls in find_kinds().items():
        for number, example in enumerate(read_examples(cls), 1):
            if example.is_good:
                names.append(f"{kind}-{number}")
                text = LESSON.format(id=names[-1], steps=example.yaml)
                (lessons / f"{names[-1]}.yaml").write_text(text, "utf-8")
    listed = ", ".join(f"{name}.yaml" for name in names)
    course = course.replace("lessons: [", f"lessons: [{listed}, ")
    (lessons / "course.yaml").write_text(course, "utf-8")
    project = Elsewhere(ROOT, lessons, root / "site")
    found: dict[str, list[Problem]] = {name: [] for name in names}
    for problem in project.check(project.load_course()):
        if problem.position and problem.position.file.stem in found:
            found[problem.position.file.stem].append(problem)
    return found


def test_no_good_example_says_anything_wrong(told: dict[str, list[Problem]]) -> None:
    assert len(told) >= 2 * len(find_kinds())
    problems = [problem for found in told.values() for problem in found]
    assert [render(one) for one in problems if one.slug not in OF_A_WHOLE_COURSE] == []
