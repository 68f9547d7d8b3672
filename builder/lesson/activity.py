"""The Activity seam: each folder of `builder/activities` has one subclass."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from builder.errors import Position
from builder.lesson.aid import AidFile
from builder.lesson.moments import Moment
from builder.lesson.phrasebook import read_phrasebook
from builder.lesson.placed import Placed, Slug
from builder.lesson.session import StepSession
from builder.lesson.text import Picture, Reviews, Text
from builder.lesson.utterance import Language, Role


@dataclass(frozen=True)
class Phrase:
    """A text to say and the last part of its utterance id (`answer-2`)."""

    id: str
    text: Text
    role: Role = "narration"
    recording: Path | None = None
    """The file that says it, whatever the language; None for voices and takes."""


@dataclass(frozen=True)
class Reported:
    """An answer that a step's script can report in `kalankan:result`."""

    answer: str
    """Its id within the step: `answer-2`, `card-1-place-2`."""
    right: bool


@dataclass(frozen=True)
class Option:
    """What can be chosen, and whether that is good."""

    text: Text
    right: bool


@dataclass(frozen=True)
class Decision:
    """Options of which one is chosen, and where they are written."""

    options: tuple[Option, ...]
    position: Position | None

    @property
    def can_be_wrong(self) -> bool:
        """Whether there is something to be got wrong, and something to be got right."""
        return len({option.right for option in self.options}) == 2


class Activity(Placed):
    """Une étape de la leçon."""

    # A subclass adds its fields and says its own phrases: every text that its template shows
    # comes from `phrases()` or from its `strings.yaml`.
    id: Slug
    kind: str = Field(description="La sorte d'activité.")
    picture: Picture | None = Field(default=None, description="Le dessin de l'étape.")
    trainer: str | None = Field(
        default=None, description="Note en français pour la fiche de la formatrice ou du formateur."
    )
    facts: list[Slug] = Field(
        default=[],
        max_length=8,
        description="D'où vient ce que l'étape dit de la loi, des chiffres, des citations : "
        "des id de aide.yaml.",
    )
    session: StepSession = Field(
        default=StepSession(), description="Pour la séance avec un groupe, si tu veux le préciser."
    )

    def phrases(self) -> Iterator[Phrase]:
        """Everything this step says, in the order it is heard; the picture's description first."""
        if self.picture:
            yield Phrase("picture", self.picture.alt, "picture")

    def know(self, aid: AidFile) -> None:
        """Gives the step the course's help; for a kind that names some of it."""

    def named_aids(self) -> tuple[str, ...]:
        """Ids of the help in `aide.yaml` that the step shows, as its key `help` lists them."""
        return ()

    def named_commitments(self) -> tuple[str, ...]:
        """Ids of the published commitments that it quotes, as its key `published` lists them."""
        return ()

    @property
    def is_sourced(self) -> bool:
        """Whether it says where what it tells of the law, figures and quotations comes from."""
        return bool(self.facts)

    def reports(self) -> Iterator[Reported]:
        """Every answer this step can report, in the order of the screen; none for a kind that
        only says when it was gone through."""
        yield from ()

    def told_at_once(self) -> Iterator[Phrase]:
        """What a learner hears in one go when the step begins, without touching anything."""
        return (phrase for phrase in self.phrases() if phrase.role == "narration")

    def sheet(self, language: Language) -> Iterator[str]:
        """What a trainer reads of this step, in her language, in order; a kind that asks something
        gives the numbers on the screen and marks what is right with ✓. The same lines in every
        language; one that begins with tabs hangs under the last one that has fewer."""
        for phrase in self.phrases():
            if phrase.role != "picture":
                yield phrase.text.shown(language)

    def decisions(self) -> Iterator[Decision]:
        """Each moment where one option among several is chosen; what stands first comes first."""
        yield from ()

    def moments(self) -> Iterator[Moment]:
        """What a class goes through together, in order. A kind that asks for a choice gives its
        answers; another one is shown and told, in one go."""
        told = [phrase.id for phrase in self.phrases() if phrase.role in ("question", "narration")]
        yield Moment("told", tuple(told), self.picture.file if self.picture else "")

    def genuine_marks(self) -> Iterator[bool]:
        """For each message that the author has marked: whether it is a true one."""
        yield from ()

    def pictures(self) -> Iterator[tuple[str, Placed, str]]:
        """Each picture file with the piece and key that name it."""
        for piece in self.pieces():
            for file, key in piece.picture_files():
                yield file, piece, key

    def context(self) -> Mapping[str, Any]:
        """What the template gets besides `step`."""
        return {}

    @classmethod
    def kind_name(cls) -> str:
        """What an author writes after `kind:`."""
        (name,) = typing.get_args(cls.model_fields["kind"].annotation)
        return str(name)

    @classmethod
    def folder(cls) -> Path:
        """Where the kind's template, style, script and phrases are."""
        return Path(inspect.getfile(cls)).parent

    @classmethod
    def values(cls) -> Mapping[str, object]:
        """What fills the `{placeholders}` of the kind's own phrases."""
        return {}

    @classmethod
    def own_phrases(cls) -> Iterator[tuple[Phrase, Reviews]]:
        """The kind's own phrases, whatever the lesson: `strings.yaml`. Their source is the kind."""
        path = cls.folder() / "strings.yaml"
        if path.is_file():
            book = read_phrasebook(path)
            review = book.standing_review()
            for id, text in book.filled(cls.values()):
                yield Phrase(id, text, "control"), review


Kinds = Mapping[str, type[Activity]]
