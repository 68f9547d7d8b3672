"""The examples of a kind: what tests check, the gallery shows and authors copy, in one file."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError

from builder.errors import Position, Problem, ProblemsFound
from builder.lesson.activity import Activity, Kinds
from builder.lesson.course import Lesson
from builder.lesson.languages import Languages
from builder.lesson.loading import parse_lesson
from builder.lesson.messages import problems_from
from builder.lesson.placed import Placed
from builder.source.tree import read_source


class Example(Placed):
    """Un exemple : une étape, et ce qu'elle dit ou ce qu'on lui reproche."""

    name: str = Field(min_length=3, description="Ce que montre l'exemple.")
    yaml: str = Field(min_length=3, description="L'étape, à copier sous « steps: ».")
    speaks: list[str] = Field(
        default=[], description="Ce qui est dit dans la première langue, dans l'ordre."
    )
    problem: str | None = Field(
        default=None, description="Les problèmes attendus : « ligne:colonne nom, … »."
    )

    @property
    def is_good(self) -> bool:
        return self.problem is None

    def lesson(self, folder: Path, kinds: Kinds, languages: Languages) -> Lesson:
        """The example in a lesson of `folder`, which has the pictures.

        Raises ProblemsFound; lines count from the example's first.
        """
        frame = _frame(languages)
        try:
            return parse_lesson(folder / "exemple.yaml", frame + self.yaml + "\n", kinds, languages)
        except ProblemsFound as found:
            above = frame.count("\n")
            raise ProblemsFound(_moved_up(problem, above) for problem in found.problems) from found


class Examples(Placed):
    """Le fichier examples.yaml d'une activité."""

    examples: list[Example] = Field(min_length=1, description="Les exemples.")


def read_examples(kind: type[Activity]) -> list[Example]:
    """The examples of a kind, in order. Raises ProblemsFound."""
    source = read_source(kind.folder() / "examples.yaml")
    try:
        return Examples.model_validate(source.data).examples
    except ValidationError as error:
        raise ProblemsFound(problems_from(error, source, Examples, {})) from error


def _frame(languages: Languages) -> str:
    """What stands before the step, so that it is a lesson."""
    title = ", ".join(f'{tag}: "…"' for tag in languages.tags)
    return f"format: 1\nid: exemple\ntitle: {{{title}}}\npicture: pictures/i-ask.svg\nsteps:\n"


def _moved_up(problem: Problem, lines: int) -> Problem:
    at = problem.position
    if at is None:
        return problem
    line = max(1, at.line - lines)
    return Problem(
        problem.slug,
        problem.message,
        problem.hint,
        Position(at.file, line, at.column),
        problem.severity,
    )
