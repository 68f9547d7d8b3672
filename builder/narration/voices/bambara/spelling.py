"""Bambara orthography → phones, with the tones that the spelling itself marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

GRAVE, ACUTE, CIRCUMFLEX, CARON = "\u0300", "\u0301", "\u0302", "\u030c"
TONE_OF_MARK = {GRAVE: "L", ACUTE: "H", CIRCUMFLEX: "F", CARON: "R"}
MARK_OF_TONE = {tone: mark for mark, tone in TONE_OF_MARK.items()}
NASAL_MARK = "\u0303"

VOWELS = "ieɛaɔou"
APOSTROPHES = "’'ʼ‘`´"
"""U+2019 is the right one; the others are what keyboards give."""

_CONSONANTS = {
    **{letter: letter for letter in "bdfhklmnprstvwzɲŋ"},
    "c": "tʃ",
    "j": "dʒ",
    "y": "j",
    "g": "ɡ",
    "q": "k",
    "ʃ": "ʃ",
    "ɾ": "r",
    "ɡ": "ɡ",
    "ƴ": "j",
}
_PAIRS = {"sh": "ʃ", "kh": "x"}
_OTHER_LETTERS = {"x": ("k", "s"), "ç": ("s",), "ʒ": ("ʒ",), "ġ": ("ɡ",)}
_NASALS = {"n", "m", "ŋ", "ɲ"}
_PLACE = {
    **dict.fromkeys(("p", "b", "f", "v", "m"), "m"),
    **dict.fromkeys(("k", "ɡ", "ŋ", "x", "h"), "ŋ"),
    **dict.fromkeys(("ɲ", "tʃ", "dʒ", "j"), "ɲ"),
}


@dataclass(frozen=True)
class Phone:
    """One sound. A nucleus (vowel or syllabic nasal) has a tone: H, L, F, R, or "" when unknown."""

    symbol: str
    is_nucleus: bool = False
    is_long: bool = False
    is_nasal: bool = False
    tone: str = ""

    @property
    def is_vowel(self) -> bool:
        return self.is_nucleus and self.symbol in VOWELS


@dataclass(frozen=True)
class _Letter:
    base: str
    marks: str

    @property
    def is_vowel(self) -> bool:
        return self.base in VOWELS

    @property
    def tone(self) -> str:
        return next((TONE_OF_MARK[mark] for mark in self.marks if mark in TONE_OF_MARK), "")


def without_marks(text: str) -> str:
    """The text with tone marks taken off, in NFC. French é and è lose theirs as well."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONE_OF_MARK))


@lru_cache(maxsize=1 << 15)
def has_marks(word: str) -> bool:
    return any(c in TONE_OF_MARK for c in unicodedata.normalize("NFD", word))


@lru_cache(maxsize=1 << 15)
def read_letters(word: str) -> tuple[Phone, ...]:
    """The phones of one written word. Letters nothing is known of are given back by `unread`."""
    return tuple(_phones(_letters(word)))


@lru_cache(maxsize=1 << 15)
def unread(word: str) -> str:
    """The letters of a word that no rule reads, in order."""
    return "".join(
        letter.base
        for letter in _letters(word)
        if not letter.is_vowel
        and letter.base not in _CONSONANTS
        and letter.base not in _OTHER_LETTERS
        and letter.base not in APOSTROPHES
        and letter.base != "-"
    )


@lru_cache(maxsize=1 << 15)
def _letters(word: str) -> tuple[_Letter, ...]:
    letters: list[_Letter] = []
    for character in unicodedata.normalize("NFD", word.lower()):
        if unicodedata.combining(character) and letters:
            letters[-1] = replace(letters[-1], marks=letters[-1].marks + character)
        else:
            letters.append(_Letter(character, ""))
    # ç and the like are one letter, not a marked one.
    return tuple(
        replace(letter, base="ç") if letter.base == "c" and "\u0327" in letter.marks else letter
        for letter in letters
    )


def _phones(letters: Sequence[_Letter]) -> Iterable[Phone]:
    sounded = [letter for letter in letters if letter.base not in APOSTROPHES]
    index = 0
    after_vowel = False
    while index < len(sounded):
        letter = sounded[index]
        if letter.base == "-":
            after_vowel = False
            index += 1
            continue
        following = sounded[index + 1] if index + 1 < len(sounded) else None
        if letter.is_vowel:
            vowel, index = _vowel(sounded, index)
            yield vowel
            after_vowel = True
            continue
        pair = letter.base + (following.base if following else "")
        if pair == "ny" and index + 2 < len(sounded):
            yield Phone("ɲ")
            index += 2
        elif pair in _PAIRS:
            yield Phone(_PAIRS[pair])
            index += 2
        elif letter.base in _NASALS and not after_vowel and not (following and following.is_vowel):
            yield _syllabic(letter, following)
            index += 1
        elif letter.base == "w" and after_vowel and following is None:
            yield Phone("w")
            index += 1
        else:
            for symbol in _OTHER_LETTERS.get(letter.base, (_CONSONANTS.get(letter.base, ""),)):
                if symbol:
                    yield Phone(symbol)
            index += 1
        after_vowel = False


def _vowel(letters: list[_Letter], index: int) -> tuple[Phone, int]:
    """The vowel that starts here and the index after it, with the n that makes it nasal."""
    first = letters[index]
    tone = first.tone
    index += 1
    is_long = is_nasal = NASAL_MARK in first.marks
    is_long = False
    while index < len(letters) and letters[index].base == first.base:
        second = letters[index].tone
        if second and not tone:
            tone = second
        elif second and second != tone and len(tone) == 1:
            tone = {"LH": "R", "HL": "F"}.get(tone + second, tone)
        is_long = True
        index += 1
    if index < len(letters) and letters[index].base in "nmŋ":
        nasal = letters[index]
        after = letters[index + 1] if index + 1 < len(letters) else None
        ends = after is None
        before_consonant = after is not None and not after.is_vowel
        following = letters[index + 2] if index + 2 < len(letters) else None
        if nasal.base == "n" and after and after.base == "y" and _is_old_ny(following):
            before_consonant = False
        if (ends and nasal.base in "nŋ") or before_consonant:
            is_nasal = True
            index += 1
    phone = Phone(first.base, is_nucleus=True, is_long=is_long, is_nasal=is_nasal, tone=tone)
    return phone, index


def _is_old_ny(following: _Letter | None) -> bool:
    """*shinye* has ɲ; before a, as in *janya*, y begins a suffix after a nasal vowel."""
    return following is not None and following.is_vowel and following.base != "a"


def _syllabic(letter: _Letter, following: _Letter | None) -> Phone:
    symbol = letter.base
    if following is not None and symbol in "nm":
        onset = _PAIRS.get(following.base, _CONSONANTS.get(following.base, ""))
        symbol = _PLACE.get(onset, "n")
    return Phone(symbol, is_nucleus=True, tone=letter.tone)


def nuclei(phones: Iterable[Phone]) -> int:
    return sum(phone.is_nucleus for phone in phones)


def with_tones(phones: Iterable[Phone], tones: str) -> tuple[Phone, ...]:
    """The phones with these tones on their nuclei, in order."""
    left = iter(tones)
    return tuple(replace(p, tone=next(left)) if p.is_nucleus else p for p in phones)


def ipa(phones: Iterable[Phone]) -> str:
    """Broad transcription: `dʒ`, `ɛ̀`, `ã́ː`."""
    return unicodedata.normalize("NFC", "".join(_ipa(phone) for phone in phones))


def _ipa(phone: Phone) -> str:
    nasal = NASAL_MARK if phone.is_nasal else ""
    return phone.symbol + nasal + MARK_OF_TONE.get(phone.tone, "") + ("ː" if phone.is_long else "")
