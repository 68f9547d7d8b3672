"""Text → words with phones: what is said for each written word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

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
from builder.narration.voices.bambara.table import PronunciationTable, built_in
from builder.narration.voices.bambara.tone import toned_spelling_tones

_PARTING = dict.fromkeys(map(ord, "\t\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")


@dataclass(frozen=True)
class Word:
    """A written word as it is said: `index` is its number in the text, `pause` what follows it."""

    index: int
    form: str
    phones: tuple[Phone, ...]
    pause: Pause = ""


def read_text(
    text: str, table: PronunciationTable | None = None, *, in_francs: bool = False
) -> tuple[Word, ...]:
    """The words said for a text, in order.

    Raises VoiceUnavailable when a character cannot be read: nothing is dropped in silence.
    """
    table = table or built_in()
    normal = normalize(text, knows=table.lists, is_own=table.is_own, in_francs=in_francs)
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
        words.append(Word(token.index, token.form, phones, token.pause))
    return tuple(words)


def with_definite_tone(words: tuple[Word, ...], table: PronunciationTable) -> tuple[Word, ...]:
    """The words with each noun's last high tone falling, as before the article's floating low.

    Nouns that another noun, an adjective or a number follows bear no article themselves.
    """
    said = []
    for number, word in enumerate(words):
        after = words[number + 1] if number + 1 < len(words) and not word.pause else None
        bears = table.kind_of(word.form) == "n"
        goes_on = after is not None and table.kind_of(after.form) in ("n", "adj", "num", "dtm")
        said.append(replace(word, phones=_falling(word.phones)) if bears and not goes_on else word)
    return tuple(said)


def _falling(phones: tuple[Phone, ...]) -> tuple[Phone, ...]:
    tones = [phone.tone for phone in phones if phone.is_nucleus]
    return with_tones(phones, "".join(tones[:-1]) + "F") if tones[-1:] == ["H"] else phones


def read_token(
    token: Token, table: PronunciationTable, *, before: str = "", after: str = ""
) -> tuple[Phone, ...]:
    form = key(token.form)
    if form in table.french or (token.is_french and form not in table.spellings):
        return french_phones(token.form)
    own = "" if token.is_marked and not table.has_written(token.form) else table.own_spelling(form)
    if own and has_marks(own):
        return _toned(own, toned_spelling_tones(own))
    spelling = own or token.form
    if has_marks(spelling):
        return _toned(spelling, table.tones_of_marked(spelling))
    return _toned(spelling, table.tones_of(spelling, before, after)[0])


@lru_cache(maxsize=1 << 15)
def _toned(spelling: str, tones: str) -> tuple[Phone, ...]:
    return with_tones(read_letters(spelling), tones)


def pronounce(text: str, table: PronunciationTable | None = None) -> str:
    """Broad IPA with a tone mark on every nucleus; words are apart by spaces.

    Characters that no rule reads stand as they are between ⟨ and ⟩ at the end.
    """
    table = table or built_in()
    normal = normalize(text, knows=table.lists, is_own=table.is_own)
    said = [ipa(word.phones) for word in words_of(normal, table)]
    unreadable = "".join(character for _, character in normal.unreadable)
    return " ".join(said + ([f"⟨{unreadable}⟩"] if unreadable else []))


def pronounce_lines(lines: Iterable[str], table: PronunciationTable | None = None) -> Iterator[str]:
    """`text<TAB>IPA` for each line, in order, without line ends.

    A byte order mark is left out, and what would part a line or a column is a space.
    """
    for number, line in enumerate(lines):
        text = line.rstrip("\r\n").translate(_PARTING)
        text = text.removeprefix("\ufeff") if number == 0 else text
        yield f"{text}\t{pronounce(text, table)}"
