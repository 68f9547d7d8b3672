"""French words inside Bambara: read as French, then said with Bambara's sounds."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from builder.narration.engines.espeak import voice_engine, voice_name
from builder.narration.voices.bambara.spelling import Phone, with_tones

_NASAL = "\u0303"
_VOWELS = {
    "i": "i", "e": "e", "ɛ": "ɛ", "a": "a", "ɑ": "a", "ɔ": "ɔ", "o": "o", "u": "u",
    "y": "i", "ø": "e", "œ": "ɛ", "ə": "e", "ɐ": "a", "ʊ": "u", "ɪ": "i",
}  # fmt: skip
_CONSONANTS = {
    **{symbol: symbol for symbol in "bdfhjklmnprstvwzɲŋʃʒɡx"},
    "ʁ": "r",
    "ʀ": "r",
    "ɹ": "r",
    "g": "ɡ",
    "ɥ": "w",
    "θ": "s",
    "ð": "z",
}


@lru_cache(maxsize=2048)
def french_phones(word: str) -> tuple[Phone, ...]:
    """The phones of a French word; low until the last syllable, where French has its stress."""
    said = voice_engine().transcribe(word, voice=voice_name("fr", "woman"))
    phones: list[Phone] = []
    for symbol in re.sub(r"[ˈˌːˑ.‿\s]|\(.*?\)", "", unicodedata.normalize("NFD", said)):
        if symbol == _NASAL and phones:
            phones.append(replace(phones.pop(), is_nasal=True))
        elif symbol in _VOWELS:
            phones.append(Phone(_VOWELS[symbol], is_nucleus=True))
        elif symbol in _CONSONANTS:
            phones.append(Phone(_CONSONANTS[symbol]))
    count = sum(phone.is_nucleus for phone in phones)
    return with_tones(phones, "L" * (count - 1) + "H" * min(count, 1))
