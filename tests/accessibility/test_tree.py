"""What a screen reader is given in each state, with the page's own voice off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from builder.lesson.course import Lesson
from tests.accessibility.states import lesson_states
from tests.learner.course_site import CourseSite, real_lesson_files
from tests.learner.senses import Senses

Open = Callable[..., Senses]
GLYPHS = set("✓↻●")


def nodes(senses: Senses) -> list[dict[str, Any]]:
    session = senses.page.context.new_cdp_session(senses.page)
    found: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node for node in found if not node["ignored"]]


def value(node: dict[str, Any], name: str) -> str:
    return str(node.get(name, {}).get("value", ""))


def check(senses: Senses, state: str, asked: str) -> None:
    tree = nodes(senses)
    roles = [(value(node, "role"), value(node, "name")) for node in tree]
    nameless = [role for role, name in roles if role in ("button", "link", "region") and not name]
    assert nameless == [], state
    assert not [name for role, name in roles if role == "button" and GLYPHS & set(name)], state
    if state not in ("asleep", "help card"):
        regions = [name for role, name in roles if role == "region"]
        assert len(regions) == 1, state
        assert asked in regions[0].replace("\xa0", " "), state
    assert len([role for role, _ in roles if role == "status"]) <= 1, state
    described = [value(node, "description") for node in tree if value(node, "role") == "button"]
    visible = senses.page.locator("button.option.good:visible, button.option.again:visible").count()
    assert sum(bool(words) for words in described) == visible, (state, described)


def question_in(lesson: Lesson, state: str) -> str:
    """What is asked in a state that begins with the number of its screen; empty elsewhere."""
    number = state.partition(" ")[0]
    if not number.isdigit():
        return ""
    at = int(number) - bool(lesson.warning)
    question = getattr(lesson.steps[at], "question", None) if 0 <= at < len(lesson.steps) else None
    return question.shown("fr").replace("\xa0", " ") if question else ""


@pytest.mark.parametrize("number", range(1, 1 + len(real_lesson_files())))
def test_each_state_has_its_question_its_marks_in_words_and_one_live_region(
    senses: Open, course: CourseSite, number: int
) -> None:
    lesson = course.built.course.lessons[number - 1]
    reader = senses(f"fr/{number}.html")
    seen = 0
    for state in lesson_states(reader, choices=2, voiced=False):
        check(reader, state, question_in(lesson, state))
        seen += 1
    assert seen > 10
    assert reader.page.locator("[aria-live]").count() == 1


def test_french_words_in_another_language_say_that_they_are_french(
    senses: Open, course: CourseSite
) -> None:
    marked: list[str] = []
    for number in range(1, 1 + len(real_lesson_files())):
        page = senses(f"bm/{number}.html").page
        marked += page.locator("[data-t] span[lang=fr]").all_text_contents()
        plain = page.evaluate(
            "Array.from(document.querySelectorAll('[data-t]')).filter(e => /«/.test(e.textContent)"
            " && !e.closest('[lang=fr]') && !e.querySelector('[lang=fr]')).length"
        )
        assert plain == 0
    assert "mot de passe" in " ".join(marked)
    assert senses("fr/1.html").page.locator("main [lang=fr]").count() == 0
