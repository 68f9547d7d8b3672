"""`aide.yaml`: who helps, which tools, what the law says; once for all, each with its source."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from builder.errors import Position, Problem
from builder.lesson.file import read_file
from builder.lesson.messages import did_you_mean, shortened
from builder.lesson.placed import PicturePath, Placed, Slug
from builder.lesson.text import Reviews, Text

AID_FILE = "aide.yaml"
AID_SOURCE = "aide"
"""The source of the utterances of `aide.yaml`."""
MOST_DAYS = 365
"""What was seen longer ago is to be looked at again."""

Grade = Literal["A", "B", "C", "U"]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Checkable(Placed):
    """Un fait, avec d'où il vient et quand on l'a vu."""

    grade: Grade = Field(
        description="A : vu à la source ; B : rapporté et daté ; C : montré « non vérifié » ; "
        "U : pas trouvé, refusé."
    )
    source: str = Field(min_length=4, description="D'où vient l'information.")
    date: str | None = Field(
        default=None,
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="Date de la source : 2025-03-22 ; sans cette clé, « on ne sait pas de quand ».",
    )
    seen: Day = Field(description="Jour où la source a été lue : 2026-11-22.")
    by: str = Field(min_length=2, description="Qui l'a lue ou composée.")
    until: Day | None = Field(
        default=None, description="À revoir avant ce jour ; sinon un an après « seen »."
    )

    @property
    def year(self) -> str:
        """Of the source; empty where it is not known."""
        return (self.date or "")[:4]

    @property
    def last_day(self) -> str:
        """The last day on which nobody has to look at it again."""
        return self.until or (_day(self.seen) + datetime.timedelta(MOST_DAYS)).isoformat()

    def is_old(self, today: datetime.date) -> bool:
        """Whether it has to be looked at again."""
        return today.isoformat() > self.last_day

    def check(self) -> Iterator[Problem]:
        if self.grade == "U":
            yield Problem(
                "fact-unfound",
                "Un fait de grade U n'a pas de source : il ne se montre pas.",
                "Trouve une source et mets A, B ou C, ou enlève-le.",
                self.position("grade"),
            )
        for key in ("seen", "until"):
            if not _is_day(getattr(self, key)):
                yield Problem(
                    "bad-date",
                    f"« {getattr(self, key)} » n'est pas un jour du calendrier.",
                    "Écris l'année, le mois et le jour : 2026-11-22.",
                    self.position(key),
                )


def _day(said: str) -> datetime.date:
    """Raises ValueError."""
    return datetime.date.fromisoformat(said)


def _is_day(said: str | None) -> bool:
    if said is None:
        return True
    try:
        _day(said)
    except ValueError:
        return False
    return True


class Aid(Checkable):
    """Quelqu'un, ou un outil, à qui demander de l'aide."""

    name: Text = Field(description="Qui c'est, et ce qu'on y trouve.")
    short: Text | None = Field(
        default=None, description="Deux ou trois mots, sous le dessin de sa carte."
    )
    picture: PicturePath | None = Field(default=None, description="Le dessin de sa carte.")
    number: str | None = Field(
        default=None, pattern=r"^[0-9 +]{2,20}$", description="Numéro de téléphone."
    )
    address: str = Field(
        default="", max_length=120, description="Où le trouver sur un papier : ville, site."
    )


class Law(Checkable):
    """Une phrase sur la loi : ce qu'elle peut punir, sans article ni peine."""

    text: Text = Field(description="La phrase que l'élève entend.")


class Commitment(Checkable):
    """Un engagement publié : seulement ce que la source écrit, jamais inventé."""

    text: Text = Field(description="L'engagement, comme l'élève l'entend.")
    quote: str = Field(min_length=4, description="Les mots de la source, tels quels.")
    picture: PicturePath = Field(description="Son dessin.")


class LocalAid(Placed):
    """La personne du centre, que le centre remplit ; vide, seule la formatrice l'apprend."""

    name: str = Field(default="", max_length=80, description="Son prénom ou son titre.")
    place: str = Field(default="", max_length=80, description="Où la trouver.")
    hours: str = Field(default="", max_length=80, description="Quand elle est là.")
    picture: PicturePath | None = Field(default=None, description="Le dessin de sa carte.")

    @property
    def filled(self) -> bool:
        return bool(self.name.strip() and self.place.strip())

    @property
    def words(self) -> str:
        """Who, where and when, in one sentence; empty when nobody is named."""
        said = [part.strip() for part in (self.name, self.place, self.hours) if part.strip()]
        return ", ".join(said) if self.filled else ""


@dataclass(frozen=True)
class HelpCard:
    """Who helps, as a card: `name` and `short` are keys of utterances, `fact` what is known with
    its source; None for the person of the centre, whom the centre itself names."""

    name: str
    short: str
    picture: str | None
    fact: Aid | None = None


class AidFile(Placed):
    """Toute l'aide du cours, en un seul endroit."""

    format: Literal[1] = Field(description="Version du format : 1.")
    review: Reviews = Field(default=Reviews(), description="Relecture de tous les textes.")
    local: LocalAid = Field(default=LocalAid(), description="La personne du centre.")
    aids: dict[Slug, Aid] = Field(default={}, description="Qui aide, et les outils, par id.")
    laws: dict[Slug, Law] = Field(default={}, description="Ce que dit la loi, par id.")
    commitments: dict[Slug, Commitment] = Field(
        default={}, description="Les engagements publiés, par id."
    )

    def facts(self) -> Iterator[tuple[str, Checkable]]:
        """Everything that has a source, by id."""
        yield from self.aids.items()
        yield from self.laws.items()
        yield from self.commitments.items()

    def cards(self, ids: Iterable[str]) -> Iterator[HelpCard]:
        """The person of the centre, then those of `ids` that there are, in their order."""
        if self.local.filled:
            key = f"{AID_SOURCE}/local"
            yield HelpCard(key, key, self.local.picture)
        for id in ids:
            if id in self.aids:
                aid, key = self.aids[id], f"{AID_SOURCE}/{id}"
                yield HelpCard(key, f"{key}-short" if aid.short else key, aid.picture, aid)

    def texts(self) -> Iterator[Text]:
        """Every text that is reviewed with the file, in order."""
        for aid in self.aids.values():
            yield from (text for text in (aid.name, aid.short) if text)
        yield from (law.text for law in self.laws.values())
        yield from (one.text for one in self.commitments.values())


def unknown_aid(id: str, aid: AidFile, at: Position | None) -> Problem:
    """The problem of naming help that `aid` does not have."""
    return Problem(
        "aid-unknown",
        f"L'aide « {shortened(id)} » n'est pas dans {AID_FILE}.",
        did_you_mean(id, aid.aids, "Aides"),
        at,
    )


def read_aid(folder: Path) -> AidFile:
    """The help of the course in `folder`; none where there is no file. Raises ProblemsFound."""
    path = folder / AID_FILE
    return read_file(path, AidFile) if path.is_file() else AidFile(format=1)
