"""`lessons/prononciation.yaml`: what an author adds to the pronunciations, or corrects."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.errors import Position, Problem, ProblemsFound
from builder.narration.voices.bambara.dictionary import key
from builder.narration.voices.bambara.normal_form import is_one_word
from builder.narration.voices.bambara.spelling import nuclei, read_letters, unread
from builder.narration.voices.bambara.tone import toned_spelling_tones
from builder.source.encoding import read_text
from builder.source.tree import PlacedList, PlacedMapping, read_source

KEYS = ("mots", "français")


@dataclass(frozen=True)
class OwnWords:
    """`spellings` are toned spellings by word, `written` the words with the accents that the
    author gave them; `french` are words read with French letters' values."""

    spellings: Mapping[str, str] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    french: frozenset[str] = frozenset()

    @property
    def tones(self) -> dict[str, str]:
        """By word, so that plurals, compounds and elisions follow; none for a change of sounds."""
        tones = {
            form: toned_spelling_tones(said)
            for form, said in self.spellings.items()
            if said.split()[1:] == []
        }
        return {
            form: said
            for form, said in tones.items()
            if said and len(said) == nuclei(read_letters(form))
        }


def read_own_words(path: Path) -> OwnWords:
    """Raises ProblemsFound with every fault of the file."""
    if not any(line.split("#")[0].strip() for line in read_text(path).splitlines()):
        return OwnWords()
    content = read_source(path).data
    problems = [_unknown_key(name, content) for name in content if name not in KEYS]
    words, french = content.get("mots") or {}, content.get("français") or []
    if not isinstance(words, dict):
        message, hint = "« mots » n'a pas la bonne forme.", "Écris par exemple « muso: mùso »."
        problems.append(_problem(message, hint, content.values_at["mots"]))
        words = {}
    if not isinstance(french, list):
        message, hint = "« français » doit être une liste.", "Commence chaque mot par « - »."
        problems.append(_problem(message, hint, content.values_at["français"]))
        french = []
    spellings: dict[str, str] = {}
    for word, toned in words.items():
        if not is_one_word(word):
            problems.append(_not_one_word(word, _key_place(words, word)))
        elif isinstance(toned, str) and toned.strip() and not unread(toned.replace(" ", "")):
            spellings[key(word)] = toned.strip()
        else:
            message = f"La prononciation de « {word} » ne se lit pas."
            hint = "Écris-la avec les tons : « mùso », « kélen »."
            place = words.values_at[word] if isinstance(words, PlacedMapping) else None
            problems.append(_problem(message, hint, place))
    for number, word in enumerate(french):
        if not isinstance(word, str) or not is_one_word(word):
            place = french.items_at[number] if isinstance(french, PlacedList) else None
            problems.append(_not_one_word(word, place))
    if problems:
        raise ProblemsFound(problems)
    return OwnWords(
        spellings,
        frozenset(unicodedata.normalize("NFC", word.lower()) for word in words),
        frozenset(key(word) for word in french),
    )


def _key_place(words: Mapping[str, Any], word: str) -> Position | None:
    return words.keys_at[word] if isinstance(words, PlacedMapping) else None


def _not_one_word(word: object, at: Position | None) -> Problem:
    message = f"« {word} » n'est pas un mot seul : la voix ne le cherche pas ici."
    hint = "Écris chaque mot sur sa ligne ; pour une phrase, écris « say: » dans la leçon."
    return Problem("pronunciation-not-a-word", message, hint, at)


def _unknown_key(name: str, content: PlacedMapping) -> Problem:
    return Problem("key-unknown", f"La clé « {name} » n'existe pas ici.",
                   "Clés possibles : mots, français.", content.keys_at[name])  # fmt: skip


def _problem(message: str, hint: str, at: Position | None) -> Problem:
    return Problem("pronunciation-unreadable", message, hint, at)
