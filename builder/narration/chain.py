"""Which voices may say an utterance, in which order, and what the clip of each would be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from builder.errors import VoiceUnavailable
from builder.lesson.languages import DEFAULT_VOICES
from builder.lesson.utterance import Language, Utterance
from builder.narration.cache import ClipCache, Entry
from builder.narration.clip import Clip, ClipOrigin
from builder.narration.fingerprint import fingerprint, normal_form, text_key, voice_key
from builder.narration.mastering import Mastering, preferred_encoder
from builder.narration.takes import Take, TakeKey, TakeState, find_takes, state_of
from builder.narration.voices import Voice
from builder.narration.voices.recording import RecordedVoice
from builder.narration.voices.takes import TakesVoice

_ORIGINS: Mapping[str, ClipOrigin] = {
    "recording": "recorded",
    "takes": "takes",
    "model": "model",
    "gtts": "online",
}


def default_mastering() -> Mastering:
    return Mastering(encoder=preferred_encoder())


@dataclass(frozen=True)
class NarrationSettings:
    """Which voices speak, from where and to where.

    `voices` are those at hand; `order` names them, first choice first, and "recording" stands
    for `recordings/<language>/<source>/<id>.<ext>`. A name with no voice at hand is passed over;
    a language with no order has the usual one.
    """

    cache: Path
    voices: Mapping[Language, Sequence[Voice]]
    recordings: Path | None = None
    order: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    mastering: Mastering = field(default_factory=default_mastering)

    def order_in(self, language: Language) -> tuple[str, ...]:
        """Names of voices, first choice first."""
        return self.order.get(language, DEFAULT_VOICES)


@dataclass
class Candidate:
    """A voice that may say a line, and the name its clip would have."""

    voice: Voice
    fingerprint: str


class Chain:
    """The candidates of each utterance, in order. `absent` are voices that can't even be asked
    for their version, with the reason."""

    def __init__(self, settings: NarrationSettings, cache: ClipCache) -> None:
        self.settings = settings
        self.cache = cache
        self.takes = find_takes(settings.recordings)
        self.absent: dict[str, str] = {}
        self._by_name: dict[tuple[str, Language], tuple[Voice, str]] = {}
        for language, voices in settings.voices.items():
            for voice in voices:
                if (voice.name, language) in self._by_name:
                    continue
                try:
                    self._by_name[voice.name, language] = voice, voice_key(voice)
                except VoiceUnavailable as error:
                    self.absent[voice.name] = str(error)

    def take(self, utterance: Utterance) -> tuple[Take | None, TakeState | None]:
        """The recording of an utterance and whether it says its words; None twice without one."""
        if utterance.recording:  # named by the lesson, whatever its words
            return Take(utterance.recording), "fresh"
        take = self.takes.get(take_key(utterance))
        if take is None:
            return None, None
        return take, state_of(take, utterance.spoken, self.cache.digest)

    def candidates(self, utterance: Utterance, take: Take | None) -> Iterator[Candidate]:
        """`take` is the recording that may be used, None when there is none."""
        spoken = normal_form(utterance.spoken)
        for choice in utterance.voices or self.settings.order_in(utterance.language):
            if choice == "recording":
                if take is None:
                    continue
                voice: Voice = RecordedVoice(take.file, self.cache.digest(take.file))
                key = voice_key(voice)
            elif (choice, utterance.language) in self._by_name:
                voice, key = self._by_name[choice, utterance.language]
            else:
                continue
            name = fingerprint(
                spoken,
                utterance.language,
                key,
                self.settings.mastering.settings,
                text_key(voice, spoken),
            )
            yield Candidate(voice, name)


def take_key(utterance: Utterance) -> TakeKey:
    return utterance.language, utterance.source, utterance.id


def origin_of(voice: Voice) -> ClipOrigin:
    return _ORIGINS.get(voice.name, "machine")


def clip_of(candidate: Candidate, entry: Entry, cache: ClipCache) -> Clip:
    return Clip(
        candidate.fingerprint,
        cache.path(candidate.fingerprint),
        entry.duration_ms,
        origin_of(candidate.voice),
        candidate.voice.name,
        entry.word_starts_ms,
        candidate.voice.person if isinstance(candidate.voice, TakesVoice) else "",
    )
