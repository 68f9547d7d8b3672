"""What came of a step is told once, from one place, in the words its kind declares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.page.learner import Learner

OpenPage = Callable[..., Learner]
_LISTEN = """
window.results = [];
document.addEventListener("kalankan:result", (event) => window.results.push(event.detail));
"""


def results(at: Learner) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = at.page.evaluate("window.results")
    return told


def test_every_answer_told_is_one_that_its_kind_declares(learner: OpenPage) -> None:
    at = learner("jate.html")
    at.page.add_init_script(_LISTEN)
    at.open("fr/1.html")
    for step in ("lequel", "trier", "ordre", "discussion"):
        at.go_to(step)
        at.wait_to_hear(f"{step}.question")
        for _ in range(3):
            for number in (2, 1, 3):
                at.choose(number)
                at.page.wait_for_timeout(650)
    steps = {step.id: step for step in at.site.course.lessons[0].steps}
    answers = [one for one in results(at) if one["answer"] is not None]
    declared = {
        (step.id, step.kind, told.answer, told.right)
        for step in steps.values()
        for told in step.reports()
    }
    met = {(one["step"], one["activity"], one["answer"], one["right"]) for one in answers}
    assert met <= declared
    assert {step for step, *_ in met} == {"lequel", "trier", "ordre", "discussion"}
    assert {right for *_, right in met} == {True, False}


def test_a_step_is_told_as_gone_through_once_or_as_passed_over(learner: OpenPage) -> None:
    at = learner("jate.html")
    at.page.add_init_script(_LISTEN)
    at.open("fr/1.html")
    at.next()
    at.wait_to_hear("lequel.question")
    for _ in range(2):
        at.choose(2)
        at.wait_to_hear("lequel.answer-2-feedback")
    at.next()
    whole = [one for one in results(at) if one["answer"] is None]
    assert whole == [
        {"step": "debut", "activity": "scene", "answer": None, "right": False},
        {"step": "lequel", "activity": "choice", "answer": None, "right": True},
    ]


def test_the_end_is_told(learner: OpenPage) -> None:
    at = learner("jate.html")
    at.page.add_init_script(_LISTEN)
    at.open("fr/1.html")
    at.go_to("mot")
    at.next()
    at.wait_to_hear("interface/finished")
    assert results(at)[-1] == {"step": "end", "activity": None, "answer": None, "right": True}


def test_of_a_sensitive_lesson_only_what_was_gone_through_is_told(learner: OpenPage) -> None:
    at = learner("jate.html")
    at.page.add_init_script(_LISTEN)
    at.open("fr/2.html")
    at.page.click("#start")
    at.go_to("lequel")
    at.wait_to_hear("lequel.question")
    at.choose(2)
    at.wait_to_hear("lequel.answer-2-feedback")
    at.choose(1)
    at.wait_to_hear("lequel.answer-1-feedback")
    told = results(at)
    assert all(one["answer"] is None and one["right"] for one in told)
    assert "lequel" in [one["step"] for one in told]
