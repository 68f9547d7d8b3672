"""A good lesson, ways to spoil it, and what an author must be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from builder.activities import find_kinds
from builder.errors import Problem, ProblemsFound
from builder.lesson.loading import parse_lesson
from tests.languages import TWO

TINY_LESSONS = Path(__file__).parents[1] / "tiny" / "lessons"

GOOD = """\
format: 1
id: essai
title: {bm: "Kalan", fr: "Leçon"}
picture: pictures/phone.svg
minutes: 20
steps:
  - id: debut
    kind: scene
    picture: {file: pictures/market.svg, alt: {bm: "Sugu don.", fr: "Le marché."}}
    lines:
      - {bm: "I ni ce.", fr: "Bonjour."}
  - id: lequel
    kind: choice
    question:
      bm: I bɛ mun kɛ ?
      fr: Que fais-tu ?
    answers:
      - picture: pictures/code.svg
        text: {bm: "N b’a di", fr: "Je le donne"}
        feedback: {bm: "Ayi.", fr: "Non."}
      - picture: pictures/block.svg
        text: {bm: "N bɛ ban", fr: "Je refuse"}
        right: true
        feedback: {bm: "A ɲɛna.", fr: "Bravo."}
"""
STEPS = GOOD[GOOD.index("steps:") :]

# pydantic and PyYAML speak English: none of it may reach an author.
ENGLISH = re.compile(
    r"\b(the|should|must|input|valid|expected|field|required|permitted|string|mapping|found|while"
    r"|token|literal|boolean|integer|value|but|error|block|scalar|character|None|True|False)\b"
)
QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|\([^)]*\)")


@dataclass(frozen=True)
class Fault:
    """`old` replaced by `new` in the good lesson, and the places and slugs that are told."""

    name: str
    old: str
    new: str
    told: str

    def __str__(self) -> str:
        return self.name

    def text(self) -> str:
        assert GOOD.count(self.old), self.old
        return GOOD.replace(self.old, self.new, 1)


def problems_of(text: str, folder: Path = TINY_LESSONS) -> tuple[Problem, ...]:
    """What is said of a lesson with that text; empty when it is good."""
    try:
        parse_lesson(folder / "essai.yaml", text, find_kinds(), TWO)
    except ProblemsFound as found:
        return found.problems
    return ()


def told(problems: tuple[Problem, ...]) -> str:
    """Places and slugs, as in examples.yaml."""
    return ", ".join(
        f"{problem.position.line}:{problem.position.column} {problem.slug}"
        for problem in problems
        if problem.position
    )


def assert_reads_well(problem: Problem) -> None:
    """One French sentence says what is wrong, one says what to type."""
    for sentence in (problem.message, problem.hint):
        plain = QUOTED.sub("«»", sentence)
        assert re.match(r"[A-ZÀÉÊ«]", sentence), sentence
        assert re.search(r"[.?!]$", sentence), sentence
        assert not re.search(r"[.?!] +[A-ZÀÉÊ]", plain), f"two sentences: {sentence}"
        assert not ENGLISH.search(plain), sentence
        assert len(sentence) <= 160, sentence
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", problem.slug)
