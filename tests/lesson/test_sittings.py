"""Before, after and later ask the same: what differs is refused at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.errors import ProblemsFound
from builder.lesson.sittings import EFFECTS, SITTINGS_FILE, Sittings, read_sittings

LESSONS = Path(__file__).parents[2] / "lessons"
GOOD = """\
format: 1
tree: [pictures/1.svg, pictures/2.svg, pictures/3.svg, pictures/4.svg, pictures/5.svg]
situations:
  - id: code
    before: {picture: pictures/a.svg, text: {bm: "Awa bɛ kɔdi ɲini.", fr: "Awa veut un code."}}
    after: {picture: pictures/b.svg, text: {bm: "Musa bɛ kɔdi ɲini.", fr: "Moussa veut un code."}}
    answers:
      - {effect: protects, picture: pictures/c.svg, text: {bm: "N bɛ ban.", fr: "Je refuse."}}
      - {effect: waits, picture: pictures/c.svg, text: {bm: "N bɛ jɔ.", fr: "J'attends."}}
      - {effect: exposes, picture: pictures/c.svg, text: {bm: "N b’a di.", fr: "Je le donne."}}
  - id: cours
    genuine: true
    before: {picture: pictures/a.svg, text: {bm: "Kalan bɛ sini.", fr: "Cours demain."}}
    after: {picture: pictures/b.svg, text: {bm: "Kalan bɛ bi.", fr: "Cours aujourd'hui."}}
    answers:
      - {effect: waits, picture: pictures/c.svg, text: {bm: "N bɛ jɔ.", fr: "J'attends."}}
      - {effect: protects, picture: pictures/c.svg, text: {bm: "N bɛ na.", fr: "Je viens."}}
      - {effect: exposes, picture: pictures/c.svg, text: {bm: "N b’a bali.", fr: "Je la bloque."}}
"""


def read(folder: Path, text: str) -> Sittings | None:
    (folder / SITTINGS_FILE).write_text(text, encoding="utf-8")
    return read_sittings(folder)


def told(folder: Path, text: str) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        read(folder, text)
    return [
        f"{problem.position.line} {problem.slug}"
        for problem in caught.value.problems
        if problem.position
    ]


def test_a_course_without_the_file_asks_nothing(tmp_path: Path) -> None:
    assert read_sittings(tmp_path) is None


def test_three_weeks_later_is_as_before_the_course_unless_it_is_written(tmp_path: Path) -> None:
    asked = read(tmp_path, GOOD)
    assert asked
    (code, _) = asked.situations
    assert code.told("later") == ("before", code.before)
    assert code.told("after") == ("after", code.after)
    assert "code.later" not in dict(asked.phrases())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('un code."}}\n    answers', 'un code."}, answers: []}\n    answers', "6 asks-otherwise"),
        ("effect: waits", "effect: exposes", "8 effects-not-each-once"),
        ("pictures/b.svg", "pictures/a.svg", "6 same-people"),
        ("    genuine: true\n", "", "4 no-genuine-situation"),
        ("id: cours", "id: code", "11 duplicate-id"),
        ("effect: waits", "effect: attend", "9 bad-choice"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused_at_its_place(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert problem in told(tmp_path, GOOD.replace(old, new, 1))


def test_no_place_of_the_shipped_situations_is_always_the_right_one() -> None:
    asked = read_sittings(LESSONS)
    assert asked
    places = [
        asked.order(number).index(1 + [way.effect for way in one.answers].index("protects"))
        for number, one in enumerate(asked.situations, 1)
    ]
    assert {places.count(place) for place in range(len(EFFECTS))} == {2}
    assert [one.id for one in asked.situations if one.genuine] == ["message-vrai"]
    assert [one.id for one in asked.situations if one.sensitive] == ["photo-recue", "menace"]
