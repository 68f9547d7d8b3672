"""The templates of trainer pages, and words that several of them use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import Field

from builder.lesson.file import read_file
from builder.lesson.phrasebook import read_phrasebook
from builder.lesson.placed import Placed
from builder.lesson.text import Reviews, Text
from builder.page import addresses
from builder.page.phrases import STRINGS_FILE
from builder.page.templates import Templates, read_templates
from builder.trainer.paper_words import PaperWords

PictureAddress = Callable[[str], str]
"""The address in the site of a picture, by its file in the lessons' folder."""

OPENING = tuple(f"opening-{number}" for number in range(1, 5))
"""Ids of the player's phrases with which a session begins."""


class Lines(Placed):
    """Des phrases sous un titre."""

    title: str = Field(min_length=2, description="Le titre.")
    lines: list[str] = Field(min_length=1, description="Les phrases, une idée chacune.")


class TrainerWords(Placed):
    """Ce que disent toutes les fiches et les papiers à imprimer."""

    review: Reviews = Field(default=Reviews(), description="Relecture des phrases à dire.")
    parts: Mapping[str, str] = Field(description="Les moments d'une séance, par nom.")
    material: list[str] = Field(description="Ce qu'il faut toujours.")
    prepare: list[str] = Field(description="Ce qu'on fait la veille.")
    closing: list[str] = Field(description="Les gestes de la fin.")
    power_cut: list[str] = Field(description="Quand le courant s'arrête.")
    without_device: str = Field(description="L'activité de groupe sans appareil.")
    care_first: list[str] = Field(
        min_length=3, max_length=3, description="Les trois premières lignes de la page de soin."
    )
    care: list[Lines] = Field(description="Le reste de cette page.")
    care_source: str = Field(description="D'où elle vient.")


@dataclass(frozen=True)
class TrainerPages:
    """Renders the inside of trainer pages; `overrides` is where templates are."""

    overrides: Path

    @cached_property
    def templates(self) -> Templates:
        return read_templates([self.overrides])

    @cached_property
    def words(self) -> TrainerWords:
        """Raises ProblemsFound when the file is wrong."""
        return read_file(self.overrides / "trainer" / "words.yaml", TrainerWords)

    @cached_property
    def paper_words(self) -> PaperWords:
        """Raises ProblemsFound when the file is wrong."""
        return read_file(self.overrides / "trainer" / "papers.yaml", PaperWords)

    @cached_property
    def opening(self) -> tuple[list[Text], Reviews]:
        """What is said to begin, which the class page says too; and how far it was passed."""
        book = read_phrasebook(self.overrides / STRINGS_FILE)
        return [book.phrases[id] for id in OPENING], book.review

    def drawing(self, name: str) -> str:
        """The whole path of a drawing that papers have of their own."""
        return str(self.overrides / "trainer" / "drawings" / f"{name}.svg")

    def render(self, name: str, address: str, **context: object) -> str:
        """The page `name`, to stand at `address` in the site."""
        template = self.templates.get_template(f"trainer/{name}.html")
        return template.render(up=addresses.up(address), addresses=addresses, **context)
