"""The pronunciation table: word form → surface tones, with what an author adds or corrects."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml

from builder.errors import Position, Problem, ProblemsFound
from builder.narration.voices.bambara.dictionary import derive, key
from builder.narration.voices.bambara.spelling import has_marks, nuclei, read_letters, unread
from builder.narration.voices.bambara.tone import default_last_part, spread

_SUFFIXES = (
    "w", "ra", "la", "na", "len", "nen", "li", "ni", "nin", "ya", "baa", "baga", "bali",
    "lan", "nan", "ma", "man", "tɔ", "ka", "ba", "la", "so", "ko", "yɔrɔ", "den", "tigi",
)  # fmt: skip
_SHORTEST_PART = 2


@dataclass(frozen=True)
class PronunciationTable:
    """Tones by word form; `spellings` are words read as another toned spelling says."""

    tones: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    french: frozenset[str] = frozenset()
    """Words read with French letters' values."""

    @property
    def digest(self) -> str:
        """Changes with any pronunciation."""
        content = repr((sorted(self.tones.items()), sorted(self.spellings.items()),
                        sorted(self.french)))  # fmt: skip
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def tones_of(self, word: str) -> tuple[str, bool]:
        """Surface tones of an unmarked word, and whether the table knows them."""
        form = key(word)
        count = nuclei(read_letters(word))
        found = self.tones.get(form)
        if found is not None and len(found) == count:
            return found, True
        inflected = self._inflected(form, count)
        if inflected:
            return inflected, True
        compound = self._compound(form, count)
        if compound:
            return compound, True
        return spread(_guess(word) + "." * (count - 1), default_last_part(count)), False

    def knows(self, word: str) -> bool:
        return key(word) in self.spellings or key(word) in self.french or self.tones_of(word)[1]

    def _inflected(self, form: str, count: int) -> str:
        for suffix in _SUFFIXES:
            stem = form.removesuffix(suffix)
            if stem == form or stem not in self.tones:
                continue
            tones = self.tones[stem]
            more = count - len(tones)
            if more == 0:
                return tones
            if more > 0:
                return _extend(tones, more)
        return ""

    def _compound(self, form: str, count: int) -> str:
        for cut in range(len(form) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            first, second = form[:cut], form[cut:]
            if first in self.tones and second in self.tones:
                tones, last = self.tones[first], len(self.tones[second])
                if len(tones) + last == count:
                    return _extend(tones, last)
        return ""


def _extend(tones: str, more: int) -> str:
    """The tones of a word with a part of `more` nuclei after it (compactness)."""
    if "L" not in tones or tones[0] == "H":
        return tones + tones[-1] * more
    low = tones.rstrip("H") or tones
    return low + "L" * (len(tones) - len(low)) + "H" * more


def _guess(word: str) -> str:
    """The likelier class of a word nobody has marked: most roots in voiced stops are low."""
    return "L" if key(word)[:1] in "bdgjmnz" else "H"


@lru_cache(maxsize=1)
def built_in() -> PronunciationTable:
    """The table that comes with the voice."""
    text = files("builder.narration.voices.bambara").joinpath("pronunciations.tsv")
    rows = (line.split("\t") for line in text.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#"))  # fmt: skip
    return PronunciationTable({form: tones for form, tones in rows})


@lru_cache(maxsize=8)
def load_table(pronunciations: Path | None = None, dictionary: Path | None = None) -> PronunciationTable:
    """The built-in table under a dictionary (MDF) under an author's file.

    Raises ProblemsFound when the author's file cannot be read.
    """
    table = built_in()
    tones = {**(derive(dictionary) if dictionary else {}), **table.tones}
    if pronunciations is None or not pronunciations.is_file():
        return PronunciationTable(tones)
    return _with_author(tones, pronunciations)


def _with_author(tones: dict[str, str], path: Path) -> PronunciationTable:
    problems: list[Problem] = []
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ProblemsFound([_problem(path, f"Ce fichier ne se lit pas : {error}.", "")]) from error
    spellings: dict[str, str] = {}
    words = content.get("mots") if isinstance(content, dict) else None
    for word, toned in (words or {}).items():
        if not isinstance(toned, str) or not toned.strip() or unread(toned.replace(" ", "")):
            problems.append(
                _problem(path, f"La prononciation de « {word} » ne se lit pas.",
                         "Écrivez-la avec les tons : « mùso », « kélen ».")  # fmt: skip
            )
            continue
        spellings[key(str(word))] = toned.strip()
    french = frozenset(key(str(word)) for word in (content.get("français") or ()))
    if problems:
        raise ProblemsFound(problems)
    return PronunciationTable(tones, spellings, french)


def _problem(path: Path, message: str, hint: str) -> Problem:
    return Problem("pronunciation-unreadable", message, hint, Position(path))


def toned_spelling_tones(spelling: str) -> str:
    """Surface tones of a spelling with marks; unmarked syllables follow the compact notation."""
    marks = "".join(p.tone or "." for p in read_letters(spelling) if p.is_nucleus)
    if not has_marks(spelling):
        return ""
    return spread(marks, default_last_part(len(marks)))
