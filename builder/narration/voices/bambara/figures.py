"""What is written with figures: dates, hours, amounts, codes and telephone numbers as words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence

from builder.narration.voices.bambara import numbers
from builder.narration.voices.bambara.letters import address, names, spelled

_GROUP = r"[ \u202f\u00a0.]"
NUMBER = (
    rf"[0-9]{{1,3}}(?:{_GROUP}[0-9]{{3}})+(?![0-9])(?:,[0-9]+)?"
    r"|[0-9]{1,3}(?:,[0-9]{3}){2,}(?![0-9])|[0-9]+(?:[.,][0-9]+)?"
)
FRENCH_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
BAMBARA_MONTHS = (
    "zanwuye", "feburuye", "marisi", "awirili", "mɛ", "zuwɛn",
    "zuluye", "uti", "sɛtanburu", "ɔkutɔburu", "nowanburu", "desanburu",
)  # fmt: skip
_CODES = {"píni", "kɔdi", "kɔdu", "code", "nimɔrɔ", "nímɔrɔ"}
_WORDS_BETWEEN = 2
"""*PIN ye 1234 ye*, *nimɔrɔ min ye 1234*: so many words may stand before the figures."""
_SHORTEST_CODE = 4
_THIS_CENTURY = 2000


def said(
    kind: str,
    piece: str,
    before: Sequence[str],
    *,
    is_own: Callable[[str], bool],
    in_francs: bool,
) -> list[str]:
    """The words for a piece that the scanner found; `before` are the words of its clause."""
    if kind in ("address", "keypad"):
        return address(piece, is_own)
    if kind == "date":
        return _date(piece)
    if kind == "hour":
        return _hour(piece)
    if kind == "money":
        whole, _, fraction = number_part(piece).partition(",")
        if fraction:
            return ["séfawari", *numbers.decimal(whole, fraction)]
        return numbers.money(int(whole), in_francs=in_francs)
    if kind == "percent":
        return numbers.percent(_number(number_part(piece), ()))
    if kind == "half":
        return numbers.half(int(piece.rstrip("½ ") or 0))
    if kind == "ordinal":
        return numbers.ordinal(int("".join(c for c in piece if c in numbers.DIGITS)))
    if kind == "number":
        return _number(number_part(piece), before)
    return _mixed(piece, is_own)


def is_date(piece: str) -> bool:
    """Whether there is such a day: *31/02/2026* is none."""
    year, month, day = _day(piece)
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or _THIS_CENTURY, month)[1]


def number_part(piece: str) -> str:
    """The digits, with a comma before decimals."""
    found = re.match(NUMBER, piece)
    digits = found[0] if found else ""
    if re.fullmatch(rf"[0-9]{{1,3}}(?:{_GROUP}[0-9]{{3}})+(?:,[0-9]+)?", digits):
        return re.sub(_GROUP, "", digits)
    if digits.count(",") > 1:
        return digits.replace(",", "")
    return digits.replace(".", ",")


def _number(digits: str, before: Sequence[str]) -> list[str]:
    whole, _, fraction = digits.partition(",")
    if fraction:
        return numbers.decimal(whole, fraction)
    by_digit = (len(whole) > 1 and whole.startswith("0")) or len(whole) > 12
    near = {word.lower() for word in before[-1 - _WORDS_BETWEEN :]}
    if by_digit or (len(whole) >= _SHORTEST_CODE and near & _CODES):
        return numbers.digits(whole)
    return numbers.cardinal(int(whole))


def _date(piece: str) -> list[str]:
    year, month, day = _day(piece)
    return numbers.date(day, month, year)


def _day(piece: str) -> tuple[int | None, int, int]:
    """Year, month, day; None without a year."""
    parts = re.split(r"[-/.\s]+", piece)
    if len(parts[0]) == 4:
        year, month, day = (int(part) for part in parts)
        return year, month, day
    first = int(parts[0].removesuffix("er"))
    named = parts[1].lower().removesuffix("kalo")
    months = next((ms for ms in (FRENCH_MONTHS, BAMBARA_MONTHS) if named in ms), None)
    month = months.index(named) + 1 if months else int(named)
    if len(parts) < 3:
        return None, month, first
    return int(parts[2]) + (_THIS_CENTURY if len(parts[2]) == 2 else 0), month, first


def _hour(piece: str) -> list[str]:
    return numbers.hour(*(int(part) for part in re.findall("[0-9]+", piece)))


def _mixed(piece: str, is_own: Callable[[str], bool]) -> list[str]:
    if is_own(piece):
        return [piece]
    words: list[str] = []
    for part in re.findall(r"[0-9]+|[^\W\d_]+", piece):
        if part.isdecimal():
            words += numbers.cardinal(int(part))
        elif is_own(part):
            words.append(part)
        elif part.lower() in names():
            words += names()[part.lower()].split()
        else:
            words += spelled(part) if len(part) < 3 else [part]
    return words
