"""What the lexicon says of the words of a text: why they were chosen, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LEXICON_FILE = "LEXIQUE.md"
_HEADING = ("français", "choix", "pourquoi", "confiance")
_MARKS = re.compile(r"[«»*]")


@dataclass(frozen=True)
class Evidence:
    """A row: an idea, how it is said, why, and how sure (« forte », « moyenne », « faible »)."""

    idea: str
    said: str
    why: str
    trust: str

    @property
    def forms(self) -> list[str]:
        """Each way to say it, lower case; those with a gap (« … ») by their longest part."""
        ways = [_MARKS.sub("", way).lower() for way in re.split("[;,]", self.said)]
        whole = [max(re.split("…", way), key=len).strip() for way in ways]
        return [way.removeprefix("ka ").strip() for way in whole]


def read_evidence(lessons: Path) -> list[Evidence]:
    """The rows of the lexicon; none when there is no such file or table."""
    path = lessons / LEXICON_FILE
    if not path.is_file():
        return []
    rows: list[Evidence] = []
    within = False
    for line in path.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if tuple(cells) == _HEADING:
            within = True
        elif not line.startswith("|"):
            within = False
        elif within and len(cells) == 4 and not set(cells[0]) <= set("-: "):
            rows.append(Evidence(*cells))
    return rows


def evidence_for(rows: Iterable[Evidence], words: str) -> list[Evidence]:
    """The rows of which the text has one of the forms."""
    told = _MARKS.sub("", words).lower()
    return [
        row
        for row in rows
        if any(
            len(form) > 2 and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", told)
            for form in row.forms
        )
    ]
