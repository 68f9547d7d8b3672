"""Text → tokens: every written word as letters to be read, with the pause after it."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from builder.narration.voices.bambara import numbers
from builder.narration.voices.bambara.letters import address, is_acronym, names, spelled
from builder.narration.voices.bambara.spelling import unread

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
_SILENT_SIGNS = frozenset("«»“”„\"‹›*#_/\\’'‘ʼ`´-‐‑\u200b\u200c\u200d\u2060\ufeff\u00ad~^°")
_SIGN_WORDS = {"&": "àní", "+": "ní", "=": "yé", "№": "nimɔrɔ", "@": "árobasi", "%": "kɛ̀mɛsarada"}
_DIGITS_FOLLOW = {"píni", "kɔdi", "kɔdu", "code", "nimɔrɔ", "nímɔrɔ"}
_SHORTEST_CODE = 4

_LETTER = r"[^\W\d_]"
_MARK = r"[\u0300-\u036f]"
_GROUP = r"[   .]"
_NUMBER = rf"\d{{1,3}}(?:{_GROUP}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"
_SCANNER = re.compile(
    rf"""
    (?P<address>(?:https?://|www\.)[^\s«»]*[^\s«».,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+
        |\b[a-zA-Z0-9-]+\.(?:com|org|net|info|ml|fr|gov|gouv)\b(?:/[^\s«»]*[^\s«».,;:!?)])?)
    |(?P<date>\b(?:\d{{4}}-\d\d-\d\d|\d\d?/\d\d?/\d{{4}})\b)
    |(?P<hour>\b\d\d?(?:\s?h\s?(?:[0-5]\d)?|:[0-5]\d)(?![\w:]))
    |(?P<phone>(?<![\w+])\+\d{{1,3}}(?:[   .-]?\d\d){{3,6}}(?!\d)
        |(?<!\w)\d\d(?:[   .-]\d\d){{2,5}}(?![\w]))
    |(?P<money>(?<!\w)(?:{_NUMBER})\s?(?:F\s?CFA|FCFA|CFA|XOF|francs?\ CFA|francs?|F)(?!\w))
    |(?P<percent>(?<!\w)(?:{_NUMBER})\s?%)
    |(?P<ordinal>(?<!\w)\d{{1,12}}(?:nan|er|ère|ère|e|ème|ème)(?!\w))
    |(?P<number>(?<!\w)(?:{_NUMBER})(?!\w))
    |(?P<mixed>(?:{_LETTER}{_MARK}*)*\d(?:\w)*)
    |(?P<word>{_LETTER}{_MARK}*(?:{_LETTER}|{_MARK}|[’'ʼ‘](?={_LETTER})|[-‐‑](?={_LETTER}))*[’'ʼ‘]?)
    |(?P<sign>\S)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """`index` counts the whitespace-separated words of the text; several tokens may share one."""

    index: int
    form: str
    pause: Pause = ""
    is_french: bool = False


@dataclass(frozen=True)
class Normal:
    """`unreadable` has the characters that nothing is known of, with their offsets."""

    tokens: tuple[Token, ...]
    unreadable: tuple[tuple[int, str], ...]


Known = Callable[[str], bool]


def normalize(text: str, *, knows: Known = lambda form: False, in_francs: bool = False) -> Normal:
    """The tokens of a text in order. `knows` says whether a form is a Bambara word."""
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    shouted = not any(character.islower() for character in text)
    tokens: list[Token] = []
    unreadable: list[tuple[int, str]] = []
    quoted = False
    for match in _SCANNER.finditer(text):
        kind, piece = match.lastgroup, match[0]
        index = bisect_right(starts, match.start()) - 1
        if kind == "sign":
            quoted = piece == "«" or (quoted and piece != "»")
            if piece in "-–" and _between_digits(text, match):
                tokens.append(Token(index, "fɔ́"))
            elif piece == "°" and tokens and tokens[-1].form in ("n", "N"):
                tokens[-1] = replace(tokens[-1], form="nímɔrɔ")
            elif piece in _PAUSE_OF_SIGN:
                _pause(tokens, _PAUSE_OF_SIGN[piece])
            elif piece in _SIGN_WORDS:
                tokens.append(Token(index, _SIGN_WORDS[piece]))
            elif not _is_silent(text, match.start()):
                unreadable.append((match.start(), piece))
            continue
        if kind == "word":
            letters = unread(piece)
            if letters:
                unreadable += [(match.start() + piece.lower().find(c), c) for c in letters]
                continue
            is_french = (quoted and not knows(piece)) or (_looks_french(piece) and not knows(piece))
            forms = _word(piece, knows=knows, shouted=shouted, is_french=is_french)
            tokens += [Token(index, form, is_french=is_french and form == piece) for form in forms]
        else:
            previous = tokens[-1].form if tokens else ""
            forms = list(_expression(str(kind), piece, previous, in_francs=in_francs))
            if kind == "phone":
                tokens += _phone(match, starts)
            else:
                tokens += [Token(index, form) for form in forms]
    return Normal(tuple(_named_pairs(tokens)), tuple(unreadable))


def _pause(tokens: list[Token], pause: Pause) -> None:
    if tokens and _STRENGTH.index(pause) > _STRENGTH.index(tokens[-1].pause):
        tokens[-1] = replace(tokens[-1], pause=pause)


def _is_silent(text: str, offset: int) -> bool:
    return text[offset] in _SILENT_SIGNS


def _between_digits(text: str, match: re.Match[str]) -> bool:
    return text[: match.start()][-1:].isdigit() and text[match.end() :][:1].isdigit()


@lru_cache(maxsize=1 << 15)
def _looks_french(word: str) -> bool:
    """Letters and endings that Bambara spelling never has."""
    lower = word.lower()
    return bool(re.search(r"[çœæ]|qu|eau|tion$|ouv|eux$|aux$|ph", lower))


def _word(piece: str, *, knows: Known, shouted: bool, is_french: bool) -> list[str]:
    lower = unicodedata.normalize("NFC", piece.lower())
    if lower in names():
        return names()[lower].split()
    bare = piece.rstrip("’'ʼ‘")
    if len(bare) == 1 and bare == piece and not re.match(r"[aeiouɛɔnmŋàáèéìíòóùúńǹâêîôû]", lower):
        return spelled(piece)
    if is_acronym(piece) and not is_french and not knows(piece):
        has_vowel = re.search("[AEIOUƐƆ]", piece)
        if not has_vowel or (not shouted and len(piece) <= 4):
            return spelled(piece)
    return [piece]


def _expression(kind: str, piece: str, previous: str, *, in_francs: bool) -> Iterator[str]:
    if kind == "address":
        yield from address(piece)
    elif kind == "date":
        yield from _date(piece)
    elif kind == "hour":
        hours, _, minutes = re.sub(r"\s", "", piece).replace(":", "h").partition("h")
        yield from numbers.hour(int(hours), int(minutes or 0))
    elif kind == "money":
        amount = _number_part(piece)
        whole, _, fraction = amount.partition(",")
        if fraction:
            yield from ["séfawari", *numbers.decimal(whole, fraction)]
        else:
            yield from numbers.money(int(whole), in_francs=in_francs)
    elif kind == "percent":
        yield from numbers.percent(_number(_number_part(piece), ""))
    elif kind == "ordinal":
        yield from numbers.ordinal(int(re.match(r"\d+", piece)[0]))  # type: ignore[index]
    elif kind == "number":
        yield from _number(_number_part(piece), previous)
    elif kind == "mixed":
        for part in re.findall(r"\d+|[^\W\d_]+", piece):
            yield from (numbers.cardinal(int(part)) if part.isdecimal() else _letters_of(part))


def _letters_of(part: str) -> list[str]:
    return spelled(part) if len(part) < 3 else [part]


def _number_part(piece: str) -> str:
    """The digits, with a comma before decimals."""
    found = re.match(_NUMBER, piece)
    digits = found[0] if found else ""
    if re.fullmatch(rf"\d{{1,3}}(?:{_GROUP}\d{{3}})+(?:,\d+)?", digits):
        return re.sub(_GROUP, "", digits)
    return digits.replace(".", ",")


def _number(digits: str, previous: str) -> list[str]:
    whole, _, fraction = digits.partition(",")
    if fraction:
        return numbers.decimal(whole, fraction)
    by_digit = (len(whole) > 1 and whole.startswith("0")) or len(whole) > 12
    is_code = len(whole) >= _SHORTEST_CODE and previous.lower() in _DIGITS_FOLLOW
    if by_digit or is_code:
        return numbers.digits(whole)
    return numbers.cardinal(int(whole))


def _date(piece: str) -> list[str]:
    parts = [int(part) for part in re.split("[-/]", piece)]
    year, month, day = parts if "-" in piece else parts[::-1]
    if 1 <= month <= 12 and 1 <= day <= 31:
        return numbers.date(day, month, year)
    return [word for part in parts for word in numbers.cardinal(part)]


def _phone(match: re.Match[str], starts: list[int]) -> Iterator[Token]:
    """Digit by digit, with a breath between the groups as they are written."""
    for group in re.finditer(r"\d+", match[0]):
        index = bisect_right(starts, match.start() + group.start()) - 1
        said = [Token(index, word) for word in numbers.digits(group[0])]
        last = group.end() == len(match[0])
        yield from said[:-1]
        yield said[-1] if last else replace(said[-1], pause=",")


def _named_pairs(tokens: list[Token]) -> Iterator[Token]:
    """Names of two words, like *Orange Money*, said as the list says them."""
    number = 0
    while number < len(tokens):
        token = tokens[number]
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        pair = f"{token.form} {following.form}".lower() if following else ""
        if following is not None and pair in names() and not token.pause:
            first, *rest = names()[pair].split()
            yield replace(token, form=first, is_french=False)
            yield replace(following, form="".join(rest) or first, is_french=False)
            number += 2
        else:
            yield token
            number += 1
