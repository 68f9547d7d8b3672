"""One YAML file read through its model: every file of a course has models, places and French."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from builder.errors import ProblemsFound
from builder.lesson.messages import problems_from
from builder.lesson.placed import Placed, Reading, check_pieces
from builder.source.tree import read_source

Model = TypeVar("Model", bound=Placed)


def read_file(path: Path, model: type[Model]) -> Model:
    """What is in `path`. Raises ProblemsFound with all that is wrong in it."""
    source = read_source(path)
    reading = Reading()
    try:
        file = model.model_validate(source.data, context=reading)
    except ValidationError as error:
        told = problems_from(error, source, model, {})
        raise ProblemsFound([*told, *check_pieces(reading.pieces)]) from error
    problems = list(check_pieces(file.pieces()))
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsFound(problems)
    return file
