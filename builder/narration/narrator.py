"""Utterances become clips: for each, the first voice of its chain that can say it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Container, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from builder.errors import Problem
from builder.lesson.utterance import Language, Utterance
from builder.narration.cache import ClipCache, Entry
from builder.narration.chain import Candidate, Chain, NarrationSettings, clip_of, take_key
from builder.narration.clip import Narrated
from builder.narration.fingerprint import normal_form
from builder.narration.narration import ClipKey, Narration
from builder.narration.remarks import Remarks
from builder.narration.takes import (
    Take,
    TakeKey,
    TakeNote,
    TakeNoteUnwritable,
    orphans,
    strays,
    write_note,
)
from builder.narration.voices import Voice
from builder.narration.voices.embedded import is_embedded
from builder.narration.voices.recording import RecordedVoice
from builder.narration.voices.takes import TakesVoice
from builder.narration.work import Made, NotMade, Order
from builder.narration.workers import InThisThread
from builder.narration.workshop import WorkersLost, Workshop

__all__ = ["ClipKey", "Narration", "NarrationSettings", "WorkersLost", "narrate"]

_FEW = 4
"""Clips said sooner here than processes would start."""


def narrate(
    utterances: Sequence[Utterance],
    settings: NarrationSettings,
    *,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Narration:
    """Makes what is missing, in worker processes, and returns every clip.

    `executor` is where the work is done, local processes when None. `progress` is called with
    the number of clips made and to make. Raises CacheUnwritable and WorkersLost: what was made
    until then is kept.
    """
    session = Session(settings)
    try:
        wanted = {take_key(utterance) for utterance in utterances}
        return session.narrate(utterances, executor=executor, progress=progress, wanted=wanted)
    finally:
        session.close()


class Session:
    """One cache and one chain of voices, for narrations that follow one another."""

    def __init__(self, settings: NarrationSettings) -> None:
        self.settings = settings
        self.cache = ClipCache(settings.cache)
        self.chain = Chain(settings, self.cache)

    def narrate(
        self,
        utterances: Sequence[Utterance],
        *,
        executor: Executor | None = None,
        progress: Callable[[int, int], None] | None = None,
        wanted: Container[TakeKey] | None = None,
    ) -> Narration:
        """As the function `narrate`. `wanted` are the takes that somebody asks for: others are
        told; None when it is not yet known."""
        narrator = _Narrator(utterances, self.settings, self.cache, self.chain)
        return narrator.run(executor, progress, wanted)

    def left_over(self, wanted: Container[TakeKey]) -> tuple[Problem, ...]:
        """Takes that nobody asks for, and files in a wrong place."""
        remarks = Remarks()
        _tell_left_over(remarks, self.chain, self.settings, wanted)
        return remarks.problems()

    def close(self) -> None:
        self.cache.close()


def _tell_left_over(
    remarks: Remarks, chain: Chain, settings: NarrationSettings, wanted: Container[TakeKey]
) -> None:
    for orphan in orphans(chain.takes, wanted):
        remarks.orphan(chain.takes[orphan].file)
    for stray in strays(settings.recordings, chain.takes):
        remarks.stray(stray)


@dataclass
class _Line:
    """An utterance on its way through its chain."""

    utterance: Utterance
    candidates: Iterator[Candidate]
    stale: Path | None = None
    candidate: Candidate | None = None
    failures: list[tuple[Voice, NotMade]] = field(default_factory=list)


class _Narrator:
    """One run."""

    def __init__(
        self,
        utterances: Sequence[Utterance],
        settings: NarrationSettings,
        cache: ClipCache,
        chain: Chain,
    ) -> None:
        self.utterances = utterances
        self.settings = settings
        self.cache = cache
        self.chain = chain
        self.remarks = Remarks()
        self.clips: dict[ClipKey, Narrated] = {}
        self.adopted: list[Path] = []
        self.waiting: dict[str, list[_Line]] = {}
        self.ordered: list[Candidate] = []
        self.made = 0
        self._pickled: dict[int, bytes] = {}
        self._of_takes: list[_Line] = []

    def run(
        self,
        executor: Executor | None,
        progress: Callable[[int, int], None] | None,
        wanted: Container[TakeKey] | None,
    ) -> Narration:
        for name, reason in self.chain.absent.items():
            self.remarks.absent(name, reason)
        for utterance in self.utterances:
            self._advance(self._line(utterance))
        if self.ordered:
            self._make_all(executor, progress or (lambda done, total: None))
        self._take_back(executor)
        if wanted is not None:
            _tell_left_over(self.remarks, self.chain, self.settings, wanted)
        in_order = {
            clip_key(utterance): self.clips[clip_key(utterance)] for utterance in self.utterances
        }
        return Narration(in_order, self.remarks.problems(), self.made, tuple(self.adopted))

    def _take_back(self, executor: Executor | None) -> None:
        """A person who withdrew her voice during the build is not heard in what comes of it."""
        withdrawn = [line for line in self._of_takes if not _is_allowed(line)]
        self._of_takes = []
        for line in withdrawn:
            self._advance(line)
        if self.ordered:
            self._make_all(executor, lambda done, total: None)

    def _line(self, utterance: Utterance) -> _Line:
        take, state = self.chain.take(utterance)
        stale = None
        if take:
            for other in take.others:
                self.remarks.second_take(take.file, other)
            if state == "new":
                self._adopt(take, utterance)
            elif state == "stale":
                stale = take.file
                self.remarks.stale(take, utterance)
            elif state == "unknown":
                self.remarks.note_unreadable(take.note)
            elif state == "unreadable":
                self.remarks.refused(take.file, "not-readable", utterance)
        usable = take if state in ("fresh", "new") else None
        return _Line(utterance, self.chain.candidates(utterance, usable), stale)

    def _adopt(self, take: Take, utterance: Utterance) -> None:
        note = TakeNote(normal_form(utterance.spoken), self.cache.digest(take.file))
        try:
            write_note(take, note)
        except TakeNoteUnwritable as error:
            self.remarks.note_unwritable(take.file, error)
        else:
            self.adopted.append(take.file)

    def _advance(self, line: _Line) -> None:
        """To the next candidate whose clip is there or can be ordered."""
        for candidate in line.candidates:
            line.candidate = candidate
            entry = self.cache.get(candidate.fingerprint)
            if entry is None:
                if candidate.fingerprint not in self.waiting:
                    self.waiting[candidate.fingerprint] = []
                    self.ordered.append(candidate)
                self.waiting[candidate.fingerprint].append(line)
                return
            if entry.refusal:
                self._refused(line, entry.refusal)
                continue
            self._settle(line, entry)
            return
        self.remarks.not_spoken(line.utterance, [failure for _, failure in line.failures])
        self.clips[clip_key(line.utterance)] = Narrated(line.utterance, None, line.stale)

    def _settle(self, line: _Line, entry: Entry) -> None:
        assert line.candidate is not None
        if isinstance(line.candidate.voice, RecordedVoice):
            for slug in entry.remarks:
                self.remarks.used_all_the_same(line.candidate.voice.file, slug, line.utterance)
        elif isinstance(line.candidate.voice, TakesVoice):
            self._of_takes.append(line)
        for voice, failure in line.failures:
            self.remarks.not_made(failure, voice, line.utterance)
        clip = clip_of(line.candidate, entry, self.cache)
        self.clips[clip_key(line.utterance)] = Narrated(line.utterance, clip, line.stale)

    def _refused(self, line: _Line, slug: str) -> None:
        assert line.candidate is not None
        if isinstance(line.candidate.voice, RecordedVoice):
            self.remarks.refused(line.candidate.voice.file, slug, line.utterance)
        elif isinstance(line.candidate.voice, TakesVoice):
            self.remarks.to_record(slug, line.utterance)

    def _make_all(self, executor: Executor | None, progress: Callable[[int, int], None]) -> None:
        done = 0

        def take_in(result: Made | NotMade) -> None:
            nonlocal done
            done += 1
            self._take_in(result)
            progress(done, done + len(self.waiting))

        progress(0, len(self.waiting))
        few = len(self.ordered) <= _FEW and all(is_embedded(one.voice) for one in self.ordered)
        where = InThisThread() if executor is None and few else executor
        Workshop(self._pull, take_in, self.settings.mastering).run(where)

    def _pull(self) -> list[Order]:
        """One voice and language after another: switching costs a speech library a reload."""
        ordered = sorted(self.ordered, key=lambda one: (one.voice.name, self._language(one)))
        self.ordered = []
        return [self._order(one) for one in ordered]

    def _language(self, candidate: Candidate) -> Language:
        return self.waiting[candidate.fingerprint][0].utterance.language

    def _order(self, candidate: Candidate) -> Order:
        utterance = self.waiting[candidate.fingerprint][0].utterance
        voice = candidate.voice
        if isinstance(voice, RecordedVoice):
            pickled = pickle.dumps(voice)
        else:
            pickled = self._pickled.setdefault(id(voice), b"") or pickle.dumps(voice)
            self._pickled[id(voice)] = pickled
        return Order(
            candidate.fingerprint,
            normal_form(utterance.spoken),
            utterance.language,
            pickled,
        )

    def _take_in(self, result: Made | NotMade) -> None:
        lines = self.waiting.pop(result.fingerprint)
        if isinstance(result, Made):
            self.made += 1
            entry = self.cache.put(
                result.fingerprint,
                result.sound.mp3,
                duration_ms=result.sound.duration_ms,
                word_starts_ms=result.sound.word_starts_ms,
                remarks=result.remarks,
            )
            for line in lines:
                self._settle(line, entry)
            return
        if result.kind == "refused":
            self.cache.refuse(result.fingerprint, result.reason)
        for line in lines:
            assert line.candidate is not None
            if result.kind == "refused":
                self._refused(line, result.reason)
            else:
                line.failures.append((line.candidate.voice, result))
            self._advance(line)


def _is_allowed(line: _Line) -> bool:
    voice = line.candidate.voice if line.candidate else None
    return not isinstance(voice, TakesVoice) or voice.is_allowed


def clip_key(utterance: Utterance) -> ClipKey:
    return utterance.source, utterance.id, utterance.language
