"""What a class goes through: every kind tells it in moments, and decides with the same answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.activities import find_kinds
from builder.format.examples import read_examples
from builder.lesson.activity import Activity
from builder.lesson.aid import read_aid
from builder.lesson.loading import load_course
from builder.lesson.moments import Moment
from tests.languages import TWO

ROOT = Path(__file__).resolve().parents[2]
LESSONS = ROOT / "lessons"
FINGERS = 5
STEPS = [
    *(step for kind in find_kinds().values() for example in read_examples(kind) if example.is_good
      for step in example.lesson(LESSONS, find_kinds(), TWO).steps),
    *(step for lesson in load_course(ROOT / "lessons", find_kinds()).lessons
      for step in lesson.steps),
]  # fmt: skip


def step(kind: str, id: str) -> Activity:
    return next(step for step in STEPS if (step.kind, step.id) == (kind, id))


def keys(moment: Moment) -> set[str]:
    answers = moment.answers
    return {*moment.says, moment.why, *(a.id for a in answers), *(a.why for a in answers)} - {""}


def aid_pictures() -> set[str]:
    aid = read_aid(LESSONS)
    return {str(getattr(one, "picture", None)) for _, one in aid.facts()}


@pytest.mark.parametrize("kind", sorted(find_kinds()))
def test_every_kind_says_only_its_own_phrases_and_shows_only_its_own_pictures(kind: str) -> None:
    of_kind = [step for step in STEPS if step.kind == kind]
    assert of_kind
    for one in of_kind:
        phrases = {phrase.id for phrase in one.phrases()}
        files = {file for file, _, _ in one.pictures()}
        moments = list(one.moments())
        assert moments
        assert len({moment.id for moment in moments}) == len(moments)
        for moment in moments:
            assert moment.says
            own = {key for key in keys(moment) if "/" not in key}
            assert own <= phrases
            elsewhere = {key.partition("/")[0] for key in keys(moment) - own}
            assert elsewhere <= {kind, "aide", "interface"}
            shown = {moment.picture, *(a.picture for a in moment.answers)} - {""}
            drawn = {str(file) for file in one.folder().glob("*.svg")}
            assert shown <= files | drawn | aid_pictures()


@pytest.mark.parametrize("one", STEPS, ids=lambda one: f"{one.kind}-{one.id}")
def test_what_is_decided_has_numbers_for_fingers_and_something_right(one: Activity) -> None:
    for moment in one.moments():
        numbers = [answer.number for answer in moment.answers]
        assert numbers == sorted(set(numbers))
        if moment.answers:
            assert len(numbers) > 1
            assert numbers[-1] <= FINGERS
            assert any(answer.right for answer in moment.answers)


@pytest.mark.parametrize("kind", ["choice", "sorting", "ordering", "chat", "practice", "inbox"])
def test_kinds_that_ask_are_decided_by_the_class(kind: str) -> None:
    assert all(any(m.answers for m in one.moments()) for one in STEPS if one.kind == kind)


def test_an_order_asks_for_what_is_left_and_gives_its_reason_at_the_end() -> None:
    first, *_, last = step("ordering", "chemin").moments()
    assert len(first.answers) == 4
    assert [answer.id for answer in last.answers if answer.right] == ["item-3"]
    assert (first.why, last.why) == ("", "feedback")


def test_a_conversation_follows_the_good_way_and_says_why_another_ends_badly() -> None:
    moments = list(step("chat", "cikan-orange").moments())
    assert [moment.id for moment in moments][:3] == ["a1", "a10", "a3"]
    bad = [answer for moment in moments for answer in moment.answers if not answer.right]
    assert all(answer.why.endswith("-feedback") for answer in bad)


def test_of_each_message_the_class_says_whether_it_is_true_then_what_to_do() -> None:
    for one in (one for one in STEPS if one.kind == "inbox"):
        truths, acts = list(one.moments())[::2], list(one.moments())[1::2]
        assert len(truths) == len(acts) > 1
        for moment in truths:
            assert [answer.says for answer in moment.answers] == [
                "inbox/genuine", "inbox/fake", "inbox/unsure",
            ]  # fmt: skip
            assert sum(answer.right for answer in moment.answers) == 1


@pytest.mark.parametrize("kind", ["helpcards", "pledge", "testimony"])
def test_who_would_ask_for_help_or_promise_is_never_counted(kind: str) -> None:
    told = [moment for one in STEPS if one.kind == kind for moment in one.moments()]
    assert len(told) > 2
    assert not any(moment.answers for moment in told)
