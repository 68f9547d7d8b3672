"""`check` tells all that `build` will: nobody waits for a build to hear of a fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from builder.errors import Problem, ProblemsFound
from builder.narration.workers import InThisThread
from builder.project import Project
from tests.languages import IN_A_COURSE
from tests.lesson import test_bad_syntax, test_bad_texts, test_bad_values
from tests.lesson.faults import GOOD, TINY_LESSONS, Fault

ROOT = Path(__file__).parents[2]
COURSE = 'format: 1\ntitle: {bm: "Kalan", fr: "Cours"}\nlessons: [essai.yaml]\n' + IN_A_COURSE
FAULTS = [*test_bad_syntax.FAULTS, *test_bad_texts.FAULTS, *test_bad_values.FAULTS]
BAMBARA, FRENCH = '"I ni ce."', '"Bonjour."'
UNSPEAKABLE = [
    Fault("only dots", BAMBARA, '"…"', "11:14 not-spoken"),
    Fault("a smile", BAMBARA, '"😀"', "11:14 not-spoken"),
    Fault("another script", BAMBARA, '"你好"', "11:14 not-spoken"),
    Fault("foreign figures", BAMBARA, '"٣"', "11:14 not-spoken"),
    Fault("only dots in French", FRENCH, '"…"', "11:30 not-spoken"),
]
LONG = [
    Fault("half a minute", BAMBARA, f'"{"A bɛ na. " * 40}"', "7:9 step-too-long"),
    Fault("half a minute of French", FRENCH, f'"{"Elle revient ici. " * 30}"', "7:9 step-too-long"),
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("check-and-build")
    shutil.copytree(TINY_LESSONS / "pictures", root / "lessons" / "pictures")
    shutil.copytree(ROOT / "site_overrides", root / "site_overrides")
    (root / "lessons" / "course.yaml").write_text(COURSE, "utf-8")
    return Project(root)


def write(project: Project, text: str) -> None:
    (project.lessons / "essai.yaml").write_text(text, "utf-8")


def check(project: Project) -> Iterable[Problem]:
    return project.check(project.load_course())


def build(project: Project) -> Iterable[Problem]:
    return project.build_course(executor=InThisThread()).problems


def told(project: Project, look: Callable[[Project], Iterable[Problem]]) -> set[str]:
    """Place, weight and slug of each problem, whether it refuses or only tells."""
    try:
        problems = look(project)
    except ProblemsFound as found:
        problems = found.problems
    return {
        f"{one.position.line}:{one.position.column} {one.slug} {one.severity}"
        for one in problems
        if one.position
    }


def test_check_tells_all_that_build_refuses_or_tells_of_any_fault(project: Project) -> None:
    silent = {}
    for fault in [*UNSPEAKABLE, *LONG, *FAULTS]:
        write(project, fault.text())
        checked = told(project, check)  # first, while there is no clip yet
        untold = told(project, build) - checked
        if untold:
            silent[fault.name] = untold
    assert silent == {}


@pytest.mark.parametrize("fault", [*UNSPEAKABLE, *LONG], ids=str)
def test_what_only_a_voice_can_tell_is_told_before_it_speaks(
    project: Project, fault: Fault
) -> None:
    write(project, fault.text())
    weight = "error" if "not-spoken" in fault.told else "warning"
    assert f"{fault.told} {weight}" in told(project, check)


def test_a_good_lesson_is_told_nothing_of_the_kind(project: Project) -> None:
    write(project, GOOD)
    assert not [one for one in told(project, check) if "spoken" in one or "too-long" in one]


def test_what_a_person_has_recorded_needs_no_voice(project: Project, tmp_path: Path) -> None:
    write(project, UNSPEAKABLE[0].text())
    take = project.recordings / "bm" / "essai" / "debut.line-1.wav"
    take.parent.mkdir(parents=True)
    take.write_bytes(b"RIFF")
    try:
        assert not [one for one in told(project, check) if "not-spoken" in one]
    finally:
        shutil.rmtree(project.recordings)
