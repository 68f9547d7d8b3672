"""A place for a voice, a song or words of someone who agreed; told until when, withdrawn by a line.

Without any, the step tells what was published, with its source.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from pydantic import Field

from builder.errors import Problem
from builder.lesson.activity import Activity, Phrase
from builder.lesson.aid import Day
from builder.lesson.moments import Moment
from builder.lesson.placed import Placed
from builder.lesson.text import Text
from builder.lesson.utterance import Language

SOUNDS = (".mp3", ".ogg", ".opus", ".wav", ".flac")
MOST_SOUND_BYTES = 20_000_000
"""A song of ten minutes as telephones record it; what is in it is judged when it is decoded."""


class Consent(Placed):
    """L'accord de la personne, sans lequel rien n'est publié."""

    who: str = Field(min_length=2, description="Qui a donné son accord ; jamais montré.")
    on: Day = Field(description="Le jour de l'accord : 2026-12-01.")
    use: str = Field(min_length=4, description="Pour quel usage, dans ses mots.")
    until: Day = Field(description="Jusqu'à quel jour ; après, la leçon est refusée.")
    withdrawn: Day | None = Field(
        default=None, description="Cette ligne retire tout : le jour où la personne l'a demandé."
    )

    def check(self) -> Iterator[Problem]:
        for key in ("on", "until", "withdrawn"):
            if (said := getattr(self, key)) and not _is_day(said):
                yield Problem(
                    "bad-date",
                    f"« {said} » n'est pas un jour du calendrier.",
                    "Écris l'année, le mois et le jour : 2026-12-01.",
                    self.position(key),
                )
        today = datetime.date.today().isoformat()
        if not self.withdrawn and self.until < today:
            yield Problem(
                "consent-over",
                f"L'accord allait jusqu'au {self.until} : ce témoignage ne se publie plus.",
                "Redemande l'accord et change « until », ou écris « withdrawn: » et le jour.",
                self.position("until"),
            )


class Given(Placed):
    """Ce qu'une personne a donné : sa voix, sa chanson ou ses mots."""

    by: Text = Field(description="Comment elle veut être nommée.")
    words: Text = Field(description="Ses mots, ou ce que dit l'enregistrement.")
    file: str | None = Field(
        default=None, description="L'enregistrement, depuis le dossier lessons/ : voix/kayes.mp3."
    )
    consent: Consent = Field(description="L'accord : qui, quel jour, pour quoi, jusqu'à quand.")

    @property
    def sound(self) -> Path | None:
        """The recording; None when there are only words."""
        at = self.position("file")
        return at.file.parent / self.file if self.file and at else None

    def check(self) -> Iterator[Problem]:
        path = self.sound
        if path is None or not self.file or self.consent.withdrawn:
            return
        inside = PurePosixPath(self.file)
        if inside.is_absolute() or ".." in inside.parts or inside.suffix.lower() not in SOUNDS:
            yield self._refused("n'est pas un enregistrement du dossier lessons/")
        elif not path.is_file():
            yield self._refused("n'est pas là")
        elif path.stat().st_size > MOST_SOUND_BYTES:
            yield self._refused("est trop lourd (20 Mo au plus)")

    def _refused(self, why: str) -> Problem:
        return Problem(
            "testimony-file",
            f"« {self.file} » {why}.",
            f"Mets-le dans lessons/, par exemple voix/kayes.mp3 ({', '.join(SOUNDS)}).",
            self.position("file"),
        )


class Testimony(Activity):
    """Une voix, une chanson ou des mots, avec l'accord de la personne."""

    kind: Literal["testimony"] = Field(description="testimony : la voix de quelqu'un, avec accord.")
    published: list[Text] = Field(
        min_length=1,
        max_length=4,
        description="Ce qui a été publié, dit dans tous les cas ; la source y est dite.",
    )
    source: str = Field(min_length=4, description="D'où vient ce qui a été publié, et la date.")
    given: Given | None = Field(default=None, description="Ce qu'une personne a donné ; ou rien.")

    @property
    def is_sourced(self) -> bool:
        return True

    @property
    def heard(self) -> Given | None:
        """What is published of what was given; None when it was withdrawn."""
        return self.given if self.given and not self.given.consent.withdrawn else None

    def check(self) -> Iterator[Problem]:
        if self.given and self.given.consent.withdrawn:
            yield Problem(
                "testimony-withdrawn",
                f"Témoignage retiré le {self.given.consent.withdrawn} : il n'est plus publié.",
                "Efface « given: » et l'enregistrement, et refais le site et les clés USB.",
                self.given.consent.position("withdrawn"),
                "warning",
            )

    def phrases(self) -> Iterator[Phrase]:
        yield from super().phrases()
        for number, line in enumerate(self.published, 1):
            yield Phrase(f"published-{number}", line)
        if self.heard:
            yield Phrase("by", self.heard.by)
            yield Phrase("words", self.heard.words, "answer", self.heard.sound)

    def moments(self) -> Iterator[Moment]:
        """What was published, then what was given: listened to together, nothing decided."""
        told = tuple(f"published-{number}" for number, _ in enumerate(self.published, 1))
        yield Moment("told", told, self.picture.file if self.picture else "")
        if self.heard:
            yield Moment("given", ("by", "words"), self.picture.file if self.picture else "")

    def sheet(self, language: Language) -> Iterator[str]:
        yield from super().sheet(language)
        yield f"Source : {self.source}"

    def context(self) -> Mapping[str, Any]:
        return {"heard": self.heard}


def _is_day(said: str) -> bool:
    try:
        datetime.date.fromisoformat(said)
    except ValueError:
        return False
    return True
