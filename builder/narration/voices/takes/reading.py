"""How a text is read for a narrator's voice: by the embedded voice of its language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from builder.narration.engines.espeak import data_digest, voice_engine, voice_name
from builder.narration.engines.unit_selection.reading import Reading, ReadPhone
from builder.narration.voices import Voice
from builder.narration.voices.bambara.reading import read_text
from builder.narration.voices.bambara.spelling import Phone
from builder.narration.voices.bambara.voice import BambaraVoice
from builder.narration.voices.takes import marks

_NASAL, _LONG, _SYLLABIC = "\u0303", "ː", "\u0329"
_CLASSES = {
    "stop": "pbtdkɡ",
    "affricate": ("tʃ", "dʒ"),
    "nasal": "mnɲŋ",
    "fricative": "fvszʃʒxh",
    "liquid": "lr",
    "glide": "jw",
    "front vowel": "ieɛ",
    "back vowel": "uoɔ",
    "open vowel": "a",
}


@dataclass(frozen=True)
class BambaraReader:
    """Reads as `voice` does: sounds, tones and lengths are its own."""

    voice: BambaraVoice
    is_tonal: bool = True

    @property
    def key(self) -> str:
        return f"bm 1 {self.voice.version} {self.voice.settings}"

    def key_of(self, text: str) -> str:
        """What changes the reading of this text alone."""
        return self.voice.settings_for(text)

    def read(self, text: str) -> Reading:
        """Raises VoiceUnavailable as the voice does."""
        sound, segments = self.voice.segments(text)
        phones = []
        words = read_text(text, self.voice.table, in_francs=self.voice.in_francs)
        said = [(w.index, bool(w.pause), n + 1 == len(w.phones))
                for w in words for n in range(len(w.phones))]  # fmt: skip
        for segment, (word, pause, is_last) in zip(segments, said, strict=True):
            phone = segment.phone
            phones.append(
                ReadPhone(
                    symbol=symbol_of(phone),
                    start=segment.start,
                    end=segment.end,
                    word=word,
                    is_nucleus=phone.is_nucleus,
                    tone=phone.tone if phone.is_nucleus else "",
                    pause=pause and is_last,
                )
            )
        starts = tuple(_word_starts([phone.word for phone in phones], len(text.split())))
        ends_asking = text.rstrip().endswith("?") or (words and words[-1].form.lower() == "wa")
        return Reading(sound.samples, sound.rate_hz, tuple(phones), starts, bool(ends_asking))

    def sound_class(self, symbol: str) -> str:
        base = symbol.rstrip(_NASAL + _LONG + _SYLLABIC)
        return next((name for name, sounds in _CLASSES.items() if base in sounds), "other")


def symbol_of(phone: Phone) -> str:
    """All that makes it another sound, but its tone."""
    nasal = _NASAL if phone.is_nasal else ""
    long = _LONG if phone.is_long else ""
    syllabic = _SYLLABIC if phone.is_nucleus and not phone.is_vowel else ""
    return phone.symbol + nasal + long + syllabic


def _word_starts(words: list[int], count: int) -> Iterator[int]:
    """The first sound of each written word; a word without any has that of the next."""
    for word in range(count):
        yield next((n for n, one in enumerate(words) if one >= word), len(words))


@dataclass(frozen=True)
class FrenchReader:
    """Reads as espeak-ng's French does."""

    is_tonal: bool = False
    words_per_minute: int = 145

    @property
    def key(self) -> str:
        return f"fr 1 {self.words_per_minute} {data_digest()}"

    def key_of(self, text: str) -> str:
        return ""

    def read(self, text: str) -> Reading:
        engine = voice_engine()
        spoken = engine.speak(
            text.replace("[[", "[ ["),
            voice=voice_name("fr", "woman"),
            words_per_minute=self.words_per_minute,
        )
        return marks.read_marks(spoken, engine.rate_hz, text)

    def sound_class(self, symbol: str) -> str:
        return marks.sound_class(symbol)


class LanguageReader(Protocol):
    """A reader that a voice of the chain can have."""

    @property
    def key(self) -> str: ...
    @property
    def is_tonal(self) -> bool: ...
    def key_of(self, text: str) -> str: ...
    def read(self, text: str) -> Reading: ...
    def sound_class(self, symbol: str) -> str: ...


def reader_of(voice: Voice) -> LanguageReader:
    """The reader for which an embedded voice knows when it says each sound."""
    return BambaraReader(voice) if isinstance(voice, BambaraVoice) else FrenchReader()
