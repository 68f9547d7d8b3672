"""Whether a sound file came whole: a copy that was broken off lacks the end of the sentence.

Sources: RIFF chunks (Microsoft, 1991), Ogg pages (RFC 3533), the Xing header of LAME.
"""

from __future__ import annotations

from pathlib import Path

_UNKNOWN_LENGTH = 0x7FFF_0000
"""Recorders that write as they go put this much or more, or nought, for a length to come."""
_RIFF_HEADER, _CHUNK_HEADER = 12, 8
_OGG_HEADER, _OGG_FLAGS, _OGG_SEGMENTS, _OGG_LAST_PAGE = 27, 5, 26, 4
_ID3_HEADER = 10
_XING_WITHIN, _XING_HAS_FRAMES, _XING_HAS_BYTES = 200, 1, 2
_XING_MISSING_SHARE = 0.02


def is_cut_off(file: Path) -> bool:
    """True when the file says itself that more should follow."""
    data = file.read_bytes()
    if data.startswith(b"RIFF"):
        return _wave_is_cut_off(data)
    if data.startswith(b"OggS"):
        return _ogg_is_cut_off(data)
    return _mp3_is_cut_off(data)


def _wave_is_cut_off(data: bytes) -> bool:
    start = _RIFF_HEADER
    while start + _CHUNK_HEADER <= len(data):
        size = int.from_bytes(data[start + 4 : start + _CHUNK_HEADER], "little")
        if data[start : start + 4] == b"data":
            return start + _CHUNK_HEADER + size > len(data) and size < _UNKNOWN_LENGTH
        start += _CHUNK_HEADER + size + size % 2
    return False


def _ogg_is_cut_off(data: bytes) -> bool:
    start = data.rfind(b"OggS")
    page = data[start:]
    if len(page) < _OGG_HEADER:
        return True
    segments = page[_OGG_HEADER : _OGG_HEADER + page[_OGG_SEGMENTS]]
    is_short = len(page) < _OGG_HEADER + page[_OGG_SEGMENTS] + sum(segments)
    return is_short or not page[_OGG_FLAGS] & _OGG_LAST_PAGE


def _mp3_is_cut_off(data: bytes) -> bool:
    start = 0
    if data.startswith(b"ID3"):
        size = 0
        for byte in data[6:_ID3_HEADER]:
            size = size << 7 | byte & 0x7F
        start = _ID3_HEADER + size
    sound = data[start:]
    head = sound[:_XING_WITHIN]
    at = max(head.find(b"Xing"), head.find(b"Info"))
    if at < 0:
        return False
    flags = int.from_bytes(sound[at + 4 : at + 8], "big")
    if not flags & _XING_HAS_BYTES:
        return False
    size_at = at + 8 + (4 if flags & _XING_HAS_FRAMES else 0)
    size = int.from_bytes(sound[size_at : size_at + 4], "big")
    return len(sound) < size * (1 - _XING_MISSING_SHARE)
