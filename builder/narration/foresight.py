"""What a narration would find, told before: lines that no voice can say, clips that are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.errors import Problem, VoiceUnavailable
from builder.lesson.utterance import Utterance
from builder.narration.cache import ClipCache
from builder.narration.chain import Chain, NarrationSettings
from builder.narration.fingerprint import normal_form
from builder.narration.narration import ClipKey
from builder.narration.remarks import Remarks
from builder.narration.voices import KnowsWhatItReads
from builder.narration.work import NotMade


@dataclass(frozen=True)
class Foresight:
    """`durations_ms` are those of the lines whose clip is there already."""

    problems: tuple[Problem, ...]
    durations_ms: Mapping[ClipKey, int]


def foresee(utterances: Sequence[Utterance], settings: NarrationSettings) -> Foresight:
    """Makes no sound and writes nothing. A voice that cannot tell what it reads is trusted."""
    cache = ClipCache(settings.cache, read_only=True)
    chain = Chain(settings, cache)
    remarks = Remarks()
    durations_ms: dict[ClipKey, int] = {}
    for utterance in utterances:
        failures = _failures(utterance, chain, cache, durations_ms)
        if failures is not None:
            remarks.not_spoken(utterance, failures)
    return Foresight(remarks.problems(), durations_ms)


def _failures(
    utterance: Utterance, chain: Chain, cache: ClipCache, durations_ms: dict[ClipKey, int]
) -> list[NotMade] | None:
    """Why no voice can say it; None when one can. Notes how long it lasts, where that is known."""
    take, state = chain.take(utterance)
    failures = []
    for candidate in chain.candidates(utterance, take if state in ("fresh", "new") else None):
        entry = cache.get(candidate.fingerprint)
        if entry and entry.refusal:
            continue
        if entry:
            durations_ms[utterance.source, utterance.id, utterance.language] = entry.duration_ms
            return None
        try:
            if isinstance(candidate.voice, KnowsWhatItReads):
                candidate.voice.check_reading(normal_form(utterance.spoken))
            return None
        except VoiceUnavailable as error:
            failures.append(NotMade(candidate.fingerprint, "unavailable", str(error)))
    return failures
