"""The texts of one page by key, each with its clip: nothing is shown that cannot be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.errors import BuilderError
from builder.lesson.utterance import Language
from builder.narration.clip import Clip, Narrated
from builder.narration.narrator import ClipKey


class TextMissing(BuilderError):
    """A template asks for a text that no utterance has."""


@dataclass(frozen=True)
class Speech:
    """Looks texts up by key: an utterance's id in `source`, or `other source/id`."""

    clips: Mapping[ClipKey, Narrated]
    language: Language
    source: str
    others: Sequence[Language] = ()
    """Languages that speak, in this order, where the page's own has no words."""

    def narrated(self, key: str) -> Narrated:
        """Raises TextMissing."""
        source, slash, id = key.partition("/")
        place = (source, id) if slash else (self.source, key)
        for language in (self.language, *self.others):
            if found := self.clips.get((*place, language)):
                return found
        raise TextMissing(f"Aucun texte « {key} » ({self.language}, {self.source}).")

    def language_of(self, key: str) -> Language:
        """The page's language, or the one that speaks in its place."""
        return self.narrated(key).utterance.language

    def text(self, key: str) -> str:
        return self.narrated(key).utterance.text

    def clip(self, key: str) -> Clip | None:
        """None when no voice could say it."""
        return self.narrated(key).clip

    def row(self, key: str) -> list[object]:
        """What the player needs to say it: fingerprint, ms, gaps between words if known.

        A gap is in hundredths of a second, the first one from the clip's start: half the bytes
        of starts in milliseconds. Empty when no voice could say it.
        """
        narrated = self.narrated(key)
        if narrated.clip is None:
            return []
        starts = narrated.clip.word_starts_ms
        said = narrated.utterance
        own = "/" not in key and len(starts) > 1  # a control's name is lit as a whole
        by_word = own and said.spoken == said.text and len(starts) == len(said.text.split())
        row: list[object] = [narrated.clip.fingerprint, narrated.clip.duration_ms]
        return [*row, _gaps(starts)] if by_word else row


def _gaps(starts_ms: Sequence[int]) -> list[int]:
    hundredths = [round(start / 10) for start in starts_ms]
    return [after - before for before, after in pairwise([0, *hundredths])]
