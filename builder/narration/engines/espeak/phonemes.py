"""The `bm` phoneme table: our own vowels and tones over the wheel's consonants."""

from __future__ import annotations

from dataclasses import dataclass, replace

from builder.narration.engines.espeak.tables import Entry, Frame, PhonemeTables, Sounds, Table

TABLE = "bm"
_INCLUDES = "base1"
_FIRST_FREE_CODE = 108
_VOWEL = 2
_TONE = 1

TONE_STEP = 2
TONE_LEVELS = 50
FALL_STEP = 4
FALL_DEPTH = 26
FALL_LEVELS = 19

_BORROWED = {
    "ɲ": ("C0", "sw", "n^"),
    "l": ("C1", "base1", "L"),
    "d": ("C2", "kn", "d"),
    "m": ("C3", "hak", "m"),
    "r": ("C4", "ko", "*"),
    "dʒ": ("C5", "ky", "dZ"),
}
"""Consonants that a recogniser hears better in another table: IPA → (our name, table, name)."""

CONSONANTS = {
    **{symbol: symbol for symbol in "bfhjknpstvwxz"},
    "ɡ": "g",
    "ŋ": "N",
    "tʃ": "tS",
    "ʃ": "S",
    "ʒ": "Z",
    **{symbol: name for symbol, (name, _, _) in _BORROWED.items()},
}
"""IPA → the name of an entry of the base table, or of a borrowed one."""

SYLLABIC = {"m": "m-", "n": "n-", "ɲ": "n-", "ŋ": "N-"}

_LENGTHS_2MS = {False: 70, True: 148}
"""Short and long, in the unit of `phontab`."""


@dataclass(frozen=True)
class Vowel:
    """Peaks and heights of one oral vowel; `kind` is the code of what consonants join it as.

    Formants are of a man's voice: within the ranges published for seven-vowel systems of West
    Africa, spread so that e–ɛ and o–ɔ stay apart on a phone's loudspeaker.
    """

    symbol: str
    key: str
    kind: int
    formants_hz: tuple[int, int, int]
    heights: tuple[int, ...]


# Kinds: #@ 28, #a 29, #e 30, #i 31, #o 32, #u 33.
VOWELS = (
    Vowel("i", "i", 31, (295, 2300, 2950), (26, 63, 50, 44, 36, 26, 11, 4)),
    Vowel("e", "e", 30, (405, 2130, 2720), (30, 72, 58, 49, 38, 28, 12, 5)),
    Vowel("ɛ", "E", 30, (600, 1830, 2580), (39, 87, 74, 59, 46, 33, 14, 6)),
    Vowel("a", "a", 29, (800, 1330, 2550), (42, 94, 80, 56, 42, 26, 12, 6)),
    Vowel("ɔ", "O", 32, (600, 960, 2500), (31, 77, 77, 40, 33, 19, 12, 4)),
    Vowel("o", "o", 32, (390, 770, 2450), (25, 65, 68, 33, 28, 17, 11, 4)),
    Vowel("u", "u", 33, (298, 745, 2300), (24, 66, 50, 23, 20, 15, 8, 3)),
)

_KEYS = {vowel.symbol: vowel.key for vowel in VOWELS}
_UPPER_HZ = (3440, 3850, 7000)
_HIGHEST_CLOSE_F1_HZ = 320
_NASAL_POLE_HZ = 255
_NASAL_F1_HZ = 560
_MURMUR_F1_HZ = 280
_MURMUR_HEIGHTS = (1.0, 0.85, 0.32, 0.3, 0.35, 0.3, 0.3, 0.3)


def vowel_mnemonic(symbol: str, *, long: bool, nasal: bool) -> str:
    return f"{_KEYS[symbol]}{1 + long + 2 * nasal}"


def level_mnemonic(pitch: int) -> str:
    """The level tone nearest to a pitch in the voice's range (0–100)."""
    return f"T{_nearest(pitch, TONE_STEP, TONE_LEVELS):02}"


def fall_mnemonic(pitch: int) -> str:
    """The tone that falls from about this pitch, by `FALL_DEPTH`."""
    return f"F{_nearest(pitch - FALL_DEPTH, FALL_STEP, FALL_LEVELS):02}"


def rise_mnemonic(pitch: int) -> str:
    """The tone that rises from about this pitch, by `FALL_DEPTH`."""
    return f"R{_nearest(pitch, FALL_STEP, FALL_LEVELS):02}"


def _nearest(pitch: int, step: int, levels: int) -> int:
    return min(levels - 1, max(0, round(pitch / step)))


def compose(tables: PhonemeTables, sounds: Sounds) -> PhonemeTables:
    """The tables with `bm` after them; the vowels' spectra are appended to `sounds`."""
    entries: list[Entry] = []

    def add(entry: Entry) -> None:
        entries.append(replace(entry, code=_FIRST_FREE_CODE + len(entries)))

    for vowel in VOWELS:
        for nasal in (False, True):
            for long in (False, True):
                length = _LENGTHS_2MS[long]
                program = sounds.append(_frames(vowel, nasal=nasal))
                name = vowel_mnemonic(vowel.symbol, long=long, nasal=nasal)
                add(Entry(name, 0, program, 0, _VOWEL, vowel.kind, vowel.kind, length, 0))
    level, fall, rise = tables["shn"]["2"], tables["cmn"]["51"], tables["shn"]["1"]
    for index in range(TONE_LEVELS):
        pitch = index * TONE_STEP
        add(replace(level, mnemonic=f"T{index:02}", start=pitch, end=pitch))
    for index in range(FALL_LEVELS):
        low = index * FALL_STEP
        add(replace(fall, mnemonic=f"F{index:02}", start=low, end=low + FALL_DEPTH))
        add(replace(rise, mnemonic=f"R{index:02}", start=low, end=low + FALL_DEPTH))
    for name, table, original in _BORROWED.values():
        # `end` would name the voiceless partner, which Bambara has no use for.
        add(replace(tables[table][original], mnemonic=name, end=0))
    return tables.including(Table(TABLE, tables.number(_INCLUDES), tuple(entries)))


def _frames(vowel: Vowel, *, nasal: bool) -> tuple[Frame, ...]:
    f1, f2, f3 = vowel.formants_hz
    heights = vowel.heights
    widths, right = (220, 160, 120, 120, 120, 120), (200, 168, 152)
    pole = 200 if f1 > _HIGHEST_CLOSE_F1_HZ else 160
    if nasal:
        # Nasal coupling: a pole near 250 Hz, a weak and broad first formant that moves towards
        # the middle, and less above it. Source: Stevens, Acoustic Phonetics (1998), 9.
        pole = _NASAL_POLE_HZ
        _, h1, h2, h3, *rest = heights
        f1 = round(f1 + 0.25 * (_NASAL_F1_HZ - f1))
        heights = (round(h1 * 0.80), round(h1 * 0.61), round(h2 * 0.80), round(h3 * 0.56), *rest)
        widths, right = (160, 240, 160, 128, 120, 120), (140, 248, 184)
    base = Frame(
        formants_hz=(pole, f1, f2, f3, *_UPPER_HZ),
        heights=heights,
        widths=widths,
        right=right,
        lasts_ms=50,
        loudness=92,
    )
    opening = (_scaled(base, 0.72, loudness=60, lasts_ms=35), replace(base, is_centre=True))
    if not nasal:
        return (
            *opening,
            replace(base, lasts_ms=60),
            _scaled(base, 0.92, loudness=78, lasts_ms=35),
            _scaled(base, 0.66, loudness=45, lasts_ms=0),
        )
    # A nasal vowel ends in a murmur: the mouth closes before the nose does.
    murmur = replace(
        base,
        formants_hz=(_NASAL_POLE_HZ, _MURMUR_F1_HZ, *base.formants_hz[2:]),
        heights=tuple(round(h * f) for h, f in zip(base.heights, _MURMUR_HEIGHTS, strict=True)),
        loudness=60,
    )
    return (
        *opening,
        replace(base, lasts_ms=20),
        replace(murmur, lasts_ms=45),
        _scaled(murmur, 0.8, loudness=45, lasts_ms=0),
    )


def _scaled(frame: Frame, factor: float, *, loudness: int, lasts_ms: int) -> Frame:
    heights = tuple(round(height * factor) for height in frame.heights)
    return replace(frame, heights=heights, loudness=loudness, lasts_ms=lasts_ms)
