"""How a kind is played with a group, where neither the author nor the step says otherwise."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field

from builder.lesson.activity import Activity
from builder.lesson.file import read_file
from builder.lesson.placed import Placed
from builder.lesson.text import Text

KIND_FILE = "trainer.yaml"
"""In a kind's own folder; a kind that has none is played as `kind.yaml` says."""


class KindNotes(Placed):
    """Comment une sorte se joue avec un groupe."""

    name: str = Field(min_length=2, description="Ce qu'on fait, en quelques mots.")
    ask: Text = Field(description="La question à poser.")
    avoid: str = Field(description="Ce qu'on ne demande pas.")
    blind: str = Field(description="Comment faire pour qui ne voit pas.")
    deaf: str = Field(description="Comment faire pour qui n'entend pas.")
    meanwhile: str = Field(description="Ce que font les autres.")
    talk_seconds: int = Field(ge=0, le=900, description="Temps pour en parler.")


def notes_of(step: Activity, overrides: Path) -> KindNotes:
    """Raises ProblemsFound when they are wrong."""
    own = step.folder() / KIND_FILE
    return _read(own if own.is_file() else overrides / "trainer" / "kind.yaml")


@lru_cache(maxsize=64)
def _read(path: Path) -> KindNotes:
    return read_file(path, KindNotes)
