"""The texts of one page by key, each with its clip: nothing is shown that cannot be said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from builder.errors import BuilderError
from builder.lesson.utterance import Language
from builder.narration.clip import Narrated
from builder.narration.narrator import ClipKey

_KEYS_IN_HTML = re.compile(r'\bdata-(?:say|name|t)="([^"]+)"')


class TextMissing(BuilderError):
    """A template asks for a text that no utterance has."""


@dataclass(frozen=True)
class Speech:
    """Looks texts up by key: an utterance's id in `source`, or `other source/id`."""

    clips: Mapping[ClipKey, Narrated]
    language: Language
    source: str
    folder: str
    """Where the clips are, as seen from the page: `../a/`."""

    def narrated(self, key: str) -> Narrated:
        source, slash, id = key.partition("/")
        place = (source, id) if slash else (self.source, key)
        try:
            return self.clips[*place, self.language]
        except KeyError:
            raise TextMissing(f"Aucun texte « {key} » ({self.language}, {self.source}).") from None

    def text(self, key: str) -> str:
        return self.narrated(key).utterance.text

    def clip(self, key: str) -> str:
        """The clip's address; empty when no voice could say it."""
        clip = self.narrated(key).clip
        return f"{self.folder}{clip.fingerprint}.mp3" if clip else ""

    def spoken(self, key: str) -> tuple[str, int]:
        """The clip's fingerprint and milliseconds; empty and 0 when no voice could say it."""
        clip = self.narrated(key).clip
        return (clip.fingerprint, clip.duration_ms) if clip else ("", 0)

    def table(self, html: str) -> str:
        """All that `html` can say, as JSON: key → [fingerprint, ms, gaps between words if known].

        A gap is in hundredths of a second, the first one from the clip's start: half the bytes
        of starts in milliseconds.
        """
        rows = {key: row for key in _keys(html) if (row := self._row(key))}
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")

    def _row(self, key: str) -> list[object]:
        narrated = self.narrated(key)
        if narrated.clip is None:
            return []
        starts = narrated.clip.word_starts_ms
        said = narrated.utterance
        own = "/" not in key and len(starts) > 1  # a control's name is lit as a whole
        by_word = own and said.spoken == said.text and len(starts) == len(said.text.split())
        row: list[object] = [narrated.clip.fingerprint, narrated.clip.duration_ms]
        return [*row, _gaps(starts)] if by_word else row

    def files(self, html: str) -> dict[str, Path]:
        """The clips that `html` can say, by the name they have in the site."""
        clips = (self.narrated(key).clip for key in _keys(html))
        return {f"a/{clip.fingerprint}.mp3": clip.path for clip in clips if clip}


def _gaps(starts_ms: Sequence[int]) -> list[int]:
    hundredths = [round(start / 10) for start in starts_ms]
    return [after - before for before, after in pairwise([0, *hundredths])]


def _keys(html: str) -> Iterator[str]:
    """Every key that a page names, once."""
    seen = dict.fromkeys(key for said in _KEYS_IN_HTML.findall(html) for key in said.split())
    yield from seen
