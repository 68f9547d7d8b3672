"""Names, abbreviations, addresses and French words: what is not Bambara spelling."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

from builder.narration.voices.bambara.numbers import DIGITS

LETTER_NAMES = {
    "a": "á", "b": "bé", "c": "sé", "d": "dé", "e": "é", "f": "ɛ́fu", "g": "zé", "h": "ási",
    "i": "í", "j": "zí", "k": "ká", "l": "ɛ́li", "m": "ɛ́mu", "n": "ɛ́nu", "o": "ó", "p": "pé",
    "q": "kí", "r": "ɛ́ri", "s": "ɛ́si", "t": "té", "u": "ú", "v": "vé", "w": "dúbulewe",
    "x": "íkisi", "y": "ígirɛki", "z": "zɛ́di", "ɛ": "ɛ́", "ɔ": "ɔ́", "ɲ": "ɲé", "ŋ": "ŋé",
}  # fmt: skip
_CHARACTER_NAMES = LETTER_NAMES | DIGITS
_SIGN_NAMES = {
    ".": "pwɛ́n",
    "@": "árobasi",
    "-": "tíre",
    "_": "tíre dúguma",
    "/": "bári",
    ":": "pwɛ́n fìla",
    "*": "dòlo",
    "#": "díyɛzi",
    "+": "pílisi",
    "=": "égali",
    "&": "é",
    "?": "ɲìninkali",
    "%": "kɛ̀mɛsarada",
}

_ACRONYM = re.compile(r"[A-ZƐƆƝŊ](?:[A-ZƐƆƝŊ0-9]{1,5}|(?:\.[A-ZƐƆƝŊ])+\.?)")


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Names by written form in lower case; the longest have two words."""
    text = files("builder.narration.voices.bambara").joinpath("names.tsv")
    rows = (line.split("\t") for line in text.read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1] for row in rows if len(row) == 2}


@lru_cache(maxsize=1)
def words_of_names() -> frozenset[str]:
    """Every written word that stands in a name."""
    return frozenset(word for name in names() for word in name.split())


def spelled(word: str) -> list[str]:
    """The names of its letters and digits, one by one."""
    return [_CHARACTER_NAMES[c] for c in word.lower() if c in _CHARACTER_NAMES]


def is_acronym(word: str) -> bool:
    """Capitals that are named, not read: short, and without a vowel to read them by."""
    return bool(_ACRONYM.fullmatch(word))


def unnamed(text: str) -> str:
    """The signs of an address or a number that have no name, in order."""
    return "".join(c for c in text if not (c.isalpha() or c in _SIGN_NAMES or c in DIGITS))


def address(text: str, is_own: Callable[[str], bool]) -> list[str]:
    """A web or e-mail address, or a code for the keypad: its words, and its signs by name."""
    words: list[str] = []
    text = re.sub(r"^https?://", "", text)  # nobody says it, and no one types it
    for part in re.findall(r"[^\W\d_]+|\d|[^\w\s]|_", text):
        lower = part.lower()
        if part in _SIGN_NAMES:
            words += _SIGN_NAMES[part].split()
        elif is_own(part):
            words.append(part)
        elif lower in names():
            words += names()[lower].split()
        elif part.isdigit() or len(part) < 3 or not re.search("[aeiouɛɔ]", lower):
            words += spelled(part)
        else:
            words.append(part)
    return words
