"""The `bm` phoneme table: our own vowels and tones over the wheel's consonants."""

from __future__ import annotations

from dataclasses import dataclass, replace

from builder.narration.engines.espeak.tables import Entry, Frame, PhonemeTables, Sounds, Table

TABLE = "bm"
_INCLUDES = "base1"
_FIRST_FREE_CODE = 108
_VOWEL = 2
_TONE = 1


@dataclass(frozen=True)
class Contour:
    """A family of tones: one every `step` of the voice's range (0–100), from `lowest` on.

    `below` and `above` are how far its shape goes from the pitch asked for; `shape` has points
    from 0 (lowest) to 1 at equal times over the syllable.
    """

    letter: str
    lowest: int
    highest: int
    step: int
    below: int
    above: int
    shape: tuple[float, ...]

    @property
    def count(self) -> int:
        return (self.highest - self.lowest) // self.step + 1

    def mnemonic(self, pitch: float) -> str:
        """The member nearest to a pitch."""
        index = min(self.count - 1, max(0, round((pitch - self.lowest) / self.step)))
        return f"{self.letter}{index:02}"


LEVEL = Contour("T", 0, 96, 4, 2, 2, (0.8, 1.0, 0.85, 0.6, 0.3, 0.0))
RISEN = Contour("A", 20, 96, 4, 9, 2, (0.0, 0.5, 0.85, 1.0, 0.95, 0.7))
SUNK = Contour("D", 4, 60, 4, 4, 8, (1.0, 0.7, 0.45, 0.25, 0.1, 0.0))
FINAL = Contour("S", 18, 96, 6, 30, 2, (1.0, 1.0, 0.9, 0.66, 0.35, 0.0))
FALLING = Contour("F", 26, 98, 6, 26, 2, (1.0, 0.95, 0.75, 0.45, 0.15, 0.0))
RISING = Contour("R", 0, 72, 6, 2, 26, (0.1, 0.0, 0.15, 0.45, 0.8, 1.0))
CONTOURS = (LEVEL, RISEN, SUNK, FINAL, FALLING, RISING)

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
_NASAL_F1_HZ = {"ɛ": 622, "a": 795, "ɔ": 704}
"""Of the open ones, whose mouth stays as wide as a speaker's was measured to; the others' first
formant moves towards the middle."""
_NASAL_MIDDLE_HZ = 560
_MURMUR_F1_HZ = 280
_MURMUR_HEIGHTS = (1.0, 0.85, 0.32, 0.3, 0.35, 0.3, 0.3, 0.3)


def vowel_mnemonic(symbol: str, *, long: bool, nasal: bool) -> str:
    return f"{_KEYS[symbol]}{1 + long + 2 * nasal}"


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
    tone = tables["shn"]["2"]
    for contour in CONTOURS:
        program = sounds.append_envelope(contour.shape)
        for index in range(contour.count):
            pitch = contour.lowest + index * contour.step
            start, end = max(0, pitch - contour.below), pitch + contour.above
            name = f"{contour.letter}{index:02}"
            add(replace(tone, mnemonic=name, program=program, start=start, end=end))
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
        # Nasal coupling: a pole near 250 Hz, a weak and broad first formant, and less above it.
        # Source: Stevens, Acoustic Phonetics (1998), 9.
        pole = _NASAL_POLE_HZ
        _, h1, h2, h3, *rest = heights
        is_open = vowel.symbol in _NASAL_F1_HZ
        f1 = _NASAL_F1_HZ.get(vowel.symbol, round(f1 + 0.25 * (_NASAL_MIDDLE_HZ - f1)))
        low, first = (0.62, 0.80) if is_open else (0.80, 0.61)
        heights = (round(h1 * low), round(h1 * first), round(h2 * 0.80), round(h3 * 0.56), *rest)
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
