"""French through Google's web service, by gTTS: only where a course asks for it, never needed.

The text leaves this computer. Whatever goes wrong, the next voice speaks.
"""

from __future__ import annotations

import io
import threading
import time
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
import soundfile

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language
from builder.narration.voices import Sound

_SILENT_LINK_S = 8.0
"""A village link often accepts a connection and never answers; gTTS itself would wait for ever."""
_WHOLE_REQUEST_S = 30.0
_PAUSES_S = (0.5, 1.5)
_TRY_AGAIN_AFTER_S = 300.0

_offline_until = 0.0


@dataclass(frozen=True)
class GttsVoice:
    """The online French voice."""

    name: str = "gtts"
    settings: str = "fr com"

    @property
    def version(self) -> str:
        return version("gtts")

    @property
    def languages(self) -> frozenset[Language]:
        return frozenset[Language](("fr",))

    def speak(self, text: str, language: Language = "fr") -> Sound:
        """Raises VoiceUnavailable: at once while the network is known to be away."""
        global _offline_until
        if time.monotonic() < _offline_until:
            raise VoiceUnavailable("le service de Google ne répond pas")
        for pause_s in (*_PAUSES_S, 0.0):
            try:
                return _sound(_fetch_in_time(text, language))
            except Exception as error:  # noqa: BLE001 - gTTS lets through errors of four libraries
                fault = error
                time.sleep(pause_s)
        _offline_until = time.monotonic() + _TRY_AGAIN_AFTER_S
        raise VoiceUnavailable("le service de Google ne répond pas") from fault


def _fetch_in_time(text: str, language: Language) -> bytes:
    """MP3 bytes. A link that trickles is given up as a silent one is."""
    received: list[bytes] = []
    failed: list[BaseException] = []

    def fetch() -> None:
        try:
            received.append(_fetch(text, language))
        except BaseException as error:  # noqa: BLE001 - handed over to the waiting thread
            failed.append(error)

    thread = threading.Thread(target=fetch, daemon=True)
    thread.start()
    thread.join(_WHOLE_REQUEST_S)
    if failed:
        raise failed[0]
    if not received:
        raise TimeoutError
    return received[0]


def _fetch(text: str, language: Language) -> bytes:
    from gtts import gTTS

    target = io.BytesIO()
    gTTS(text, lang=language, lang_check=False, timeout=_SILENT_LINK_S).write_to_fp(target)
    return target.getvalue()


def _sound(mp3: bytes) -> Sound:
    samples, rate_hz = soundfile.read(io.BytesIO(mp3), dtype="float32", always_2d=True)
    if not len(samples):
        raise ValueError("empty answer")
    return Sound(np.ascontiguousarray(samples.mean(axis=1)), int(rate_hz))
