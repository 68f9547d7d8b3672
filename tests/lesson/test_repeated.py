"""A piece of a list that was pasted, and whose words nobody changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.proofreading import repeated_pieces
from tests.lesson.faults import GOOD, assert_reads_well
from tests.lesson.test_course_checks import ANSWERS, LINE, chat, choice, course


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ('{bm: "I  NI ce.", fr: "Salut."}', [(12, 14)]),
        ('{bm: "I ni sɔgɔma.", fr: "Bonjour."}', [(12, 34)]),
        (LINE, [(12, 14)]),
        ('{bm: "I ni sɔgɔma.", fr: "Salut."}', []),
    ],
)
def test_a_line_pasted_and_not_changed_is_a_warning_where_it_stands_again(
    tmp_path: Path, pasted: str, told: list[tuple[int, int]]
) -> None:
    lesson = GOOD.replace(f"      - {LINE}\n", f"      - {LINE}\n      - {pasted}\n")
    problems = list(repeated_pieces(course(tmp_path, lesson)))
    assert [(one.position.line, one.position.column) for one in problems if one.position] == told
    for problem in problems:
        assert (problem.slug, problem.severity) == ("said-twice", "warning")
        assert "ligne 11" in problem.message
        assert_reads_well(problem)


def test_an_answer_and_a_message_pasted_are_told_but_not_the_same_word_of_two_people(
    tmp_path: Path,
) -> None:
    twice = chat(["true", "true"])
    pasted = GOOD + choice("pasted", [ANSWERS[0], ANSWERS[0]]) + twice
    (answer, message) = repeated_pieces(course(tmp_path / "one", pasted))
    assert "N b’a di" in answer.message
    assert "« a »" in message.message
    of_two = twice.replace("id: m2, from: awa", "id: m2, from: ali").replace(
        "people: [", "people: [{id: ali, picture: pictures/code.svg, name: {bm: Ali, fr: Ali}}, "
    )
    assert list(repeated_pieces(course(tmp_path / "two", GOOD + of_two))) == []
