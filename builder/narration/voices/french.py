"""The embedded French voice: espeak-ng's own French, woman or man."""

from __future__ import annotations

import re
from dataclasses import dataclass

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language
from builder.narration.engines.espeak import Mark, Speaker, data_digest, voice_engine, voice_name
from builder.narration.engines.espeak.finish import Piece, finish
from builder.narration.engines.espeak.tremor import trembling
from builder.narration.voices import Sound

FRENCH: Language = "fr"
VERSION = "3"
_WORDS_PER_MINUTE = {False: 126, True: 106}
_SENTENCE_MS = 420


@dataclass(frozen=True)
class FrenchVoice:
    """Speaks French offline. No person has judged it yet."""

    speaker: Speaker = "woman"
    slow: bool = False

    @property
    def name(self) -> str:
        return "embedded"

    @property
    def version(self) -> str:
        return VERSION

    @property
    def settings(self) -> str:
        return f"fr {self.speaker} {'slow' if self.slow else 'normal'} {data_digest()}"

    @property
    def languages(self) -> frozenset[Language]:
        return frozenset[Language]((FRENCH,))

    def speak(self, text: str, language: Language = FRENCH) -> Sound:
        """Raises VoiceUnavailable when the text has no word."""
        words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
        pieces = []
        for sentence in _sentences(text):
            spoken = voice_engine().speak(
                text[sentence].replace("[[", "[ ["),
                voice=voice_name("fr", self.speaker, slow=self.slow),
                words_per_minute=_WORDS_PER_MINUTE[self.slow],
            )
            starts = _word_starts(spoken.words, words, sentence.start)
            piece = Piece(spoken.samples, starts, _SENTENCE_MS)
            pieces.append(trembling(piece, text[sentence], voice_engine().rate_hz))
        if not any(piece.word_starts for piece in pieces):
            raise VoiceUnavailable("Il n'y a rien à dire dans ce texte.")
        return finish(pieces, rate_hz=voice_engine().rate_hz, word_count=len(words))[0]

    def check_reading(self, text: str) -> None:
        """Raises as `speak`; what has a letter or a figure is read, the rest has to be tried."""
        if not any(character.isalnum() for character in text):
            self.speak(text)


def _sentences(text: str) -> list[slice]:
    """Runs of text up to the end of a sentence."""
    ends = [match.end() for match in re.finditer(r"[.!?…]+[»”\"’)]*\s+", text)] + [len(text)]
    starts = [0, *ends[:-1]]
    return [slice(a, b) for a, b in zip(starts, ends, strict=True) if text[a:b].strip()]


def _word_starts(
    marks: tuple[Mark, ...], words: list[tuple[int, int]], offset: int
) -> tuple[tuple[int, int], ...]:
    """The word that each mark falls in, by its place in the text."""
    found = []
    for mark in marks:
        place = mark.text_position + offset
        for number, (start, end) in enumerate(words):
            if start <= place < end:
                found.append((number, mark.sample))
                break
    return tuple(found)
