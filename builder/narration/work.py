"""What a worker process does: speak, finish, encode. It touches no file of the cache."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language
from builder.narration.mastering import FinishedSound, Mastering, finish
from builder.narration.voices import Refused, Voice

_one_at_a_time = threading.Lock()
"""Speech libraries keep one state a process; a cluster's worker may run several threads."""


@dataclass(frozen=True)
class Order:
    """One clip to make; `voice` is pickled once and shared by all orders for that voice."""

    fingerprint: str
    text: str
    language: Language
    voice: bytes


@dataclass(frozen=True)
class Made:
    fingerprint: str
    sound: FinishedSound
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotMade:
    """`kind`: unavailable (the voice, now), refused (this take, always) or failed (a fault)."""

    fingerprint: str
    kind: str
    reason: str


def make(orders: Sequence[Order], mastering: Mastering) -> list[Made | NotMade]:
    """One result for each order, in order; a fault in one leaves the others alone."""
    return [_make(order, mastering) for order in orders]


def _make(order: Order, mastering: Mastering) -> Made | NotMade:
    try:
        with _one_at_a_time:
            sound = _voice(order.voice).speak(order.text, order.language)
        return Made(order.fingerprint, finish(sound, mastering), sound.remarks)
    except Refused as refused:
        return NotMade(order.fingerprint, "refused", refused.slug)
    except VoiceUnavailable as unavailable:
        return NotMade(order.fingerprint, "unavailable", str(unavailable))
    except Exception as fault:  # noqa: BLE001 - the other clips go on
        return NotMade(order.fingerprint, "failed", f"{type(fault).__name__}: {fault}")


@lru_cache(maxsize=64)
def _voice(pickled: bytes) -> Voice:
    voice: Voice = pickle.loads(pickled)
    return voice
