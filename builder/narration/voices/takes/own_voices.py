"""All voices made of takes that a course may use: who lends hers, what was learnt, what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from builder.errors import Problem, ProblemsFound
from builder.lesson.utterance import Language, Utterance
from builder.narration.cache import ClipCache
from builder.narration.consent import ConsentFile, LentVoice, read_consents
from builder.narration.takes import TakeKey
from builder.narration.voices import Voice
from builder.narration.voices.takes.reading import LanguageReader, reader_of
from builder.narration.voices.takes.school import Learning, Progress, School
from builder.narration.voices.takes.sources import Sources, find_sources
from builder.narration.voices.takes.store import Store
from builder.narration.voices.takes.telling import problems_of
from builder.narration.voices.takes.voice import TakesVoice


@dataclass(frozen=True)
class Pupil:
    """A person who lends her voice for this, in one language, and her takes."""

    person: LentVoice
    language: Language
    school: School
    sources: Sources


@dataclass(frozen=True)
class OwnVoices:
    """`cache` is the narration's folder; `said` gives all lines of today."""

    recordings: Path
    cache: Path
    readers: Mapping[Language, LanguageReader]
    said: Callable[[], Iterable[Utterance]]

    def consents(self) -> ConsentFile:
        """Who lends a voice. Raises ProblemsFound."""
        return read_consents(self.recordings)

    def pupils(self) -> Iterator[Pupil]:
        """In the order of `voix.yaml`. Raises ProblemsFound."""
        consents = self.consents()
        lent = [person for person in consents.voices if person.allows("own-voice")]
        if not lent:
            return  # a cache of many clips is not read for nothing
        cache = ClipCache(self.cache, read_only=True)
        for language, reader in self.readers.items():
            for person in lent:
                if language in person.languages:
                    school = School(
                        self.store(language, person.id), person.id, language, reader, person.name
                    )
                    sources = find_sources(
                        self.recordings, language, consents, person, self._spoken, cache.digest
                    )
                    yield Pupil(person, language, school, sources)

    @cached_property
    def _words(self) -> Mapping[TakeKey, str]:
        return {(one.language, one.source, one.id): one.spoken for one in self.said()}

    def _spoken(self, key: TakeKey) -> str:
        return self._words.get(key, "")

    def key(self) -> str:
        """Changes when a voice would speak otherwise, or another one would. Learns nothing."""
        return " ".join(f"{tag} {voice.version}" for tag in self.readers for voice in
                        self.voices(tag))  # fmt: skip

    def store(self, language: Language, person: str) -> Store:
        return Store(self.cache / "voices" / f"{language}-{person}")

    def learn(self, progress: Progress | None = None) -> tuple[Problem, ...]:
        """Learns what is new, and returns what to tell. Raises ProblemsFound, StoreUnwritable."""
        told: list[Problem] = []
        for pupil in self.pupils():
            learning = pupil.school.learn(pupil.sources, progress)
            told += problems_of(pupil.person, pupil.language, learning, self.recordings)
        return tuple(told)

    def known(self) -> Iterator[tuple[Pupil, Learning | None]]:
        """What was learnt before; None where the takes have changed since. Raises ProblemsFound."""
        for pupil in self.pupils():
            yield pupil, pupil.school.known(pupil.sources)

    def voices(self, language: Language) -> list[TakesVoice]:
        """Those that have passed the gate: the first that may speak, speaks."""
        try:
            known = [one for one in self.known() if one[0].language == language]
        except ProblemsFound:
            return []
        return [
            TakesVoice(
                pupil.school.store.voice(learning.digest),
                self.recordings,
                pupil.person.id,
                language,
                pupil.school.reader,
            )
            for pupil, learning in known
            if learning is not None and learning.may_speak
        ]

    def check(self) -> list[Problem]:
        """What is wrong with `voix.yaml`, and what is known of the voices; learns nothing."""
        try:
            found: list[Problem] = []
            for pupil, learning in self.known():
                if learning is not None:
                    found += problems_of(pupil.person, pupil.language, learning, self.recordings)
            return found
        except ProblemsFound as problems:
            return list(problems.problems)


def own_voices(
    recordings: Path,
    cache: Path,
    embedded: Mapping[Language, Voice | None],
    said: Callable[[], Iterable[Utterance]],
) -> OwnVoices:
    """Those of the languages that an embedded voice can read. `said` is asked only where there
    are takes whose words are not noted yet."""
    readers = {tag: reader_of(voice) for tag, voice in embedded.items() if voice}
    return OwnVoices(recordings, cache, readers, said)
