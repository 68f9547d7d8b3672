"""One term for one idea: the table of `LEXIQUE.md` against every Bambara text of the course.

A row « idée | dire | ne pas dire » under a heading of those three words is read; several words
stand between semicolons. Anything else in the file is for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.errors import Problem
from builder.lesson.course import Course
from builder.narration.voices.bambara import BAMBARA

LEXICON_FILE = "LEXIQUE.md"
_HEADING = ("idée", "dire", "ne pas dire")
# Each exists with ɛ or ɔ only, or nearly: the letter was lost on a French keyboard.
_LOST_LETTERS = {
    "be": "bɛ", "te": "tɛ", "ke": "kɛ", "fe": "fɛ", "do": "dɔ", "togo": "tɔgɔ", "mogo": "mɔgɔ",
}  # fmt: skip
_QUOTED = re.compile(r"«[^»]*»")


@dataclass(frozen=True)
class Term:
    """An idea and how it is said here; `avoided` is lower case."""

    idea: str
    said: str
    avoided: tuple[str, ...]


def read_terms(path: Path) -> list[Term]:
    """The rows of the table; none when there is no such file or table."""
    if not path.is_file():
        return []
    terms: list[Term] = []
    within = False
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("*") for cell in line.strip().strip("|").split("|")]
        if tuple(cells) == _HEADING:
            within = True
        elif not line.startswith("|"):
            within = False
        elif within and len(cells) == 3 and not set(cells[0]) <= set("-: "):
            avoided = [word.strip().lower() for word in cells[2].split(";") if word.strip()]
            terms.append(Term(cells[0], cells[1], tuple(avoided)))
    return terms


def term_problems(course: Course) -> Iterator[Problem]:
    """Words that the course has agreed not to say, and words that have lost their ɛ or ɔ."""
    terms = read_terms(course.folder / LEXICON_FILE)
    for utterance in course.utterances():
        if utterance.language != BAMBARA:
            continue
        text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), utterance.text).lower()
        for term in terms:
            for word in term.avoided:
                if _has(text, word):
                    yield Problem(
                        "term-twice",
                        f"« {word} » : pour « {term.idea} », ce cours dit « {term.said} ».",
                        f"Écris « {term.said} », ou change la ligne dans {LEXICON_FILE}.",
                        utterance.position,
                        "warning",
                    )
        for word, whole in _LOST_LETTERS.items():
            if _has(text, word):
                yield Problem(
                    "text-lost-letter",
                    f"« {word} » a sans doute perdu une lettre : « {whole} » ?",
                    f"Écris « {whole} » avec ɛ ou ɔ, ou mets un mot français entre « ».",
                    utterance.position,
                    "warning",
                )


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<![\w’]){re.escape(words)}(?![\w’])", text) is not None
