"""The embedded Bambara voice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language
from builder.narration.engines.espeak import Speaker, data_digest, voice_engine, voice_name
from builder.narration.engines.espeak.finish import Piece, finish
from builder.narration.engines.espeak.phonemes import (
    CONSONANTS,
    LEVEL,
    SYLLABIC,
    vowel_mnemonic,
)
from builder.narration.engines.espeak.tremor import trembling
from builder.narration.voices import Sound
from builder.narration.voices.bambara.melody import Phrase, phrases
from builder.narration.voices.bambara.reading import Word, read_text, with_definite_tone
from builder.narration.voices.bambara.spelling import Phone
from builder.narration.voices.bambara.table import PronunciationTable, load_table

BAMBARA: Language = "bm"
VERSION = "6"
_WORDS_PER_MINUTE = {False: 90, True: 80}
_MOST_BYTES = 560
_MOST_PHONEMES = 100
"""espeak-ng keeps a clause and a word in fixed buffers, and writes over their ends."""


@dataclass(frozen=True)
class Segment:
    """A phone in a sound, from sample `start` to `end`."""

    phone: Phone
    start: int
    end: int


@dataclass(frozen=True)
class _Sounded:
    """One phoneme for espeak-ng; `starts_word` is the number of the word it opens, else None."""

    name: str
    phone: Phone
    starts_word: int | None


@dataclass(frozen=True)
class BambaraVoice:
    """Speaks Bambara with nothing but the espeak-ng wheel. No person has judged it yet.

    `pronunciations` is an author's file and `dictionary` a Bamadaba file (MDF); None for neither.
    Amounts in CFA francs are said in *dɔrɔmɛ* of five francs unless `in_francs`.
    `definite_tone` takes nouns as definite: the article is a low tone that spelling does not show.
    """

    pronunciations: Path | None = None
    speaker: Speaker = "woman"
    slow: bool = False
    dictionary: Path | None = None
    in_francs: bool = False
    definite_tone: bool = False

    @property
    def name(self) -> str:
        return "embedded"

    @property
    def version(self) -> str:
        return VERSION

    @property
    def settings(self) -> str:
        pace = "slow" if self.slow else "normal"
        money = "francs" if self.in_francs else "dɔrɔmɛ"
        article = "definite" if self.definite_tone else "bare"
        return f"bm {self.speaker} {pace} {money} {article} {self.table.digest} {data_digest()}"

    def settings_for(self, text: str) -> str:
        """A corrected word makes anew only the clips that hold it."""
        return "\n".join(self.table.own_words_in(text))

    @property
    def languages(self) -> frozenset[Language]:
        return frozenset[Language]((BAMBARA,))

    @property
    def table(self) -> PronunciationTable:
        return load_table(self.pronunciations, self.dictionary)

    def speak(self, text: str, language: Language = BAMBARA) -> Sound:
        """Raises VoiceUnavailable when the text holds characters that no rule reads."""
        return self.segments(text)[0]

    def segments(self, text: str) -> tuple[Sound, tuple[Segment, ...]]:
        """The sound, and where each phone of it lies. Raises as `speak`."""
        words = self._words(text)
        if self.definite_tone:
            words = with_definite_tone(words, self.table)
        pieces = []
        phones: list[Phone] = []
        for phrase in phrases(words):
            chunks = list(_chunks(_sounded(phrase)))
            for number, chunk in enumerate(chunks):
                pause_ms = phrase.pause_ms if number == len(chunks) - 1 else 0
                pieces.append(self._say(chunk, pause_ms))
                phones += [sounded.phone for sounded in chunk]
        sound, spans = finish(pieces, rate_hz=voice_engine().rate_hz, word_count=len(text.split()))
        return sound, tuple(
            Segment(phone, start, end) for phone, (start, end) in zip(phones, spans, strict=True)
        )

    def check_reading(self, text: str) -> None:
        """Raises as `speak`, and makes no sound."""
        self._words(text)

    def _words(self, text: str) -> tuple[Word, ...]:
        words = read_text(text, self.table, in_francs=self.in_francs)
        if not words:
            raise VoiceUnavailable("Il n'y a rien à dire dans ce texte.")
        return words

    def _say(self, chunk: list[_Sounded], pause_ms: int) -> Piece:
        blocks: list[list[str]] = []
        for sounded in chunk:
            if not blocks or sounded.starts_word is not None or len(blocks[-1]) >= _MOST_PHONEMES:
                blocks.append([])
            blocks[-1].append(sounded.name)
        phonemes = " ".join(f"[[{'|'.join(block)}]]" for block in blocks)
        spoken = voice_engine().speak(
            phonemes,
            voice=voice_name("bm", self.speaker, slow=self.slow),
            words_per_minute=_WORDS_PER_MINUTE[self.slow],
        )
        marks = [mark.sample for mark in spoken.phonemes if not mark.name.startswith("_")]
        if len(marks) != len(chunk):
            raise RuntimeError(f"espeak-ng said {len(marks)} phonemes of {len(chunk)}")
        starts = tuple(
            (sounded.starts_word, sample)
            for sounded, sample in zip(chunk, marks, strict=True)
            if sounded.starts_word is not None
        )
        piece = Piece(spoken.samples, starts, pause_ms, tuple(marks))
        return trembling(piece, phonemes, voice_engine().rate_hz)


def _sounded(phrase: Phrase) -> Iterator[_Sounded]:
    melodies = iter(phrase.melody)
    for word in phrase.words:
        starts_word: int | None = word.index
        pitch = 40.0
        for phone in word.phones:
            if phone.is_nucleus:
                melody = next(melodies)
                pitch = melody.pitch
                name = f"{_nucleus(phone)}|{melody.mnemonic}"
            elif phone.symbol == "w" and phone is word.phones[-1] and len(word.phones) > 1:
                # The plural -w is a short [u] that keeps the pitch it follows.
                name = f"{vowel_mnemonic('u', long=False, nasal=False)}|{LEVEL.mnemonic(pitch)}"
            else:
                name = CONSONANTS[phone.symbol]
            yield _Sounded(name, phone, starts_word)
            starts_word = None


def _nucleus(phone: Phone) -> str:
    if phone.is_vowel:
        return vowel_mnemonic(phone.symbol, long=phone.is_long, nasal=phone.is_nasal)
    return SYLLABIC[phone.symbol]


def _chunks(sounded: Iterator[_Sounded]) -> Iterator[list[_Sounded]]:
    """Runs short enough for one call, cut between words where that can be."""
    run: list[_Sounded] = []
    size = 0
    for item in sounded:
        if (size > _MOST_BYTES and item.starts_word is not None) or size > _MOST_BYTES + 120:
            yield run
            run, size = [], 0
        run.append(item)
        size += len(item.name) + 2
    if run:
        yield run
