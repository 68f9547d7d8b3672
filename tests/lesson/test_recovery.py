"""One check tells the faults of a whole file, also when some of its lines are not YAML."""

from __future__ import annotations

import re

import pytest

from tests.lesson.faults import GOOD, assert_reads_well, problems_of, told


def spoiled(*pairs: tuple[str, str]) -> str:
    text = GOOD
    for old, new in pairs:
        assert text.count(old), old
        text = text.replace(old, new, 1)
    return text


def heard(text: str) -> str:
    problems = problems_of(text)
    for problem in problems:
        assert_reads_well(problem)
    return told(problems)


def test_a_good_line_before_a_fault_is_not_blamed() -> None:
    text = spoiled(('bm: "I ni ce.", fr: "Bonjour."', "bm: I ni ce ?, fr: Bonjour ?"))
    assert heard(text) == ""
    assert heard(text.replace("fr: Que fais-tu", "fr: Dis : que fais-tu")) == "16:15 colon-in-text"


def test_two_steps_that_are_not_yaml_are_both_told() -> None:
    text = spoiled(("    kind: scene", "\tkind: scene"), ("bm: I bɛ mun", "bm: A : I bɛ mun"))
    assert heard(text) == "8:1 tab, 15:13 colon-in-text"


def test_the_values_beside_a_broken_step_are_checked_as_well() -> None:
    text = spoiled(
        ("minutes: 20", 'minutes: "20"'),
        ("    kind: scene", "\tkind: scene"),
        ("pictures/block.svg", "pictures/blok.svg"),
    )
    assert heard(text) == "5:10 not-a-number, 8:1 tab, 21:18 picture-missing"


def test_a_broken_key_of_the_lesson_does_not_hide_its_steps() -> None:
    text = spoiled(("minutes: 20", "minutes 20"), ("right: true", "right: oui"))
    assert heard(text) == "5:1 colon-missing, 23:16 not-yes-no"


def test_what_a_broken_piece_holds_is_not_said_to_be_missing() -> None:
    text = spoiled(('title: {bm: "Kalan", fr: "Leçon"}', 'title: {bm: "Kalan", fr: "Leçon"'))
    assert heard(text) == "3:8 braces"


def test_a_lesson_of_which_every_step_is_broken_tells_the_steps_only() -> None:
    text = spoiled(("    kind: scene", "\tkind: scene"), ("    kind: choice", "\tkind: choice"))
    assert heard(text) == "8:1 tab, 13:1 tab"


def test_a_review_of_the_whole_text_is_not_called_outdated_when_a_step_is_unread() -> None:
    review = 'review: {bm: {by: Awa, on: 2026-12-01, of: "00000000"}}'
    text = spoiled(("minutes: 20", review), ("    kind: scene", "\tkind: scene"))
    assert heard(text) == "8:1 tab"


def test_a_number_sign_that_eats_the_end_of_a_text_is_told_once() -> None:
    assert heard(spoiled(('"Bonjour."}', "Fais #144#}"))) == "11:35 hash-in-text"


def test_spaces_of_word_before_many_lines_are_told_once_and_the_rest_is_read() -> None:
    text = re.sub(r"(?m)^ +", lambda indent: "\u00a0" * len(indent[0]), GOOD)
    problems = problems_of(text.replace("right: true", "right: oui"))
    assert told(problems) == "7:1 odd-space, 23:16 not-yes-no"
    assert "sur 17 autres lignes" in problems[0].hint


@pytest.mark.parametrize("indent", ["", "    "])
def test_steps_may_be_indented_as_one_likes(indent: str) -> None:
    head, steps = GOOD.split("steps:\n")
    lines = [indent + line[2:] + "\n" for line in steps.splitlines()]
    text = head + "steps:\n" + "".join(lines).replace("kind: scene", "kind scene")
    told_last = heard(text.replace("right: true", "right: oui")).split(", ")[-1]
    assert told_last == f"23:{len(indent) + 14} not-yes-no"
