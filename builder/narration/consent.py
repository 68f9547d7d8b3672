"""`audio/voix.yaml`: who lends a voice, for which uses, until when.

One file beside the takes says it for all of them. Nothing is done with a voice that is not
there, or not for that use, or past its date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from builder.errors import BuilderError, Problem, ProblemsFound
from builder.lesson.file import read_file
from builder.lesson.placed import Placed, Slug

CONSENT_FILE = "voix.yaml"

Use = Literal["recordings", "own-voice"]
"""`recordings`: her takes are heard as they are. `own-voice`: sentences of this course that she
has not read are made of her takes."""


class LentVoice(Placed):
    """Une personne qui prête sa voix."""

    id: Slug
    name: str = Field(min_length=1, max_length=80, description="Sous quel nom la remercier.")
    languages: list[str] = Field(min_length=1, description="Ses langues : bm, fr.")
    uses: list[Use] = Field(
        default=["recordings"],
        description="Ce qu'elle permet : recordings (ses enregistrements), own-voice (une voix "
        "faite de ses enregistrements dit les phrases du cours qu'elle n'a pas lues).",
    )
    asked: str = Field(
        pattern=r"^\d{4}-\d{2}-\d{2}$", description="Le jour de son accord : 2026-11-24."
    )
    until: str | None = Field(
        default=None, pattern=r"^\d{4}-\d{2}-\d{2}$", description="Jusqu'à quel jour, s'il y en a."
    )

    def allows(self, use: Use, on: date | None = None) -> bool:
        """Whether this use is hers to give on a day, today when None."""
        day = (on or date.today()).isoformat()
        return use in self.uses and (self.until is None or day <= self.until)

    def check(self) -> Iterator[Problem]:
        for key in ("asked", "until"):
            day = getattr(self, key)
            if day is None:
                continue
            try:
                date.fromisoformat(day)
            except ValueError:
                yield Problem(
                    "date-unknown",
                    f"« {day} » n'est pas un jour.",
                    f"Écris « {key}: 2026-11-24 ».",
                    self.position(key),
                )


class ConsentFile(Placed):
    """Qui prête sa voix, et pour quoi."""

    format: Literal[1] = Field(description="Version du format : 1.")
    voices: list[LentVoice] = Field(default=[], description="Les personnes, une par une.")

    def check(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for index, voice in enumerate(self.voices):
            if voice.id in seen:
                yield Problem(
                    "duplicate-id",
                    f"Deux personnes ont l'id « {voice.id} ».",
                    "Donne à chacune le sien.",
                    self.position_in("voices", index),
                )
            seen.add(voice.id)

    def lending(self, use: Use) -> list[LentVoice]:
        """Those who allow a use today, in order."""
        return [voice for voice in self.voices if voice.allows(use)]

    def find(self, wanted: str) -> LentVoice | None:
        """The voice with this id or this name; None when there is none."""
        return next((one for one in self.voices if wanted in (one.id, one.name)), None)


def read_consents(recordings: Path | None) -> ConsentFile:
    """What `audio/voix.yaml` says; nobody when it is missing. Raises ProblemsFound."""
    path = recordings / CONSENT_FILE if recordings else None
    if path is None or not path.is_file():
        return ConsentFile(format=1)
    return read_file(path, ConsentFile)


def allows(recordings: Path, voice: str, use: Use) -> bool:
    """Whether a use is allowed now; never where the file cannot be read."""
    try:
        found = read_consents(recordings).find(voice)
    except (ProblemsFound, BuilderError, OSError):
        return False
    return found is not None and found.allows(use)
