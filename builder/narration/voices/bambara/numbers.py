"""Numbers as Bambara says them, in toned spelling."""

from __future__ import annotations

_UNITS = (
    "fú", "kélen", "fìla", "sàba", "náani", "dúuru", "wɔ́ɔrɔ", "wólonwula", "séegin", "kɔ́nɔntɔn",
)  # fmt: skip
_SCALES = ((10**9, "míliyari"), (10**6, "míliyɔn"), (10**3, "wáa"))
DIGITS = dict(zip("0123456789", _UNITS, strict=True))
LARGEST = 10**12 - 1
_AND, _AND_ALSO = "ní", "àní"
_DECIMAL_POINT = "tòmi"
_HALF = "tílancɛ"
_MONTHS = (
    "zánwuye", "féburuye", "màrisi", "áwirili", "mɛ̀", "zúwɛn",
    "zúluye", "úti", "sɛ́tanburu", "ɔ́kutɔburu", "nówanburu", "désanburu",
)  # fmt: skip


def cardinal(number: int) -> list[str]:
    """The words of a whole number; beyond `LARGEST`, its digits one by one."""
    if number > LARGEST:
        return digits(str(number))
    parts: list[list[str]] = []
    rest = number
    for size, name in _SCALES:
        count, rest = divmod(rest, size)
        if count:
            and_ = _AND_ALSO if rest and _run_together(count, rest) else _AND
            after = [and_, *cardinal(rest)] if rest else []
            return [name, *cardinal(count), *after]
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        parts.append(["kɛ̀mɛ"] + (cardinal(hundreds) if hundreds > 1 else []))
    tens, units = divmod(rest, 10)
    if tens:
        parts.append(["tán"] if tens == 1 else ["mùgan"] if tens == 2 else ["bî", _UNITS[tens]])
    if units or not parts:
        parts.append([_UNITS[units]])
    return _joined(parts)


def _run_together(count: int, rest: int) -> bool:
    """Whether the count of a scale and what follows sound like one count: 10 001 is no 11 000."""
    return cardinal(count + rest) == [*cardinal(count), _AND, *cardinal(rest)]


def ordinal(number: int) -> list[str]:
    if number == 1:
        return ["fɔ́lɔ"]
    *words, last = cardinal(number)
    return [*words, last + "nan"]


def decimal(whole: str, fraction: str) -> list[str]:
    """*3,5* is *sàba tòmi dúuru*; a fraction that starts with 0 is read digit by digit."""
    after = digits(fraction) if fraction.startswith("0") else cardinal(int(fraction))
    return [*cardinal(int(whole)), _DECIMAL_POINT, *after]


def digits(text: str) -> list[str]:
    """Each digit by itself, as in a PIN or a telephone number."""
    return [DIGITS[character] for character in text if character in DIGITS]


def percent(words: list[str]) -> list[str]:
    return ["kɛ̀mɛsarada", "lá", *words]


def half(whole: int) -> list[str]:
    """*½* is *tílancɛ*, *2½* is *fìla ní tílancɛ*."""
    return [*cardinal(whole), _AND, _HALF] if whole else [_HALF]


def date(day: int, month: int, year: int | None) -> list[str]:
    """*22/11/2026*: month, then day, then year."""
    words = [_MONTHS[month - 1] + "kalo", "tìle", *cardinal(day)]
    return words if year is None else [*words, "sàn", *cardinal(year)]


def hour(hours: int, minutes: int = 0, seconds: int = 0) -> list[str]:
    words = ["lɛ́rɛ", *cardinal(hours)]
    words += [_AND, "míniti", *cardinal(minutes)] if minutes else []
    return [*words, _AND, "ségɔni", *cardinal(seconds)] if seconds else words


def money(francs: int, *, in_francs: bool) -> list[str]:
    """CFA francs; counted in *dɔ́rɔmɛ* of five francs, as people count, unless `in_francs`."""
    if in_francs or francs % 5:
        return ["séfawari", *cardinal(francs)]
    return ["dɔ́rɔmɛ", *cardinal(francs // 5)]


def _joined(parts: list[list[str]]) -> list[str]:
    words = list(parts[0])
    for part in parts[1:]:
        words += [_AND, *part]
    return words
