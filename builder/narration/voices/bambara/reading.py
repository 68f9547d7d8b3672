"""Text → words with phones: what is said for each written word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.errors import VoiceUnavailable
from builder.narration.voices.bambara.spelling import (
    Phone,
    has_marks,
    ipa,
    read_letters,
    unread,
    with_tones,
)
from builder.narration.voices.bambara.table import (
    PronunciationTable,
    built_in,
    toned_spelling_tones,
)
from builder.narration.voices.bambara.dictionary import key
from builder.narration.voices.bambara.normal_form import Token, normalize


@dataclass(frozen=True)
class Word:
    """A written word (by its number in the text) as it is said; `pause` is what follows it."""

    index: int
    phones: tuple[Phone, ...]
    pause: str = ""


def read_text(text: str, table: PronunciationTable | None = None) -> tuple[Word, ...]:
    """The words said for a text, in order.

    Raises VoiceUnavailable when a character cannot be read: nothing is dropped in silence.
    """
    table = table or built_in()
    tokens = normalize(text)
    unreadable = "".join(dict.fromkeys(c for token in tokens for c in unread(token.form)))
    if unreadable:
        raise VoiceUnavailable(f"La voix ne sait pas lire « {unreadable} ».")
    return tuple(
        Word(token.index, read_word(token.form, table), token.pause) for token in tokens
    )


def read_word(form: str, table: PronunciationTable) -> tuple[Phone, ...]:
    spelling = table.spellings.get(key(form), form)
    phones = read_letters(spelling)
    if has_marks(spelling):
        return with_tones(phones, toned_spelling_tones(spelling))
    return with_tones(phones, table.tones_of(spelling)[0])


def pronounce(text: str, table: PronunciationTable | None = None) -> str:
    """Broad IPA with a tone mark on every nucleus; words stay apart by spaces."""
    return " ".join(ipa(word.phones) for word in read_text(text, table))
