"""A sheet: what a narrator is to say, numbered, in the order of the lessons.

The table is what is read back: a number of the sheet is a line of the course and its words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.disk import disk_trouble, write_whole
from builder.errors import BuilderError
from builder.lesson.utterance import Language
from builder.narration.chain import Chain
from builder.narration.takes import TakeKey
from builder.recording.paper import as_page, as_text
from builder.recording.script import Line, Script
from builder.recording.states import STATE_WORDS, LineState, state_of_line
from builder.table import read_table, write_table

NUMBER, SAID, HELPING, PLACE, STATE, LANGUAGE, SOURCE, ID, WORDS = (
    "n°", "à dire", "aide", "où", "état", "langue", "partie", "phrase", "empreinte",
)  # fmt: skip
_HEAD = (NUMBER, SAID, HELPING, PLACE, STATE, LANGUAGE, SOURCE, ID, WORDS)
_MANY = 1_000
"""Sheets of one language side by side."""


@dataclass(frozen=True)
class Numbered:
    """A line of a sheet as it was when the sheet was made; `words` as in `Line.words`."""

    number: int
    key: TakeKey
    text: str
    words: str

    def found_in(self, script: Script) -> Line | None:
        """The line of today; None where it is gone or says something else."""
        line = script.lines.get(self.key)
        return line if line and line.words == self.words else None


def lines_to_say(
    script: Script,
    chain: Chain,
    language: Language,
    lessons: Collection[str] = (),
    *,
    every: bool = False,
) -> list[tuple[Line, LineState]]:
    """Lines to record and their state, in order; all lessons when none is named.

    A line that is recorded is there only with `every`. Raises BuilderError for what is unknown.
    """
    if language not in script.course.languages:
        known = ", ".join(script.course.languages.tags)
        raise BuilderError(f"Le cours ne parle pas « {language} ». Écris : {known}.")
    for name in lessons:
        if name not in script.parts:
            known = ", ".join(script.parts)
            raise BuilderError(f"« {name} » n'est pas dans le cours. Il y a : {known}.")
    mine = (
        line
        for (tag, source, _), line in script.lines.items()
        if tag == language and (not lessons or source in lessons) and not line.utterance.recording
    )
    told = ((line, state_of_line(line, chain)) for line in mine)
    return [(line, state) for line, state in told if every or state != "recorded"]


def write_sheet(
    folder: Path, script: Script, lines: Sequence[tuple[Line, LineState]], language: Language
) -> Path:
    """The table; a page to print and a plain text stand beside it. Never over another sheet.

    Raises BuilderError.
    """
    rows = [
        [
            str(number),
            line.utterance.spoken,
            line.helping.text if line.helping else "",
            " : ".join(filter(None, (script.parts[line.utterance.source], line.place))),
            STATE_WORDS[state],
            language,
            line.utterance.source,
            line.utterance.id,
            line.words,
        ]
        for number, (line, state) in enumerate(lines, 1)
    ]
    path = _free(folder, f"feuille-{language}")
    only = [line for line, _ in lines]
    try:
        write_whole(path.with_suffix(".html"), as_page(script, only, language).encode())
        write_whole(path.with_suffix(".txt"), as_text(script, only).encode("utf-8-sig"))
        write_table(path, [_HEAD, *rows])
    except OSError as error:
        raise BuilderError(f"« {path} » : {disk_trouble(error)}, puis relance.") from error
    return path


def read_sheet(path: Path) -> list[Numbered]:
    """The lines of a sheet, in its order. Raises BuilderError."""
    head, *rows = read_table(path.with_suffix(".csv")) or [[]]
    if not {NUMBER, LANGUAGE, SOURCE, ID, WORDS} <= set(head):
        raise BuilderError(
            f"« {path.name} » n'est pas une feuille : donne le fichier .csv qu'a fait « sheet »."
        )
    found = []
    for row in rows:
        cells = dict(zip(head, row, strict=False))
        key = (cells.get(LANGUAGE, ""), cells.get(SOURCE, ""), cells.get(ID, ""))
        if cells[NUMBER].isdecimal() and all(key):
            words = cells.get(WORDS, "")
            found.append(Numbered(int(cells[NUMBER]), key, cells.get(SAID, ""), words))
    numbers = {one.number for one in found}
    if not found or len(numbers) < len(found):
        raise BuilderError(
            f"« {path.name} » n'a pas de lignes, ou deux fois le même numéro : refais la feuille."
        )
    return found


def _free(folder: Path, stem: str) -> Path:
    """A name that no sheet has: what was read from an older one is matched with that one."""
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, _MANY))
    return next(
        folder / f"{name}.csv"
        for name in names
        if not any((folder / f"{name}{suffix}").exists() for suffix in (".csv", ".html", ".txt"))
    )
