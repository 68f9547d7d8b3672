"""Keeps what a reviewer says, and puts in place what the author takes of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from builder.disk import disk_trouble, write_whole
from builder.errors import BuilderError, ProblemsFound
from builder.lesson.phrasebook import read_phrasebook
from builder.lesson.placed import string_problems
from builder.lesson.signatures import (
    MAX_NAME_CHARACTERS,
    Opinion,
    Verdict,
    add_opinions,
    clean,
    signatures_path,
)
from builder.lesson.text import MAX_TEXT_CHARACTERS
from builder.project import Project
from builder.review.strings import ReviewString
from builder.source.editing import Edit, edit_file

_HOLE = re.compile(r"\{[^{}]*\}")


class OpinionRefused(BuilderError):
    """What was sent is no opinion on that text; nothing was written."""


class OpinionUnwritable(BuilderError):
    """The disk refuses; what was there before is there still."""


@dataclass(frozen=True)
class Said:
    """What a reviewer says of one text, as she typed it."""

    by: str
    says: Verdict
    proposal: str = ""
    note: str = ""


def opinion_on(string: ReviewString, said: Said) -> Opinion:
    """Today's opinion, cleaned. Raises OpinionRefused."""
    by, proposal, note = clean(said.by), clean(said.proposal), clean(said.note)
    if not 2 <= len(by) <= MAX_NAME_CHARACTERS:
        raise OpinionRefused("Écris d'abord ton nom : il signe ce que tu relis.")
    if said.says not in get_args(Verdict):
        raise OpinionRefused("Dis si c'est bon, à dire autrement, ou à demander.")
    if max(len(proposal), len(note)) > MAX_TEXT_CHARACTERS:
        raise OpinionRefused(f"C'est trop long : {MAX_TEXT_CHARACTERS} caractères au plus.")
    for typed in filter(None, (by, proposal, note)):
        for problem in string_problems("proposal", typed, None, {}):
            if problem.severity == "error":
                raise OpinionRefused(f"{problem.message} {problem.hint}")
    if said.says in ("propose", "left"):
        _check_proposal(string, proposal)
    else:
        proposal = ""
    now = datetime.datetime.now()
    return Opinion(
        of=string.fingerprint,
        by=by,
        on=now.date().isoformat(),
        at=now.strftime("%H:%M"),
        says=said.says,
        words=string.words,
        proposal=proposal,
        note=note,
    )


def keep_opinions(project: Project, told: Mapping[str, Sequence[Opinion]]) -> None:
    """Adds opinions to the file of each language. One call at a time. Raises OpinionUnwritable."""
    for language, opinions in told.items():
        path = signatures_path(project.lessons, language)
        with_trouble = f"« {path.name} » n'a pas pu être écrit"
        try:
            add_opinions(path, opinions)
        except OSError as error:
            raise OpinionUnwritable(f"{with_trouble} : {disk_trouble(error)}.") from error


def take_proposal(project: Project, string: ReviewString, proposal: str) -> list[Path]:
    """Puts the proposed words wherever the text stands; the files that have changed.

    Every other byte of them is kept. A file that would no longer be a lesson is put back.
    One call at a time. Raises OpinionRefused and OpinionUnwritable.
    """
    if not any(one.says == "propose" and one.proposal == proposal for one in string.opinions):
        raise OpinionRefused("Personne ne propose plus ce texte. Recharge la page.")
    edits: dict[Path, list[Edit]] = {}
    for text in string.texts:
        at = text.position()
        if at is None or not at.file.resolve().is_relative_to(project.root.resolve()):
            raise OpinionRefused(
                "Ce texte est du logiciel, pas de tes leçons : envoie la proposition à qui le fait."
            )
        edits.setdefault(at.file, []).append(Edit(at, string.language, proposal))
    before = {file: file.read_bytes() for file in edits}
    try:
        for file, changes in edits.items():
            edit_file(file, changes)
        read_phrasebook.cache_clear()
        project.load_course()
        project.utterances(project.load_course())
    except OSError as error:
        _put_back(before)
        raise OpinionUnwritable(f"{disk_trouble(error)}, puis recommence.") from error
    except ProblemsFound as found:
        _put_back(before)
        first = next(one for one in found.problems if one.severity == "error")
        raise OpinionRefused(f"Pas ainsi : {first.message} {first.hint}") from found
    except BuilderError:
        _put_back(before)
        raise
    return list(edits)


def _put_back(before: Mapping[Path, bytes]) -> None:
    for file, content in before.items():
        if file.read_bytes() != content:
            write_whole(file, content)
    read_phrasebook.cache_clear()


def _check_proposal(string: ReviewString, proposal: str) -> None:
    """Raises OpinionRefused when it cannot stand where the text stands."""
    if not proposal:
        raise OpinionRefused("Écris d'abord comment tu le dirais.")
    if proposal == string.words:
        raise OpinionRefused("C'est le même texte. S'il est bon, touche « C'est bon ».")
    if sorted(_HOLE.findall(proposal)) != sorted(_HOLE.findall(string.words)):
        raise OpinionRefused(
            "Garde les morceaux entre accolades comme ils sont : le logiciel les remplit."
        )
    if _HOLE.sub("", proposal).count("{") or _HOLE.sub("", proposal).count("}"):
        raise OpinionRefused("Une accolade reste seule : enlève-la.")
