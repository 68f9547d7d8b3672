"""A composition is told wrong at its place, and what is drawn is what was asked."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.drawing import Workshop, samples
from builder.drawing.compose import compose
from builder.drawing.figure import FOREARM, UPPER_ARM, Figure
from builder.drawing.parts import Gesture, parts
from builder.drawing.shapes import Point
from builder.drawing.spec import Composition
from builder.errors import BuilderError, ProblemsFound
from builder.lesson.drawings import unsafe_part
from builder.page import gallery, parts_page
from tests.conftest import ROOT

Folder = Callable[[str], Workshop]
GUIDE = ROOT / "docs" / "auteurs" / "dessins.md"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    def make(text: str) -> Workshop:
        compositions = tmp_path / "pictures" / "compositions"
        compositions.mkdir(parents=True, exist_ok=True)
        (compositions / "a.yaml").write_text(text, "utf-8")
        return Workshop(tmp_path)

    return make


def one(**piece: object) -> str:
    return compose(Composition.model_validate({"fr": "-", "parts": [{"at": [100, 118], **piece}]}))


@pytest.mark.parametrize(
    ("part", "hint"),
    [
        ("{person: ava, at: [1, 1]}", "awa"),
        ("{thing: phon, at: [1, 1]}", "phone"),
        ("{person: awa, at: [1, 1], feeling: sed}", "sad"),
        ("{person: awa, at: [1, 1], right: fone}", "phone"),
        ("{person: awa, at: [1, 1], left_holds: kei}", "key"),
        ("{person: awa, at: [1, 1], thing: phone}", "person: awa"),
        ("{at: [1, 1]}", "person: awa"),
        ("{person: awa}", "at"),
        ("{person: awa, at: [1, 1], humeur: triste}", ""),
    ],
)
def test_a_part_that_does_not_exist_is_told_at_its_place(
    folder: Folder, part: str, hint: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        folder(f"pictures:\n  un: {{fr: Un, parts: [{part}]}}\n").draw()
    (problem,) = found.value.problems
    assert problem.position is not None and problem.position.line == 2
    assert hint in problem.hint


def test_a_name_composed_twice_is_told(folder: Folder, tmp_path: Path) -> None:
    text = "pictures:\n  un: {fr: Un, parts: [{thing: phone, at: [100, 100]}]}\n"
    workshop = folder(text)
    (tmp_path / "pictures" / "compositions" / "b.yaml").write_text(text, "utf-8")
    with pytest.raises(ProblemsFound) as found:
        workshop.draw()
    (problem,) = found.value.problems
    assert "deux fois" in problem.message
    assert problem.position is not None
    assert problem.position.file.name == "b.yaml"


def test_only_what_changed_is_written(folder: Folder) -> None:
    workshop = folder("pictures:\n  un: {fr: Un, parts: [{thing: phone, at: [100, 100]}]}\n")
    assert [problem.slug for problem in workshop.problems()] == ["drawing-stale"]
    assert [path.name for path in workshop.draw()] == ["un.svg"]
    assert [path.name for path in workshop.list_all()] == ["CATALOGUE.md"]
    assert workshop.draw() == workshop.list_all() == []
    assert not list(workshop.problems())


def test_a_composition_that_is_wrong_does_not_stop_a_lesson(folder: Folder) -> None:
    workshop = folder("pictures:\n  un: {fr: Un, parts: [{person: ava, at: [1, 1]}]}\n")
    assert [problem.severity for problem in workshop.problems()] == ["warning"]


def test_words_of_an_author_are_only_words_in_the_catalogue(folder: Folder) -> None:
    fr = '"*a* | [b](c) & `d`"'
    workshop = folder(f"pictures:\n  un: {{fr: {fr}, parts: [{{thing: phone, at: [1, 1]}}]}}\n")
    assert r"| \*a\* \| \[b\](c) \& \`d\` |" in workshop.catalogue()


def test_a_name_that_is_not_composed_is_told_with_the_one_meant(folder: Folder) -> None:
    workshop = folder("pictures:\n  awa-lit: {fr: Un, parts: [{thing: phone, at: [1, 1]}]}\n")
    with pytest.raises(BuilderError, match="« awa-lit »"):
        workshop.draw(["awa-li"])


def test_what_the_guide_shows_can_be_drawn(folder: Folder) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert len(examples) >= 2
    for example in examples:
        assert folder(example).draw()


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("angle", range(0, 360, 30))
def test_a_hand_is_where_it_was_asked_or_as_far_as_the_arm_goes(side: int, angle: int) -> None:
    figure = Figure(parts().people["awa"], parts(), cloth="#fff", line=2)
    shoulder = Point(23 * side, 13)
    for far in (20, 50, 58, 90):
        asked = Point(
            shoulder.x + far * math.cos(math.radians(angle)),
            shoulder.y + far * math.sin(math.radians(angle)),
        )
        svg = figure.arm(side, asked, Gesture("", asked, "fist", ""), "").hand
        place = re.search(
            r"translate\(([-.\d]+) ([-.\d]+)\)(?:rotate\([^)]*\))?(?:scale\([^)]*\))?\"", svg
        )
        assert place
        hand = Point(float(place[1]), float(place[2]))
        if far < UPPER_ARM + FOREARM - 1:
            assert math.dist(hand, asked) < 0.8
        assert math.dist(hand, shoulder) <= UPPER_ARM + FOREARM + 0.8


def test_what_is_held_is_between_the_arm_and_the_fingers() -> None:
    svg = one(person="awa", right_at=[150, 160], right_holds="phone")
    hand = parts().hands["fist"].drawn.split(" fill")[0]
    assert svg.index(parts().things["phone"].drawn) < svg.rindex(hand)


def test_each_feeling_and_each_person_is_drawn_otherwise() -> None:
    faces = {name: one(person="awa", feeling=name) for name in parts().feelings}
    assert len(set(faces.values())) == len(faces)
    people = {name: one(person=name) for name in parts().people}
    assert len(set(people.values())) == len(people)


def test_every_part_is_drawn_safely_and_has_a_french_name() -> None:
    for title, list_ in samples().items():
        for name, fr, svg in list_:
            assert unsafe_part(svg.encode()) is None, name
            assert fr or "ground" in title, name
            assert "@" not in svg, name


def test_the_pages_for_authors_show_names_french_and_words() -> None:
    workshop = Workshop(ROOT / "lessons")
    overrides = ROOT / "site_overrides"
    html = gallery(workshop.lessons, overrides, workshop.described())
    assert "pictures/p-bintu.svg" in html
    assert "aveugle" in html
    assert "téléphone qui sonne" in parts_page(samples(), overrides)
