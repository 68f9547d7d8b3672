"""`relectures/<langue>.yaml`: who has passed which text, who would say it otherwise.

It stands beside the texts, and no author's file is written by a machine. An opinion holds for one
fingerprint (`Text.hash_in`): where the text is edited, it is of a text that is no more.
"""

from __future__ import annotations

import datetime
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from builder.disk import make_folder, write_whole
from builder.errors import Problem
from builder.lesson.file import read_file
from builder.lesson.placed import Placed
from builder.lesson.text import MAX_TEXT_CHARACTERS, text_hash
from builder.lesson.utterance import Language, Review, Utterance

SIGNATURES_FOLDER = "relectures"
"""In the lessons folder."""
MAX_NAME_CHARACTERS = 80

Verdict = Literal["accept", "propose", "question", "left"]
"""`left`: an author has looked at a proposal and leaves the text as it is."""

_HEAD = (
    "# Qui a relu quel texte. Le studio ajoute une ligne par avis ; « of » est l'empreinte du\n"
    "# texte relu : si le texte change, l'avis ne compte plus.\n"
    "format: 1\n"
    "opinions:\n"
)


class Opinion(Placed):
    """Ce qu'une personne dit d'un texte, tel qu'il était ce jour-là."""

    of: str = Field(pattern=r"^[0-9a-f]{8}$", description="Empreinte du texte relu.")
    by: str = Field(min_length=2, max_length=MAX_NAME_CHARACTERS, description="Qui a relu.")
    on: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="Le jour : 2026-12-01.")
    at: str = Field(default="", pattern=r"^(\d{2}:\d{2})?$", description="L'heure : 15:04.")
    says: Verdict = Field(
        description="accept (bon), propose (autrement), question, left (l'autrice laisse)."
    )
    words: str = Field(description="Le texte relu.")
    proposal: str = Field(
        default="", max_length=MAX_TEXT_CHARACTERS, description="Comment le dire autrement."
    )
    note: str = Field(default="", max_length=MAX_TEXT_CHARACTERS, description="Une remarque.")

    def check(self) -> Iterator[Problem]:
        try:
            datetime.date.fromisoformat(self.on)
        except ValueError:
            yield Problem(
                "bad-form",
                f"Le jour « {self.on} » n'existe pas.",
                "Écris l'année, le mois, le jour : 2026-12-01.",
                self.position("on"),
            )
        if self.says in ("propose", "left") and not self.proposal:
            yield Problem(
                "proposal-missing",
                f"{self.by} propose un autre texte, mais il est vide.",
                "Écris-le sous « proposal », ou enlève cette ligne.",
                self.position("says"),
            )


class OpinionFile(Placed):
    """Les avis sur les textes d'une langue, dans l'ordre où ils sont venus."""

    format: Literal[1] = Field(description="Version du format : 1.")
    opinions: list[Opinion] = Field(default=[], description="Un avis par ligne.")


@dataclass(frozen=True)
class Signatures:
    """All opinions by language, oldest first."""

    by_language: Mapping[Language, tuple[Opinion, ...]]

    @cached_property
    def _by_text(self) -> Mapping[tuple[Language, str], list[Opinion]]:
        found: dict[tuple[Language, str], list[Opinion]] = {}
        for language, opinions in self.by_language.items():
            for opinion in opinions:
                found.setdefault((language, opinion.of), []).append(opinion)
        return found

    @cached_property
    def _proposed(self) -> Mapping[tuple[Language, str], Opinion]:
        """Who has proposed a text, by the fingerprint that it has once it is taken."""
        return {
            (language, text_hash(opinion.proposal)): opinion
            for language, opinions in self.by_language.items()
            for opinion in opinions
            if opinion.says == "propose"
        }

    def of(self, language: Language, fingerprint: str) -> list[Opinion]:
        """The last opinion of each reviewer on that text; proposals that were left are not told."""
        last: dict[str, Opinion] = {}
        left = set()
        for opinion in self._by_text.get((language, fingerprint), ()):
            if opinion.says == "left":
                left.add(opinion.proposal)
            else:
                last.pop(opinion.by, None)
                last[opinion.by] = opinion
                left.discard(opinion.proposal)
        told = [one for one in last.values() if one.says != "propose" or one.proposal not in left]
        author = self._proposed.get((language, fingerprint))
        if author and author.by not in last:
            own = author.model_copy(update={"of": fingerprint, "says": "accept"})
            told.insert(0, own.model_copy(update={"words": author.proposal, "proposal": ""}))
        return told

    def review(self, language: Language, fingerprint: str, default: Review) -> Review:
        """Reviewed when somebody has passed it and nobody says otherwise."""
        return review_after(self.of(language, fingerprint), default)

    def signed(self, said: Iterable[Utterance]) -> list[Utterance]:
        """The utterances with what reviewers have said of their texts."""
        return [
            replace(one, review=self.review(one.language, one.fingerprint, one.review))
            for one in said
        ]


def review_after(opinions: Sequence[Opinion], default: Review) -> Review:
    """The state of a text of which this is said; `default` is its own where nothing is."""
    if any(one.says != "accept" for one in opinions):
        return Review("draft")
    return Review("reviewed", opinions[-1].by, opinions[-1].on) if opinions else default


def signatures_path(lessons: Path, language: Language) -> Path:
    """Where the opinions on the texts of that language are."""
    return lessons / SIGNATURES_FOLDER / f"{language}.yaml"


def signature_files(lessons: Path) -> list[Path]:
    """Those that there are, in the order of their languages."""
    return sorted((lessons / SIGNATURES_FOLDER).glob("*.yaml"))


def read_signatures(lessons: Path) -> Signatures:
    """All opinions in a folder of lessons. Raises ProblemsFound."""
    return Signatures({path.stem: tuple(read_opinions(path)) for path in signature_files(lessons)})


def read_opinions(path: Path) -> list[Opinion]:
    """Those in one file; none where there is no file. Raises ProblemsFound."""
    if not path.is_file():
        return []
    stat = path.stat()
    return _read(path, stat.st_size, stat.st_mtime_ns, stat.st_ino).opinions


@lru_cache(maxsize=16)
def _read(path: Path, *state: int) -> OpinionFile:
    """Once for each state of the file: every lesson of a course asks for it."""
    return _as_we_write_it(path) or read_file(path, OpinionFile)


def _as_we_write_it(path: Path) -> OpinionFile | None:
    """A file that nobody has touched by hand, read quickly; None for another, or a bad one."""
    written = path.read_bytes()
    if not written.startswith(_HEAD.encode()):
        return None
    lines = written[len(_HEAD.encode()) :].splitlines()
    if not all(line.startswith(b'- {"') for line in lines):
        return None
    try:
        opinions = [Opinion.model_validate(json.loads(line[2:])) for line in lines]
        return OpinionFile(format=1, opinions=opinions)
    except ValueError:
        return None  # the slow way tells where it is wrong


def add_opinions(path: Path, opinions: Iterable[Opinion]) -> None:
    """Writes opinions below those of the file, which stays as it was, byte for byte.

    The file is there whole, before or after. One call at a time. Raises OSError.
    """
    told = list(opinions)
    if not told:
        return
    make_folder(path.parent)
    write_whole(path, added(path.read_bytes() if path.is_file() else None, told))


def added(before: bytes | None, opinions: Iterable[Opinion]) -> bytes:
    """A file's content with opinions below its own; None begins one."""
    lines = "".join(f"- {_line(opinion)}\n" for opinion in opinions)
    start = _HEAD.encode() if before is None else before
    return start + (b"" if start.endswith(b"\n") else b"\n") + lines.encode()


def clean(words: str) -> str:
    """One line in its normal form, without what cannot be seen: directions, controls, breaks."""
    seen = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", words)
        if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    return seen.strip()


def _line(opinion: Opinion) -> str:
    """What JSON writes on one line is YAML too."""
    return json.dumps(opinion.model_dump(exclude_defaults=True), ensure_ascii=False)
