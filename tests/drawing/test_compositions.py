"""The course's own drawings: what is committed is what was composed, plain, light and credited."""

from __future__ import annotations

import gzip
import re
from functools import cache

import pytest

from builder.drawing import Workshop
from builder.drawing.compose import compose
from builder.drawing.workshop import CATALOGUE
from builder.lesson.drawings import unsafe_part
from builder.project import Project
from tests.conftest import ROOT

MAX_BYTES, MAX_GZIP_BYTES = 15_000, 2_200
ALLOWED = {"svg", "defs", "pattern", "g", "path", "circle", "ellipse", "rect", "use", "view"}
AGAIN = "python3 run.py draw"


@cache
def workshop() -> Workshop:
    return Workshop(ROOT / "lessons")


@cache
def drawn() -> dict[str, str]:
    return {name: compose(one) for name, one in workshop().compositions.items()}


def test_the_committed_drawings_are_what_their_compositions_give() -> None:
    for one in Project(ROOT).workshops():
        assert not one.stale(), f"{AGAIN}: {one.folder}"
        assert not one.uncredited()
    catalogue = (workshop().folder / CATALOGUE).read_text("utf-8")
    assert catalogue == workshop().catalogue(), AGAIN


def test_a_drawing_is_plain_and_has_no_words_in_it() -> None:
    for name, svg in drawn().items():
        assert unsafe_part(svg.encode()) is None, name
        assert set(re.findall(r"<([a-z]\w*)", svg)) <= ALLOWED, name
        assert "@" not in svg, f"{name}: a colour was not filled in"


def test_a_drawing_is_light() -> None:
    heavy = {
        name: (len(svg), len(gzip.compress(svg.encode(), mtime=0)))
        for name, svg in drawn().items()
        if len(svg) > MAX_BYTES or len(gzip.compress(svg.encode(), mtime=0)) > MAX_GZIP_BYTES
    }
    assert not heavy
    sizes = sorted(len(svg) for svg in drawn().values())
    assert sizes[len(sizes) * 3 // 4] <= 6_000


def test_every_picture_is_credited_and_described_in_french() -> None:
    assert not workshop().uncredited()
    undescribed = [file for file, described in workshop().described().items() if not described.fr]
    assert not undescribed


def test_no_two_drawings_look_or_are_called_the_same() -> None:
    by_look: dict[str, str] = {}
    for name, svg in drawn().items():
        assert svg not in by_look, f"{name} is {by_look[svg]}"
        by_look[svg] = name
    called = [described.fr for described in workshop().described().values()]
    assert len(called) == len(set(called))


def test_each_portrait_of_a_person_has_a_pleased_and_a_worried_face_in_the_same_file() -> None:
    faceless = {"p-unknown", "p-operator"}
    for name in sorted(drawn().keys() - faceless):
        views = re.findall(r'<view id="(\w+)" viewBox="(\d+) 0 200 200"/>', drawn()[name])
        has_three = workshop().compositions[name].faces
        assert name.startswith("p-") == has_three, name
        assert views == ([("pleased", "300"), ("worried", "600")] if has_three else []), name


def test_three_faces_weigh_little_more_than_one() -> None:
    awa = workshop().compositions["p-awa"]
    alone = compose(awa.model_copy(update={"faces": False}))
    three = compose(awa)
    assert len(gzip.compress(three.encode())) < len(gzip.compress(alone.encode())) + 200


@pytest.mark.parametrize("name", ["bintu", "adama"])
def test_people_with_a_disability_are_in_scenes_of_their_own_trade(name: str) -> None:
    scenes = [
        composition
        for composition in workshop().compositions.values()
        if any(part.person == name for part in composition.parts)
    ]
    assert len(scenes) >= 3
    feelings = {part.feeling for one in scenes for part in one.parts if part.person == name}
    assert feelings & {"glad", "calm", "firm", "speaking"}
