"""The pronunciation table: word form → surface tones, with what an author adds or corrects."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

from builder.narration.voices.bambara.context import Rules, kind_of, tones_in_context
from builder.narration.voices.bambara.dictionary import derive, key, marks_of
from builder.narration.voices.bambara.letters import names, words_of_names
from builder.narration.voices.bambara.own_words import read_own_words
from builder.narration.voices.bambara.spelling import (
    has_marks,
    nuclei,
    read_letters,
    without_marks,
)
from builder.narration.voices.bambara.tone import default_last_part, spread, toned_spelling_tones
from builder.narration.voices.bambara.usage import decide

_SUFFIXES = (
    "w", "ra", "la", "na", "len", "nen", "li", "ni", "nin", "ya", "baa", "baga", "bali",
    "lan", "nan", "ma", "man", "tɔ", "ka", "ba", "la", "so", "ko", "yɔrɔ", "den", "tigi",
)  # fmt: skip
_SHORTEST_PART = 2
_SIGNS = '«»“”"(),;:!?….‹›'
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"
_PLAIN_WORD = re.compile(
    rf"[{_SIGNS}]*"
    rf"(?:[aeiouɛɔnAEIOUƐƆN]|{_LETTER}(?:(?![A-ZƐƆŊƝ])(?:{_LETTER}|[’-]))+)"
    rf"[{_SIGNS}]*"
)
"""A word read as it is written: no figure, no sign to say, no capitals to spell."""
_ELIDED = {"k": "ka", "y": "ye", "b": "bɛ", "t": "tɛ", "n": "ni", "m": "ma", "d": "di", "s": "se"}


@dataclass(frozen=True)
class PronunciationTable:
    """Tones by word form, with `rules` for words that have two.

    `spellings` are words an author has read as another toned spelling says; `digest` changes with
    anything but those and `french`, which `own_words_in` gives for each text.
    """

    tones: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    rules: Rules = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    """Those words as the author wrote them, with their accents."""
    french: frozenset[str] = frozenset()
    """Words read with French letters' values."""
    digest: str = ""

    def own_words_in(self, text: str) -> tuple[str, ...]:
        """What the author's file says of words in `text`, of their parts and their forms.

        One word too many costs a clip made again; one too few would keep an old pronunciation.
        """
        found: set[str] = set()
        for word in text.split() if self._own_words else ():
            if word not in self._found_in:
                self._found_in[word] = self._own_words_of(word)
            found.update(self._found_in[word])
        return tuple(sorted(found))

    def is_own(self, word: str) -> bool:
        """Whether the author has said how to read this very word, or what it is the plural of."""
        return bool(self._own_words) and (
            key(word) in self._own_words or bool(self.own_spelling(word))
        )

    def has_written(self, word: str) -> bool:
        """Whether the author corrects this word with these very accents, like *Koné*."""
        return unicodedata.normalize("NFC", word.lower()) in self.written

    def own_spelling(self, word: str) -> str:
        """How the author has said to read a word, "" for other words."""
        form = key(word)
        if form in self.spellings or form in self.tones or form in self.french:
            return self.spellings.get(form, "")
        stem = self.spellings.get(form.removesuffix("w"), "")
        return f"{stem}w" if stem else ""

    @cached_property
    def _own_words(self) -> Mapping[str, str]:
        """Form → a line that says all the author wrote of it."""
        return {
            form: f"{form} {'fr ' * (form in self.french)}{self.spellings.get(form, '')}"
            for form in {**self.spellings, **dict.fromkeys(self.french)}
        }

    @cached_property
    def _found_in(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _own_words_of(self, word: str) -> tuple[str, ...]:
        form = key(word.strip(_SIGNS))
        if not _PLAIN_WORD.fullmatch(word) or form in words_of_names():
            return tuple(self._own_words.values())  # figures, letters, names: said in other words
        own = self._own_parts(form)
        for part in own[:]:
            if (said := self.spellings.get(part, "")) and not has_marks(said):
                own += self._own_parts(key(said))  # read as if the lesson said that
        return tuple(self._own_words[part] for part in own)

    def _own_parts(self, form: str) -> list[str]:
        *elided, _ = form.split("’")
        heard = " ".join([*(_ELIDED.get(head, head) for head in elided), form])
        return [own for own in self._own_words if own in heard]

    def tones_of(self, word: str, before: str = "", after: str = "") -> tuple[str, bool]:
        """Surface tones of an unmarked word, and whether the table knows them.

        `before` and `after` are its neighbours in the clause, "" at the edges.
        """
        form = key(word)
        count = nuclei(read_letters(word))
        found = ""
        if form in self.rules and (before or after):
            found = tones_in_context(form, key(before), key(after), self.kinds, self.rules)
        found = found or self.tones.get(form, "")
        if found and len(found) == count:
            return found, True
        inflected = (
            self._elided(form, count) or self._hyphened(word, count) or self._inflected(form, count)
        )
        if inflected:
            return inflected, True
        compound = self._compound(form, count)
        if compound:
            return compound, True
        return spread(_guess(word) + "." * (count - 1), default_last_part(count)), False

    def tones_of_marked(self, word: str) -> str:
        """Surface tones of a word with marks: the table's where they bear the marks out, as it
        knows the parts of the word; else those of the marks alone."""
        known = self.tones.get(key(word), "")
        marks = marks_of(word)
        borne_out = len(known) == len(marks) and all(
            mark in (".", tone) for mark, tone in zip(marks, known, strict=True)
        )
        return known if borne_out else toned_spelling_tones(word)

    def lists(self, word: str) -> bool:
        """Whether the word stands in the table as it is, or as an inflected form."""
        form = key(word)
        if form in self.spellings or form in self.tones:
            return True
        count = nuclei(read_letters(word))
        return bool(self._hyphened(word, count) or self._inflected(form, count))

    def kind_of(self, word: str) -> str:
        """Part of speech as Bamadaba abbreviates it, "?" when unknown."""
        return kind_of(key(word), self.kinds)

    def stands(self, word: str) -> bool:
        """Whether the very form is in the table."""
        return key(word) in self.tones

    def knows(self, word: str) -> bool:
        return key(word) in self.spellings or key(word) in self.french or self.tones_of(word)[1]

    def _elided(self, form: str, count: int) -> str:
        """*k’a*, *kan’i*: the vowel before the apostrophe is gone, but its high tone is not."""
        head, _, tail = form.partition("’")
        if not tail:
            return ""
        full = _ELIDED.get(head, head)
        first = self.tones_of(full)[0]
        second = self.tones_of(tail)[0]
        before = count - nuclei(read_letters(tail))
        if first[-1:] == "H" and second[:1] == "L":
            second = "H" + second[1:]
        tones = first[:before] + second
        return tones if len(tones) == count else ""

    def _hyphened(self, word: str, count: int) -> str:
        """*kelen-kelen*: each part has its own tones, if all are known."""
        parts = [part for part in word.split("-") if part]
        if len(parts) < 2 or not all(self.lists(part) for part in parts):
            return ""
        tones = "".join(self.tones_of(part)[0] for part in parts)
        return tones if len(tones) == count else ""

    def _inflected(self, form: str, count: int) -> str:
        stem = form.removesuffix("w")
        if stem != form and stem[-1:] in tuple("ieɛaɔoun") and self.lists(stem):
            return self.tones_of(stem)[0]
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
    """The likelier class of a word nobody has marked, by its first letter among those marked."""
    return "L" if key(word)[:1] in "gjmsy" else "H"


@lru_cache(maxsize=1)
def built_in() -> PronunciationTable:
    """The table that comes with the voice."""
    tones: dict[str, str] = {}
    kinds: dict[str, str] = {}
    rules: dict[str, list[tuple[str, str]]] = {}
    for form, word_tones, kind in _rows("pronunciations.tsv"):
        tones[form], kinds[form] = word_tones, kind
    for form, feature, word_tones in _rows("neighbours.tsv"):
        rules.setdefault(form, []).append((feature, word_tones))
    decide(tones, rules)
    for form, spelling in names().items():
        if without_marks(spelling) == form:
            tones.setdefault(form, toned_spelling_tones(spelling))
    return PronunciationTable(tones, kinds, rules, digest=_digest(tones, kinds, rules))


def _digest(tones: Mapping[str, str], kinds: Mapping[str, str], rules: Rules) -> str:
    content = repr([sorted(part.items()) for part in (tones, kinds, rules, names())])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _rows(name: str) -> list[list[str]]:
    text = files("builder.narration.voices.bambara").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


def load_table(
    pronunciations: Path | None = None, dictionary: Path | None = None
) -> PronunciationTable:
    """The built-in table over a dictionary (MDF), under an author's file; re-read when changed.

    Raises ProblemsFound when the author's file cannot be read.
    """
    return _load(_state(pronunciations), _state(dictionary))


_State = tuple[Path, int, int] | None


def _state(path: Path | None) -> _State:
    if path is None or not path.is_file():
        return None
    about = path.stat()
    return path, about.st_mtime_ns, about.st_size


@lru_cache(maxsize=8)
def _load(pronunciations: _State, dictionary: _State) -> PronunciationTable:
    table = built_in()
    if dictionary:
        facts = derive(dictionary[0])
        tones, kinds = {**facts.tones, **table.tones}, {**facts.kinds, **table.kinds}
        digest = _digest(tones, kinds, table.rules)
        table = replace(table, tones=tones, kinds=kinds, digest=digest)
    return _with_author(table, pronunciations[0]) if pronunciations else table


def _with_author(table: PronunciationTable, path: Path) -> PronunciationTable:
    """The table with the authors' own words. Raises ProblemsFound with every fault of the file."""
    own = read_own_words(path)
    return replace(
        table,
        tones={**table.tones, **own.tones},
        spellings=own.spellings,
        written=own.written,
        french=own.french,
    )
