"""Text → words with phones: what is said for each written word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.errors import VoiceUnavailable
from builder.narration.voices.bambara.dictionary import key
from builder.narration.voices.bambara.french_words import french_phones
from builder.narration.voices.bambara.normal_form import Normal, Pause, Token, normalize
from builder.narration.voices.bambara.spelling import (
    Phone,
    has_marks,
    ipa,
    read_letters,
    with_tones,
)
from builder.narration.voices.bambara.table import (
    PronunciationTable,
    built_in,
    toned_spelling_tones,
)


@dataclass(frozen=True)
class Word:
    """A written word (by its number in the text) as it is said; `pause` is what follows it."""

    index: int
    phones: tuple[Phone, ...]
    pause: Pause = ""


def read_text(
    text: str, table: PronunciationTable | None = None, *, in_francs: bool = False
) -> tuple[Word, ...]:
    """The words said for a text, in order.

    Raises VoiceUnavailable when a character cannot be read: nothing is dropped in silence.
    """
    table = table or built_in()
    normal = normalize(text, knows=table.lists, in_francs=in_francs)
    if normal.unreadable:
        characters = "".join(dict.fromkeys(character for _, character in normal.unreadable))
        raise VoiceUnavailable(f"La voix ne sait pas lire « {characters} ».")
    return words_of(normal, table)


def words_of(normal: Normal, table: PronunciationTable) -> tuple[Word, ...]:
    tokens = normal.tokens
    words = []
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        phones = read_token(
            token,
            table,
            before=before.form if before and not before.pause else "",
            after=after.form if after and not token.pause else "",
        )
        words.append(Word(token.index, phones, token.pause))
    return tuple(words)


def read_token(
    token: Token, table: PronunciationTable, *, before: str = "", after: str = ""
) -> tuple[Phone, ...]:
    form = key(token.form)
    if form in table.french or (token.is_french and form not in table.spellings):
        return french_phones(token.form)
    spelling = table.spellings.get(form, token.form)
    phones = read_letters(spelling)
    if has_marks(spelling):
        return with_tones(phones, toned_spelling_tones(spelling))
    return with_tones(phones, table.tones_of(spelling, before, after)[0])


def pronounce(text: str, table: PronunciationTable | None = None) -> str:
    """Broad IPA with a tone mark on every nucleus; words are apart by spaces.

    Characters that no rule reads stand as they are between ⟨ and ⟩ at the end.
    """
    table = table or built_in()
    normal = normalize(text, knows=table.lists)
    said = [ipa(word.phones) for word in words_of(normal, table)]
    unreadable = "".join(character for _, character in normal.unreadable)
    return " ".join(said + ([f"⟨{unreadable}⟩"] if unreadable else []))


def pronounce_lines(lines: Iterable[str], table: PronunciationTable | None = None) -> Iterator[str]:
    """`text<TAB>IPA` for each line, in order, without line ends."""
    for line in lines:
        text = line.rstrip("\r\n")
        yield f"{text}\t{pronounce(text, table)}"
