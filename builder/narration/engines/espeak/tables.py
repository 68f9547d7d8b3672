"""espeak-ng's compiled phoneme data: what the voice composes its own table out of.

Layouts are those of espeak-ng 1.52 (`phontab`, `phonindex`, `phondata`), read off the wheel's own
files: a table written back is byte for byte what was read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_ENTRY = struct.Struct("<IIHBBBBBB")
_HEADER = struct.Struct("<BB2x32s")
_FRAME = struct.Struct("<h7hBB8B6B3B4B5B5B7B7Bx")
_SEQUENCE = struct.Struct("<hBB")

_FMT = 0xB000
_RETURN = 0x0001
_PITCH_ENVELOPE = 0x9200
_ENVELOPE_SIZE = 128
_KLATT_SIZED = 1
_VOWEL_CENTRE = 2


@dataclass(frozen=True)
class Entry:
    """One phoneme: for a tone `start` and `end` are pitches, for a vowel the kinds it joins as."""

    mnemonic: str
    flags: int
    program: int
    code: int
    kind: int
    start: int
    end: int
    length: int
    length_mod: int

    def pack(self) -> bytes:
        return _ENTRY.pack(
            int.from_bytes(self.mnemonic.encode("latin-1"), "little"),
            self.flags,
            self.program,
            self.code,
            self.kind,
            self.start,
            self.end,
            self.length,
            self.length_mod,
        )


@dataclass(frozen=True)
class Table:
    """A language's phonemes, over those of the table it includes (counted from 1, 0 for none)."""

    name: str
    includes: int
    entries: tuple[Entry, ...]

    def __getitem__(self, mnemonic: str) -> Entry:
        return next(entry for entry in self.entries if entry.mnemonic == mnemonic)

    def pack(self) -> bytes:
        head = _HEADER.pack(len(self.entries), self.includes, self.name.encode("ascii"))
        return head + b"".join(entry.pack() for entry in self.entries)


@dataclass(frozen=True)
class PhonemeTables:
    """The content of `phontab`; `tail` is what follows the last table."""

    tables: tuple[Table, ...]
    tail: bytes

    def __getitem__(self, name: str) -> Table:
        return next(table for table in self.tables if table.name == name)

    def number(self, name: str) -> int:
        """Counted from 1, as `Table.includes` counts."""
        return 1 + [table.name for table in self.tables].index(name)

    def including(self, table: Table) -> PhonemeTables:
        return replace(self, tables=(*self.tables, table))

    def pack(self) -> bytes:
        packed = b"".join(table.pack() for table in self.tables)
        return bytes([len(self.tables), 0, 0, 0]) + packed + self.tail


def parse_tables(data: bytes) -> PhonemeTables:
    """The tables of a `phontab` file, in order."""
    offset = 4
    tables = []
    for _ in range(data[0]):
        count, includes, name = _HEADER.unpack_from(data, offset)
        offset += _HEADER.size
        entries = []
        for _ in range(count):
            mnemonic, *numbers = _ENTRY.unpack_from(data, offset)
            text = mnemonic.to_bytes(4, "little").rstrip(b"\0").decode("latin-1")
            entries.append(Entry(text, *numbers))
            offset += _ENTRY.size
        tables.append(Table(name.rstrip(b"\0").decode("ascii"), includes, tuple(entries)))
    return PhonemeTables(tuple(tables), data[offset:])


@dataclass(frozen=True)
class Frame:
    """The spectrum at one moment: peaks 0–6 by frequency, peaks 0–7 by height (0–255).

    `widths` are the lower skirts of peaks 0–5 and `right` the upper ones of peaks 0–2, in units of
    4 Hz. `lasts_ms` is the time to the next frame.
    """

    formants_hz: tuple[int, ...]
    heights: tuple[int, ...]
    widths: tuple[int, ...]
    right: tuple[int, ...]
    lasts_ms: int
    loudness: int
    is_centre: bool = False

    def pack(self) -> bytes:
        flags = _KLATT_SIZED | (_VOWEL_CENTRE if self.is_centre else 0)
        return _FRAME.pack(
            flags,
            *self.formants_hz,
            self.lasts_ms,
            self.loudness,
            *self.heights,
            *self.widths,
            *self.right,
            *(0,) * 28,
        )


def pack_sequence(frames: Iterable[Frame]) -> bytes:
    """A spectrum sequence as `phondata` holds it."""
    sequence = tuple(frames)
    total_ms = sum(frame.lasts_ms for frame in sequence)
    return _SEQUENCE.pack(total_ms, len(sequence), 0) + b"".join(f.pack() for f in sequence)


class Sounds:
    """`phondata` and `phonindex` with sequences of our own appended."""

    def __init__(self, phondata: bytes, phonindex: bytes) -> None:
        self.phondata = bytearray(phondata)
        self.phonindex = bytearray(phonindex)

    def append(self, frames: Iterable[Frame]) -> int:
        """The number of a program that sounds these frames."""
        self.phondata += bytes(-len(self.phondata) % 4)
        address = len(self.phondata) // 4
        self.phondata += pack_sequence(frames)
        return self._program(_FMT, address)

    def append_envelope(self, shape: Sequence[float]) -> int:
        """The number of a program that moves a syllable's pitch: points from 0 to 1 in time."""
        times = [n * (len(shape) - 1) / (_ENVELOPE_SIZE - 1) for n in range(_ENVELOPE_SIZE)]
        address = len(self.phondata)
        self.phondata += bytes(round(255 * _point(shape, time)) for time in times)
        return self._program(_PITCH_ENVELOPE, address)

    def _program(self, instruction: int, address: int) -> int:
        program = len(self.phonindex) // 2
        self.phonindex += struct.pack("<3H", instruction | address >> 16, address & 0xFFFF, _RETURN)
        return program


def _point(shape: Sequence[float], time: float) -> float:
    """Between the two points around a time."""
    before = min(int(time), len(shape) - 2)
    return shape[before] + (time - before) * (shape[before + 1] - shape[before])
