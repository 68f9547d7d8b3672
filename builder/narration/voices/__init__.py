"""The Voice seam: each module or folder here is one voice, found by name in `course.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language


@dataclass(frozen=True)
class Sound:
    """Mono samples in [-1, 1], at `rate_hz`.

    `word_starts_ms` has the start of each whitespace-separated word of the text that was given
    to the voice, in order; it is empty when the voice gives no times. `remarks` are slugs of what
    an author should know about a sound that is used all the same (`clipped`, `too-long`).
    """

    samples: NDArray[np.float32]
    rate_hz: int
    word_starts_ms: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()


class Refused(VoiceUnavailable):
    """This one sound can never be used; `slug` says why (`silent`, `too-short`, …)."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(slug)

    def __reduce__(self) -> tuple[type[Refused], tuple[str]]:
        return Refused, (self.slug,)


class Voice(Protocol):
    """Speaks text in-process. A voice is cheap to make and picklable: worker processes get a copy.

    `name` stands in `course.yaml`; `version` and `settings` are part of each clip's fingerprint,
    so either changes whenever the sound would.
    """

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def settings(self) -> str: ...
    @property
    def languages(self) -> frozenset[Language] | None:
        """None: any."""
        ...

    def speak(self, text: str, language: Language) -> Sound:
        """Raises VoiceUnavailable when it cannot speak now, with one French sentence saying why."""
        ...


@runtime_checkable
class SettingsByText(Protocol):
    """A voice with settings that touch some texts only; `settings_for` is part of the clip's
    fingerprint beside `settings`. Asked for every text of every run: it must be quick."""

    def settings_for(self, text: str) -> str: ...


@runtime_checkable
class KnowsWhatItReads(Protocol):
    """A voice that can tell without speaking whether it can say a text."""

    def check_reading(self, text: str) -> None:
        """Raises VoiceUnavailable as `speak` would. Asked for every text: it must be quick."""
        ...
