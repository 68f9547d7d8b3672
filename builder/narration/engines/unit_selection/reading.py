"""What a text is made of, told by a voice that can say it: sounds in order, with their times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from builder.narration.loudness import Samples


@dataclass(frozen=True)
class ReadPhone:
    """One sound of a text as the reading voice says it, from sample `start` to `end`.

    `symbol` is all that makes it another sound: quality, nasality, length. `tone` is that of a
    nucleus (H, L, F, R; in a language without tone, its stress) and "" for other sounds. `pause`
    says that silence follows. `word` counts the words said, from 0.
    """

    symbol: str
    start: int
    end: int
    word: int
    is_nucleus: bool = False
    tone: str = ""
    pause: bool = False


@dataclass(frozen=True)
class Reading:
    """`phones` are in the order of time; `word_count` is of the words as they are written."""

    samples: Samples
    rate_hz: int
    phones: tuple[ReadPhone, ...]
    word_starts: tuple[int, ...] = ()
    """The first phone of each written word, in order; as many as phones for one without any."""
    is_question: bool = False


class Reader(Protocol):
    """Says a text by rule. Picklable; `key` changes whenever a reading would."""

    @property
    def key(self) -> str: ...

    def read(self, text: str) -> Reading:
        """Raises VoiceUnavailable when the text holds what no rule reads."""
        ...

    def sound_class(self, symbol: str) -> str:
        """Sounds of one class bend their neighbours alike: stop, nasal, fricative, liquid…"""
        ...
