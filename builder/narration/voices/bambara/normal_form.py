"""Text → tokens: every written word as letters to be read, with the pause after it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from builder.narration.voices.bambara import numbers
from builder.narration.voices.bambara.figures import (
    BAMBARA_MONTHS,
    FRENCH_MONTHS,
    NUMBER,
    is_date,
    said,
)
from builder.narration.voices.bambara.letters import is_acronym, names, spelled, unnamed
from builder.narration.voices.bambara.spelling import has_marks, unread

Pause = Literal["", ",", ";", ":", ".", "!", "?"]
_STRENGTH: tuple[Pause, ...] = ("", ",", ";", ":", ".", "!", "?")
_PAUSE_OF_SIGN: dict[str, Pause] = {
    **dict.fromkeys("…․.", "."),
    **dict.fromkeys("()[]{}—–،|•·", ","),
    ",": ",",
    ";": ";",
    ":": ":",
    "!": "!",
    "?": "?",
}
_SILENT_SIGNS = frozenset("«»“”„\"‹›*_/\\’'‘ʼ`´-‐‑\u200b\u200c\u200d\u2060\ufeff\u00ad~^°")
_SIGN_WORDS = {
    "&": "àní", "+": "ní", "=": "yé", "№": "nimɔrɔ", "@": "árobasi", "#": "díyɛzi",
    "%": "kɛ̀mɛsarada",
}  # fmt: skip
_MALIAN_DIGITS = 8
_HYPHENS = str.maketrans("‐‑", "--")
_APOSTROPHES = str.maketrans("'ʼ‘`´", "’’’’’")

_LETTER = r"[^\W\d_]"
_MARK = r"[\u0300-\u036f]"
_MONEY = r"(?:F\s?CFA|FCFA|CFA|XOF|francs?\ CFA|francs?|F)(?!\w)"
_SCANNER = re.compile(
    rf"""
    (?P<address>(?:https?://|www\.)[^\s«»]*[^\s«».,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+
        |\b[a-zA-Z0-9-]+\.(?:com|org|net|info|ml|fr|gov|gouv)\b(?:/[^\s«»]*[^\s«».,;:!?)])?)
    |(?P<keypad>(?<![\w*\#])[*\#][0-9][0-9*\#]*)
    |(?P<date>(?<!\w)(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}
        |(?P<day>[0-9]{{1,2}})(?P<apart>[-/.])[0-9]{{1,2}}(?P=apart)[0-9]{{4}}
        |[0-9]{{2}}/[0-9]{{2}}/[0-9]{{2}}
        |[0-9]{{1,2}}(?:er)?\s+(?i:{"|".join(FRENCH_MONTHS)}
            |(?:{"|".join(BAMBARA_MONTHS)})(?:kalo)?)(?:\s+[0-9]{{4}})?)(?![\w/]))
    |(?P<hour>(?<!\w)(?:[0-9]{{1,2}}\s?h(?:\s?[0-5][0-9](?:\s?(?:mn|min))?)?
        |(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?)(?![\w:]))
    |(?P<phone>(?<![\w+])\(?\+[0-9]{{1,3}}\)?(?:[\ \u00a0\u202f.-]?[0-9]{{2}}){{3,6}}(?![0-9])
        |(?<!\w)[0-9]{{2}}(?:[\ \u00a0\u202f.-][0-9]{{2}}){{2,5}}(?!\w)
        |(?<!\w)(?![0-9]*000\b)[24-9][0-9]{{7}}(?![\w,.][0-9]|\w|\s?%|\s?{_MONEY}))
    |(?P<money>(?<!\w)(?:{NUMBER})\s?{_MONEY})
    |(?P<percent>(?<!\w)(?:{NUMBER})\s?%)
    |(?P<half>(?<!\w)(?:[0-9]{{1,9}}\s?)?½(?!\w))
    |(?P<ordinal>(?<!\w)[0-9]{{1,12}}(?:nan|er|ère|ère|e|ème|ème)(?!\w))
    |(?P<number>(?<!\w)(?:{NUMBER})(?!\w))
    |(?P<mixed>(?:{_LETTER}{_MARK}*)*[0-9]\w*)
    |(?P<dotted>(?<!\w)(?:[A-ZƐƆƝŊ]\.){{2,}}(?:[A-ZƐƆƝŊ](?!\w))?)
    |(?P<word>{_LETTER}{_MARK}*
        (?:{_LETTER}|{_MARK}|[’'ʼ‘`´](?={_LETTER})|[-‐‑](?={_LETTER}))*[’'ʼ‘]?)
    |(?P<sign>\S)
    """,
    re.VERBOSE,
)
_TWO_WORDS = re.compile(rf"((?:{_LETTER})+)\s+((?:{_LETTER})+)")
_SYLLABLES = re.compile(r"[nmŋ]?(?:[^\Waeiouɛɔ]{0,2}[aeiouɛɔ]+n?)+w?")


@dataclass(frozen=True)
class Token:
    """`index` counts the whitespace-separated words of the text; several tokens may share one.

    `is_marked` when the text itself has tone marks on the word.
    """

    index: int
    form: str
    pause: Pause = ""
    is_french: bool = False
    is_marked: bool = False


@dataclass(frozen=True)
class Normal:
    """`unreadable` has the characters that nothing is known of, with their offsets."""

    tokens: tuple[Token, ...]
    unreadable: tuple[tuple[int, str], ...]


Known = Callable[[str], bool]


def _nothing(form: str) -> bool:
    return False


def normalize(
    text: str, *, knows: Known = _nothing, is_own: Known = _nothing, in_francs: bool = False
) -> Normal:
    """The tokens of a text in order.

    `knows` says whether a form is a Bambara word, `is_own` whether the author has said how to
    read it, which wins over the names.
    """
    return _Normalizer(text, knows, is_own, in_francs=in_francs).normal()


def is_one_word(text: str) -> bool:
    """Whether a text is looked up as it stands: no figures to count, no second word."""
    match = _SCANNER.fullmatch(text)
    return match is not None and match.lastgroup in ("word", "mixed")


class _Normalizer:
    """One text, from its beginning to its end."""

    def __init__(self, text: str, knows: Known, is_own: Known, *, in_francs: bool) -> None:
        self.text = text
        self.knows = knows
        self.is_own = is_own
        self.in_francs = in_francs
        self.starts = [match.start() for match in re.finditer(r"\S+", text)]
        self.shouted = not any(character.islower() for character in text)
        self.tokens: list[Token] = []
        self.unreadable: list[tuple[int, str]] = []
        self.quoted = False

    def normal(self) -> Normal:
        end = 0
        for match in _SCANNER.finditer(self.text):
            if match.start() < end:
                continue
            kind, piece, start = str(match.lastgroup), match[0], match.start()
            if kind == "sign":
                self._sign(match)
            elif kind == "word":
                end = self._pair(start) or self._single(start, piece)
            elif kind == "dotted":
                letters = piece.replace(".", "")
                name = names().get(letters.lower(), "")
                self._add(start, name.split() or spelled(letters))
            elif kind == "phone":
                self._phone(match)
            elif kind == "date" and not is_date(piece):
                self.unreadable += [(start + piece.index(c), c) for c in piece if c in "/.-"][:1]
            else:
                self._figures(kind, piece, start)
        return Normal(tuple(self.tokens), tuple(self.unreadable))

    def _add(self, start: int, forms: list[str]) -> None:
        self.tokens += [Token(self._index(start), form) for form in forms]

    def _index(self, start: int) -> int:
        return bisect_right(self.starts, start) - 1

    def _sign(self, match: re.Match[str]) -> None:
        sign, start = match[0], match.start()
        self.quoted = sign == "«" or (self.quoted and sign != "»")
        before, after = self.text[:start][-1:], self.text[start + 1 :][:1]
        if sign in "-–" and re.fullmatch("[0-9h]", before) and after.isdigit():
            self._add(start, ["fɔ́"])
        elif after.isdigit() and (
            (sign in "-–" and (not before or before.isspace()))
            or (sign == "/" and before.isdigit())
        ):
            self.unreadable.append((start, sign))  # less than nothing, or a part of it
        elif sign == "°" and self.tokens and self.tokens[-1].form in ("n", "N"):
            self.tokens[-1] = replace(self.tokens[-1], form="nímɔrɔ")
        elif sign in _PAUSE_OF_SIGN:
            _pause(self.tokens, _PAUSE_OF_SIGN[sign])
        elif sign in _SIGN_WORDS:
            self._add(start, [_SIGN_WORDS[sign]])
        elif sign not in _SILENT_SIGNS:
            self.unreadable.append((start, sign))

    def _pair(self, start: int) -> int:
        """Takes in a name of two words, like *Orange Money*; where it ends, 0 when it is none."""
        if self.text[start].lower() not in _first_letters_of_pairs():
            return 0
        match = _TWO_WORDS.match(self.text, start)
        pair = f"{match[1]} {match[2]}".lower() if match else ""
        if not match or pair not in names() or self.is_own(match[1]) or self.is_own(match[2]):
            return 0
        first, *rest = names()[pair].split()
        self._add(start, [first])
        self._add(match.start(2), rest)
        return match.end()

    def _single(self, start: int, piece: str) -> int:
        written = piece.translate(_HYPHENS).translate(_APOSTROPHES)
        if letters := unread(written):
            self.unreadable += [(start + piece.lower().find(c), c) for c in letters]
            return 0
        is_french = (self.quoted or _looks_french(written)) and not self.knows(written)
        for form in _word(written, self, is_french=is_french):
            as_written = form == written
            token = Token(
                self._index(start),
                form,
                is_french=is_french and as_written,
                is_marked=as_written and has_marks(written),
            )
            self.tokens.append(token)
        return 0

    def _figures(self, kind: str, piece: str, start: int) -> None:
        strange = unread("".join(c for c in piece if c.isalpha()))
        if kind in ("address", "keypad", "mixed"):
            strange += unnamed(piece)
        if strange:
            self.unreadable += [(start + piece.lower().find(c), c) for c in strange]
            return
        before: list[str] = []
        for token in self.tokens:
            before = [] if token.pause and token.pause != ":" else [*before, token.form]
        forms = said(kind, piece, before, is_own=self.is_own, in_francs=self.in_francs)
        self._add(start, forms)

    def _phone(self, match: re.Match[str]) -> None:
        """Digit by digit, with a breath between the groups as they are written, or two by two."""
        groups = list(re.finditer("[0-9]+", match[0]))
        if len(groups) == 1 and len(match[0]) == _MALIAN_DIGITS:
            groups = list(re.finditer("[0-9]{2}", match[0]))
        for group in groups:
            self._add(match.start() + group.start(), numbers.digits(group[0]))
            if group is not groups[-1]:
                self.tokens[-1] = replace(self.tokens[-1], pause=",")


@lru_cache(maxsize=1)
def _first_letters_of_pairs() -> frozenset[str]:
    """Spares most words the search for a second one."""
    return frozenset(name[0] for name in names() if " " in name)


def _pause(tokens: list[Token], pause: Pause) -> None:
    if tokens and _STRENGTH.index(pause) > _STRENGTH.index(tokens[-1].pause):
        tokens[-1] = replace(tokens[-1], pause=pause)


@lru_cache(maxsize=1 << 15)
def _looks_french(word: str) -> bool:
    """Letters and endings that Bambara spelling never has."""
    lower = word.lower()
    return bool(re.search(r"[çœæ]|qu|eau|tion$|ouv|eux$|aux$|ph", lower))


def _word(piece: str, text: _Normalizer, *, is_french: bool) -> list[str]:
    if text.is_own(piece):
        return [piece]
    lower = unicodedata.normalize("NFC", piece.lower())
    if lower in names():
        return names()[lower].split()
    bare = piece.rstrip("’")
    if len(bare) == 1 and bare == piece and not re.match(r"[aeiouɛɔnmŋàáèéìíòóùúńǹâêîôû]", lower):
        return spelled(piece)
    if is_french or text.knows(piece):
        return [piece]
    if is_acronym(piece):
        unsayable = not _SYLLABLES.fullmatch(lower)
        return spelled(piece) if unsayable or (not text.shouted and len(piece) <= 4) else [piece]
    if piece.endswith("w") and (lower[:-1] in names() or is_acronym(piece[:-1])):
        *first, last = _word(piece[:-1], text, is_french=False)  # more than one SMS
        return [*first, last + "w"]
    return [piece]
