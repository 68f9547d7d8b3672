"""Learning a narrator's voice: only what is new is measured, and what was learnt is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from builder.errors import VoiceUnavailable
from builder.lesson.utterance import Language
from builder.narration.engines.unit_selection import gate, people
from builder.narration.engines.unit_selection.analysis import TakeMeasures, Unfit, measure
from builder.narration.engines.unit_selection.learning import Learnt, Lesson, learn_voice
from builder.narration.engines.unit_selection.reading import Reading
from builder.narration.engines.unit_selection.search import Inventory
from builder.narration.engines.unit_selection.speaker import Speaker, Take
from builder.narration.voices import Refused
from builder.narration.voices.recording import is_clipped, read
from builder.narration.voices.takes.announcing import announcer_of, what_is_learnt
from builder.narration.voices.takes.reading import LanguageReader
from builder.narration.voices.takes.sources import Source, Sources
from builder.narration.voices.takes.store import Store, digest_of, voice_arrays
from builder.narration.voices.takes.voice import VERSION, speaking_settings

Progress = Callable[[int, int], None]
_MEASURING, _LEARNING_TIME = 0.05, 0.05
"""Seconds of work for a second of speech on a modest machine: a new take, then all of them."""
_LEARNING = "3"
"""Raised when the same takes would be learnt otherwise."""


@dataclass(frozen=True)
class Learning:
    """What came of the takes. `left_out` has files that were not learnt from, with a slug of why:
    `unreadable`, `clipped`, `noise`, `silent`, `wrong-length`, `wrong-text`, `text-unread`,
    `other-person`. `unused` counts takes past the first hour."""

    digest: str
    report: gate.Report
    left_out: Mapping[str, str] = field(default_factory=dict)
    unused: int = 0
    two_people: bool = False
    is_new: bool = False

    @property
    def may_speak(self) -> bool:
        return self.report.may_speak


@dataclass(frozen=True)
class School:
    """Where the takes of one person in one language are learnt from."""

    store: Store
    person: str
    language: Language
    reader: LanguageReader
    name: str = ""
    """What to call the person; her id without it."""

    def digest(self, sources: Sources) -> str:
        """Of all that decides what is learnt; quick, and known before anything is learnt."""
        takes = sorted(self._key(source) for source in sources.takes)
        settings = repr(speaking_settings(is_tonal=self.reader.is_tonal))
        return digest_of(_LEARNING, VERSION, self.reader.key, settings, takes)

    def known(self, sources: Sources) -> Learning | None:
        """What was learnt of these takes before; None when it was not."""
        digest = self.digest(sources)
        kept = self.store.report(digest)
        if kept is None:
            return None
        try:
            report = gate.Report(
                **{**kept["report"], "failures": tuple(kept["report"]["failures"])}
            )
            if report.may_speak and not (self.store.voice(digest) / "voice.npz").is_file():
                return None
            return Learning(
                digest, report, dict(kept["left_out"]), sources.left_out, bool(kept["two_people"])
            )
        except (KeyError, TypeError):
            return None

    def learn(self, sources: Sources, progress: Progress | None = None) -> Learning:
        """Raises StoreUnwritable; what was measured until then is kept."""
        known = self.known(sources)
        if known is not None:
            return known
        if (announcer := announcer_of(progress)) is not None:
            announcer.announce(self._announcement(sources))
        lessons, used, left_out = self._lessons(sources.takes, progress or (lambda _, __: None))
        digest = self.digest(sources)
        report, arrays, two = gate.Report(failures=("too-little",)), {}, False
        if lessons:
            learnt = learn_voice(lessons)
            takes = {n: _take(lesson.measures) for n, lesson in enumerate(lessons)}
            left_out |= {_name(used[n]): why for n, why in learnt.refused.items()}
            two = people.sound_like_two(learnt, lessons)
            speaker, classes = self._speaker(learnt, takes)
            texts = [source.text for source in used]
            report = gate.judge(lessons, texts, learnt, speaker, is_tonal=self.reader.is_tonal)
            if two:
                report = gate.failed(report, "two-people")
            if report.may_speak:
                arrays = dict(voice_arrays(learnt, takes, classes))
        told = {"report": report.as_json(), "left_out": left_out, "two_people": two}
        self.store.keep_voice(digest, arrays, told)
        self.store.forget_measures(but=[self._key(source) for source in sources.takes])
        return Learning(digest, report, left_out, sources.left_out, two, is_new=True)

    def _announcement(self, sources: Sources) -> str:
        new = [one for one in sources.takes if not self.store.has_measures(self._key(one))]
        spent_s = sum(_MEASURING * one.seconds for one in new)
        spent_s += sum(_LEARNING_TIME * one.seconds for one in sources.takes)
        return what_is_learnt(self.name or self.person, len(new), len(sources.takes), spent_s)

    def _key(self, source: Source) -> str:
        reading = [self.reader.key, self.reader.key_of(source.text)]
        return digest_of(_LEARNING, source.sha256, source.text, *reading)

    def _lessons(
        self, sources: Sequence[Source], progress: Progress
    ) -> tuple[list[Lesson], list[Source], dict[str, str]]:
        lessons, used, left_out = [], [], {}
        for number, source in enumerate(sources):
            progress(number, len(sources))
            try:
                reading = self.reader.read(source.text)
                if not reading.phones:
                    raise Unfit("text-unread")
                lessons.append(Lesson(self._measures(source, reading), reading))
                used.append(source)
            except Unfit as unfit:
                left_out[_name(source)] = unfit.slug
            except VoiceUnavailable:
                left_out[_name(source)] = "text-unread"
        progress(len(sources), len(sources))
        return lessons, used, left_out

    def _measures(self, source: Source, reading: Reading) -> TakeMeasures:
        """Raises Unfit."""
        key = self._key(source)
        known = self.store.measures(key)
        if known is None:
            try:
                known = _measured(source.file, reading)
            except Unfit as unfit:
                known = unfit.slug
            self.store.keep_measures(key, known)
        if isinstance(known, str):
            raise Unfit(known)
        return known

    def _speaker(self, learnt: Learnt, takes: Mapping[int, Take]) -> tuple[Speaker, list[int]]:
        kinds = [self.reader.sound_class(symbol) for symbol in learnt.symbols]
        names = sorted(set(kinds))
        classes = [names.index(kind) for kind in kinds]
        inventory = Inventory(learnt.units, learnt.context, np.array(classes, np.int16))
        numbers = {symbol: number for number, symbol in enumerate(learnt.symbols)}
        settings = speaking_settings(is_tonal=self.reader.is_tonal)
        return Speaker(numbers, inventory, learnt.prosody, takes, settings), classes


def _measured(file: Path, reading: Reading) -> TakeMeasures:
    """Raises Unfit."""
    try:
        samples, rate_hz = read(file)
    except (Refused, VoiceUnavailable):
        raise Unfit("unreadable") from None
    if is_clipped(samples):
        raise Unfit("clipped")
    return measure(samples, rate_hz, reading)


def _take(measures: TakeMeasures) -> Take:
    return Take(measures.samples, measures.analysis.hz, measures.analysis.beats)


def _name(source: Source) -> str:
    return "/".join(source.file.parts[-3:])


def reasons(left_out: Mapping[str, str]) -> Mapping[str, int]:
    """How many takes were left out for each reason, most first."""
    return dict(Counter(left_out.values()).most_common())
